"""Claiming: somebody says that a listing is theirs, and a moderator checks what they show for it.

That is an NPI with a licence number, or a document; `claim_links` has the way that needs no
moderator. A listing has one owner: who claims another's opens a dispute, which is not decided like
a claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory import log
from directory.accounts.models import Account
from directory.cases import CaseKind, CaseStatus, open_case
from directory.cases.deciding import decide_case
from directory.files.keeping import proofs_folder
from directory.listings.claims.disputes import is_disputed, open_dispute
from directory.listings.claims.giving import settle_in
from directory.listings.claims.rows import (
    ClaimGone,
    add_paper,
    claim_of,
    end_claim,
    paper_of,
    waiting_claim,
)
from directory.listings.claims.waits import check_way
from directory.listings.models import OwnershipClaim, Stage
from directory.listings.owning import OwnAlready, owner_of
from directory.vetting.plain_text import without_unseen
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.files.keeping import KeptFile
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner
    from directory.vetting.decisions import Verdict

__all__ = [
    "ClaimGone",
    "ClaimWaits",
    "Disputed",
    "Shown",
    "approve_claim",
    "claim",
    "claim_of",
    "paper_of",
    "refuse_claim",
    "waiting_claim",
]

WAYS = ("email", "phone", "licence", "documents")
"""How it can be shown whose a listing is."""

MESSAGE_LENGTH = 500
LICENCE_LENGTH = 40


class ClaimWaits(Exception):
    """The account has claimed this listing before, and nobody has decided on it yet."""


class Disputed(Exception):
    """Somebody else has the listing, or claims it too: disputes are decided by two moderators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What somebody shows for their claim.

    Attributes:
        way: One of `WAYS` but "email".
        message: What else a moderator should know, at most `MESSAGE_LENGTH` letters.
        npi: Ten digits; none where it is not the way.
        licence_number: As the licence has it.
        file: A document, as `kept_file` gave it.
    """

    way: str
    message: str = ""
    npi: str | None = None
    licence_number: str | None = None
    file: KeptFile | None = None


def claim(
    session: Session,
    *,
    practitioner: Practitioner,
    account: Account,
    shown: Shown,
    letters: Letters,
    now: datetime,
) -> OwnershipClaim:
    """Put a claim before a moderator; where somebody else has or claims the listing, a dispute.

    Args:
        session: The open session, writing.
        practitioner: The listing, one that `claimable` found.
        account: Who claims it.
        shown: What they show for it.
        letters: Writes the mails of the site.
        now: When, aware.

    Raises:
        ClaimWaits: An earlier claim of theirs waits.
        OwnAlready: It is the account's own.
        WayClosed: A claim of theirs was refused lately, or in a dispute.
    """
    practitioner = lock(session, practitioner.id)
    if owner_of(session, practitioner.id) == account.id:
        raise OwnAlready
    if waiting_claim(session, practitioner.id, account.id):
        raise ClaimWaits
    check_way(session, practitioner.id, account, shown.way, now)
    row = OwnershipClaim(
        practitioner_id=practitioner.id,
        account_id=account.id,
        way=shown.way,
        message=without_unseen(shown.message)[:MESSAGE_LENGTH],
        npi=shown.npi,
        licence_number=shown.licence_number,
        claimed_at=now,
    )
    session.add(row)
    if shown.file:
        add_paper(session, row, shown.file, now)
    session.flush()
    _record(session, account, practitioner, "claimed", way=shown.way)
    actor = f"member:{account.public_id}"
    if is_disputed(session, practitioner.id, account.id):
        open_dispute(session, practitioner, actor=actor, letters=letters, now=now)
        return row
    open_case(
        session,
        CaseKind.CLAIM,
        subject=("ownership_claim", str(row.public_id)),
        practitioner_id=practitioner.id,
        details={"way": shown.way},
        actor=actor,
    )
    letters.post(session, "listings/claim_received.txt", to=account.email, name=practitioner.name)
    return row


def approve_claim(
    session: Session, case: Case, verdict: Verdict, *, letters: Letters, var: Path
) -> None:
    """Let who claims a listing speak for it.

    Args:
        session: The open session, writing.
        case: Of the claim.
        verdict: Who decides, why and when.
        letters: Writes the mails of the site.
        var: The site's folder; a document sent with the claim is deleted after the commit.

    Raises:
        AlreadyDecided: The case was decided before.
        ClaimGone: No claim waits any more, or the account of who claims is suspended.
        Disputed: Somebody else has the listing, or claims it too.
        ReasonMissing: The reason is empty or too long.
    """
    row, practitioner, account = _waiting(session, case)
    if not account.active:
        message = "Who claims it has no working account any more: refuse it."
        raise ClaimGone(message)
    if is_disputed(session, practitioner.id, account.id):
        message = "Somebody else has it or claims it: disputes are decided by two moderators."
        raise Disputed(message)
    _decide(session, case, row, verdict, "approve", Stage.ACCEPTED, var)
    settle_in(
        session,
        practitioner,
        account,
        actor=verdict.actor,
        folder=proofs_folder(var),
        now=verdict.now,
    )
    letters.post(
        session,
        "listings/claim_approved.txt",
        to=account.email,
        name=practitioner.name,
        page=f"/practitioners/{practitioner.slug}",
        desk=f"/desk/{practitioner.public_id}",
    )


def refuse_claim(
    session: Session, case: Case, verdict: Verdict, *, letters: Letters, var: Path
) -> None:
    """Leave a listing as it is; who claimed it is told why. A document is deleted too.

    Raises:
        AlreadyDecided: The case was decided before.
        ClaimGone: No claim waits any more.
        ReasonMissing: The reason is empty or too long.
    """
    row, practitioner, account = _waiting(session, case)
    _decide(session, case, row, verdict, "refuse", Stage.REFUSED, var)
    _record(session, verdict.actor, practitioner, "claim refused")
    letters.post(
        session,
        "listings/claim_refused.txt",
        to=account.email,
        name=practitioner.name,
        reason=verdict.reason.strip(),
        page=f"/practitioners/{practitioner.slug}/claim",
    )


def _waiting(session: Session, case: Case) -> tuple[OwnershipClaim, Practitioner, Account]:
    practitioner = lock(session, claim_of(session, case).practitioner_id)
    row = claim_of(session, case)
    if case.status == CaseStatus.OPEN and row.status != Stage.WAITING:
        message = "The claim was taken back."
        raise ClaimGone(message)
    return row, practitioner, session.get_one(Account, row.account_id)


def _decide(
    session: Session,
    case: Case,
    row: OwnershipClaim,
    verdict: Verdict,
    decision: str,
    stage: Stage,
    var: Path,
) -> None:
    decide_case(
        session, case, decision, reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )
    end_claim(session, row, stage, var=var, now=verdict.now)


def _record(
    session: Session, by: Account | str, practitioner: Practitioner, action: str, **after: str
) -> None:
    log.record(
        session,
        actor=by if isinstance(by, str) else f"member:{by.public_id}",
        action=action,
        subject=("practitioner", str(practitioner.public_id)),
        after=after or None,
    )
