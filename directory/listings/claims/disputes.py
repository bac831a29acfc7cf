"""Disputes: more than one says that a listing is theirs, and moderators hear all of them first.

One case stands for all claims on a listing. Its details name the claims by their public ids, and
those that a code has shown to come from the listing's own address or number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory import log
from directory.accounts.models import Account
from directory.cases import Case, CaseKind, open_case
from directory.cases.deciding import decide_case, open_case_of
from directory.files.keeping import delete_after_commit, documents_folder
from directory.listings.claims.dispute_rule import NOTICE, joined_until
from directory.listings.claims.rows import (
    OWNER_WAY,
    ClaimGone,
    add_paper,
    owner_row,
    paper_of,
    waiting_claim,
    waiting_claims,
)
from directory.listings.models import OwnershipClaim, Stage
from directory.listings.owning import owner_of
from directory.vetting.plain_text import without_unseen
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.files.keeping import KeptFile
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner

STATEMENT_LENGTH = 500

DISPUTED = "disputed"
"""What the case of a claim says that became part of a dispute."""


class NoDispute(LookupError):
    """No dispute about the listing waits in which the account has a side."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Who says that a listing is theirs.

    Attributes:
        owner: What the owner says; none where nobody owns the listing.
        claims: Claims that wait, the oldest first.
    """

    owner: OwnershipClaim | None
    claims: tuple[OwnershipClaim, ...]

    @property
    def all(self) -> tuple[OwnershipClaim, ...]:
        """Every side, the owner's first."""
        return (self.owner, *self.claims) if self.owner else self.claims


def is_disputed(session: Session, practitioner_id: int, account_id: int) -> bool:
    """Whether an account that claims a listing finds somebody else there: an owner, or a claim."""
    others = [
        row for row in waiting_claims(session, practitioner_id) if row.account_id != account_id
    ]
    return bool(others) or owner_of(session, practitioner_id) not in {None, account_id}


def dispute_of(session: Session, practitioner: Practitioner) -> Case | None:
    """The dispute about a listing that waits, if there is one."""
    return open_case_of(session, CaseKind.DISPUTE, _subject(practitioner))


def sides_of(session: Session, practitioner_id: int) -> Sides:
    """Who says now that a listing is theirs."""
    own = owner_row(session, practitioner_id, owner_of(session, practitioner_id))
    return Sides(own, tuple(waiting_claims(session, practitioner_id)))


def side_of(
    session: Session, practitioner: Practitioner, account: Account
) -> OwnershipClaim | None:
    """What an account has said in a dispute that waits; none where it has no side in one."""
    if dispute_of(session, practitioner) is None:
        return None
    own = owner_row(session, practitioner.id, account.id)
    if own and owner_of(session, practitioner.id) == account.id:
        return own
    return waiting_claim(session, practitioner.id, account.id)


def open_dispute(
    session: Session,
    practitioner: Practitioner,
    *,
    actor: str,
    letters: Letters,
    now: datetime,
    proved: OwnershipClaim | None = None,
) -> Case:
    """Put all claims on a listing before the moderators as one dispute, and tell every side.

    A dispute that waits already is joined: who is new is told, and gets their days too.

    Args:
        session: The open session, writing; the listing's row is locked.
        practitioner: The listing.
        actor: Whose claim made it one.
        letters: Writes the mails of the site.
        now: When, aware.
        proved: A claim that came with the code of a mail or call to the listing itself.
    """
    session.flush()
    known = dispute_of(session, practitioner)
    until = joined_until(known.opened_at, known.waits_until or now, now) if known else now + NOTICE
    told = set(known.details["claims"]) if known else set()
    _write_owner_down(session, practitioner, now)
    sides = sides_of(session, practitioner.id)
    for row in sides.claims:
        _end_case(session, row, actor, now)
    details = _details(known, sides, proved)
    case = known or open_case(
        session,
        CaseKind.DISPUTE,
        subject=_subject(practitioner),
        practitioner_id=practitioner.id,
        actor=actor,
    )
    case.details, case.waits_until = details, until
    if known is None:
        case.opened_at = now
    for row in sides.all:
        # Who has been told goes on with what they know: their own days are not cut.
        if str(row.public_id) not in told | set(
            (known.details if known else {}).get("answers", ())
        ):
            _tell(session, practitioner, row, letters, until)
    return case


def state(
    session: Session,
    practitioner: Practitioner,
    account: Account,
    *,
    text: str,
    file: KeptFile | None,
    var: Path,
    now: datetime,
) -> None:
    """Say in a dispute what speaks for oneself, with a document or without; it replaces the former.

    Args:
        session: The open session, writing.
        practitioner: The listing.
        account: One of the sides.
        text: At most `STATEMENT_LENGTH` letters.
        file: A document; the one sent before is deleted after the commit, where a new one comes.
        var: The site's folder.
        now: When, aware.

    Raises:
        NoDispute: The account has no side in a dispute that waits.
    """
    practitioner = lock(session, practitioner.id)
    row = side_of(session, practitioner, account)
    if row is None:
        raise NoDispute
    row.message = without_unseen(text).strip()[:STATEMENT_LENGTH]
    former = paper_of(session, row) if file else None
    if former:
        if former.file_name:
            delete_after_commit(session, documents_folder(var) / former.file_name)
        former.file_name, former.status, former.decided_at = None, Stage.WITHDRAWN, now
    if file:
        add_paper(session, row, file, now)
    log.record(
        session,
        actor=f"member:{account.public_id}",
        action="dispute answered",
        subject=_subject(practitioner),
        after={"document": file is not None},
    )


def claim_in(sides: Sides, choice: str) -> OwnershipClaim:
    """The claim of a dispute with a public id. Pure.

    Raises:
        ClaimGone: None of them that waits has it.
    """
    found = next((row for row in sides.claims if str(row.public_id) == choice.strip()), None)
    if found is None:
        message = "No claim with that id waits."
        raise ClaimGone(message)
    return found


def _subject(practitioner: Practitioner) -> tuple[str, str]:
    return ("practitioner", str(practitioner.public_id))


def _details(known: Case | None, sides: Sides, proved: OwnershipClaim | None) -> dict[str, Any]:
    before = known.details if known else {}
    shown = [*before.get("proved", ()), *([str(proved.public_id)] if proved else ())]
    return {
        **before,
        "claims": [str(row.public_id) for row in sides.claims],
        "answers": [str(sides.owner.public_id)] if sides.owner else [],
        "owner": sides.owner is not None,
        "proved": shown,
    }


def _write_owner_down(session: Session, practitioner: Practitioner, now: datetime) -> None:
    """Make room for what the owner says."""
    owner = owner_of(session, practitioner.id)
    if owner is not None and owner_row(session, practitioner.id, owner) is None:
        session.add(
            OwnershipClaim(
                practitioner_id=practitioner.id, account_id=owner, way=OWNER_WAY, claimed_at=now
            )
        )
        session.flush()


def _end_case(session: Session, row: OwnershipClaim, actor: str, now: datetime) -> None:
    case = open_case_of(session, CaseKind.CLAIM, ("ownership_claim", str(row.public_id)))
    if case:
        reason = "Somebody else says that the listing is theirs: it became a dispute."
        decide_case(session, case, DISPUTED, reason=reason, actor=actor, now=now)


def _tell(
    session: Session,
    practitioner: Practitioner,
    row: OwnershipClaim,
    letters: Letters,
    until: datetime,
) -> None:
    account = session.get_one(Account, row.account_id)
    if not account.active or account.is_demo:
        return
    letters.post(
        session,
        "listings/dispute_notice.txt",
        to=account.email,
        name=practitioner.name,
        until=f"{until:%d %B %Y, %H:%M} UTC",
        page=f"/practitioners/{practitioner.slug}/claim",
    )
