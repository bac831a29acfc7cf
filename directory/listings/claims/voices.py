"""Deciding a dispute: moderators say what they think, and the listing goes where two agree.

One alone decides once both sides have had their days; see `dispute_rule`. Neither a side nor
anybody who has assessed the listing is heard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, union

from directory import log
from directory.accounts.models import Account, RoleName
from directory.cases.deciding import AlreadyDecided, check_hold, checked_reason, decide_case
from directory.cases.models import CaseStatus, CaseVoice
from directory.listings.claims.dispute_rule import GIVE, Voice, decides, waits_anew
from directory.listings.claims.disputes import Sides, claim_in, sides_of
from directory.listings.claims.giving import give_to
from directory.listings.claims.rows import end_claim
from directory.listings.models import OwnershipClaim, Stage
from directory.practitioners.models import Ownership
from directory.vetting.models import Assessment
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner
    from directory.vetting.decisions import Verdict

_STAFF = "moderator:"


class OneMoreNeeded(Exception):
    """Before the days of both sides are over, a command at the server decides no dispute."""

    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"Two moderators decide it on their pages; one alone from {until:%Y-%m-%d %H:%M} UTC on."
        )
        self.until = until


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice that counts, and whose it is."""

    row: CaseVoice
    account: Account

    @property
    def voice(self) -> Voice:
        """As the rule reads it."""
        return Voice(self.account.id, self.row.decision, self.row.choice, _is_admin(self.account))


def say(
    session: Session,
    case: Case,
    decision: str,
    choice: str,
    verdict: Verdict,
    *,
    letters: Letters,
    var: Path,
) -> bool:
    """Say what should become of a dispute; it is carried out if that decides it.

    What the same moderator said before is replaced.

    Args:
        session: The open session, writing.
        case: The dispute.
        decision: `GIVE` or `KEEP`.
        choice: Public id of the claim that should get the listing, where one should.
        verdict: Who says so, why and when.
        letters: Writes the mails of the site.
        var: The site's folder; documents of the sides are deleted after the commit.

    Returns:
        Whether the dispute is decided by it.

    Raises:
        AlreadyDecided: It was decided before.
        ClaimGone: No claim with that id waits.
        HeldByAnother: Another moderator has it before them.
        OneMoreNeeded: It is too early for a command.
        ReasonMissing: The reason is empty or too long.
    """
    practitioner = _locked(session, case, verdict)
    sides = sides_of(session, practitioner.id)
    winner = claim_in(sides, choice) if decision == GIVE else None
    checked_reason(verdict.reason)
    account = _account_of(session, verdict.actor)
    others = [one.voice for one in heard(session, case) if one.account is not account]
    newest = _voice(account, decision, winner)
    until = case.waits_until or verdict.now
    if not decides(newest, others, waits_until=until, now=verdict.now):
        _keep(session, case, newest, others, verdict)
        return False
    decide_case(
        session, case, decision, reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )
    _carry_out(session, case, practitioner, sides, winner, verdict, letters, var)
    return True


def heard(session: Session, case: Case) -> list[Heard]:
    """The voices that count, in the order in which they were said."""
    found = session.execute(
        select(CaseVoice, Account)
        .join(Account, Account.id == CaseVoice.account_id)
        .where(CaseVoice.case_id == case.id, Account.active.is_(True))
        .order_by(CaseVoice.said_at, CaseVoice.account_id)
    )
    interested = _interested(session, case.practitioner_id)
    return [
        Heard(row, account)
        for row, account in found
        if account.is_staff and account.id not in interested
    ]


def _locked(session: Session, case: Case, verdict: Verdict) -> Practitioner:
    """The listing, once it and the case are this transaction's."""
    practitioner = lock(session, case.practitioner_id or 0)
    session.flush()
    session.refresh(case, with_for_update=True)
    if case.status == CaseStatus.DECIDED:
        raise AlreadyDecided(case)
    check_hold(case, verdict.actor, verdict.now)
    return practitioner


def _keep(
    session: Session, case: Case, newest: Voice, others: list[Voice], verdict: Verdict
) -> None:
    """Write a voice down that decides nothing yet; whoever held the case lets it go."""
    until = case.waits_until or verdict.now
    if newest.account_id is None:
        raise OneMoreNeeded(until)
    row = session.get(CaseVoice, (case.id, newest.account_id))
    if row is None:
        row = CaseVoice(case_id=case.id, account_id=newest.account_id)
        session.add(row)
    row.decision, row.choice = newest.decision, newest.choice
    row.reason, row.said_at = checked_reason(verdict.reason), verdict.now
    differed = bool(case.details.get("differed"))
    case.waits_until = waits_anew(
        newest, others, differed=differed, waits_until=until, now=verdict.now
    )
    differs = any(not newest.agrees(other) for other in others)
    case.details = {**case.details, "differed": differed or differs}
    case.held_by = case.held_until = case.handed_to = None
    log.record(
        session,
        actor=verdict.actor,
        action="voice given",
        subject=("case", str(case.public_id)),
        after={"decision": newest.decision, "claim": newest.choice or None},
    )
    session.flush()


def _carry_out(
    session: Session,
    case: Case,
    practitioner: Practitioner,
    sides: Sides,
    winner: OwnershipClaim | None,
    verdict: Verdict,
    letters: Letters,
    var: Path,
) -> None:
    has_it = winner or sides.owner
    case.details = {**case.details, "lost": _losers(session, sides, has_it)}
    if winner:
        give_to(session, practitioner, winner, verdict=verdict, var=var)
    for row in sides.all:
        stage = Stage.ACCEPTED if row is has_it else Stage.REFUSED
        end_claim(session, row, stage, var=var, now=verdict.now)
        _tell(session, practitioner, row, has_it, letters, verdict)
    session.flush()


def _losers(session: Session, sides: Sides, has_it: OwnershipClaim | None) -> list[str]:
    """Public ids of the accounts that do not have the listing now."""
    return [
        str(session.get_one(Account, row.account_id).public_id)
        for row in sides.all
        if row is not has_it
    ]


def _tell(
    session: Session,
    practitioner: Practitioner,
    row: OwnershipClaim,
    has_it: OwnershipClaim | None,
    letters: Letters,
    verdict: Verdict,
) -> None:
    account = session.get_one(Account, row.account_id)
    if not account.active or account.is_demo:
        return
    letters.post(
        session,
        "listings/dispute_won.txt" if row is has_it else "listings/dispute_lost.txt",
        to=account.email,
        name=practitioner.name,
        reason=verdict.reason.strip(),
        desk=f"/desk/{practitioner.public_id}",
        page=f"/practitioners/{practitioner.slug}/claim",
    )


def _voice(account: Account | None, decision: str, winner: OwnershipClaim | None) -> Voice:
    return Voice(
        account.id if account else None,
        decision,
        str(winner.public_id) if winner else "",
        account is not None and _is_admin(account),
    )


def _account_of(session: Session, actor: str) -> Account | None:
    """The account behind a moderator's name in the log; none behind a command's."""
    if not actor.startswith(_STAFF):
        return None
    name = actor.removeprefix(_STAFF)
    # Commands are signed with whatever name was typed: compared as text, none is an error.
    staff = session.scalars(select(Account).where(Account.roles.any())).all()
    return next((one for one in staff if str(one.public_id) == name), None)


def _is_admin(account: Account) -> bool:
    return any(role.name == RoleName.ADMIN for role in account.roles)


def _interested(session: Session, practitioner_id: int | None) -> set[int | None]:
    """Accounts with a side of their own, or an assessment of the listing."""
    claim, own, visit = OwnershipClaim, Ownership, Assessment
    concerned = union(
        select(claim.account_id).where(
            claim.practitioner_id == practitioner_id, claim.status == Stage.WAITING
        ),
        select(own.account_id).where(own.practitioner_id == practitioner_id),
        select(visit.member_id).where(visit.practitioner_id == practitioner_id),
    )
    return set(session.scalars(concerned))
