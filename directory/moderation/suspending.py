"""Suspending an account, with all it had said, and lifting that again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory.accounts import suspending
from directory.cases import Case
from directory.cases.deciding import checked_reason
from directory.listings.models import OwnershipClaim, Revision
from directory.practitioners.models import Ownership
from directory.vetting.models import Assessment, Standing
from directory.vetting.setting_aside import set_aside, take_up

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.outbox.letters import Letters


class OwnAccount(Exception):
    """Nobody decides on their own account."""


@dataclass(frozen=True, slots=True)
class Doings:
    """What a moderator learns of an account: counts, and nothing that it said.

    Attributes:
        listings: Listings it speaks for.
        assessments: Assessments by where they stand.
        revisions: Listings and changes that it sent in.
        claims: Listings that it said were its own.
        cases: Cases it opened that wait still.
    """

    listings: int
    assessments: dict[Standing, int]
    revisions: int
    claims: int
    cases: int


def suspend_account(
    session: Session,
    account: Account,
    *,
    by: Account,
    reason: str,
    contact: str,
    letters: Letters,
    now: datetime,
) -> int:
    """Keep an account out, let nothing it said weigh, and tell the person why.

    Its listings stay as they are; nobody can change them meanwhile.

    Args:
        session: The open session, writing.
        account: Whose account.
        by: Who decides.
        reason: Why, in 1 to 1,000 letters; it stands in the mail.
        contact: The site's address, to which they can answer.
        letters: Writes the mails of the site.
        now: When, aware.

    Returns:
        How many assessments were set aside.

    Raises:
        NotToSuspend: It is staff's.
        OwnAccount: It is the decider's own.
        ReasonMissing: The reason is empty or too long.
        SuspensionElsewhere: It is suspended, or was switched off.
    """
    if account.id == by.id:
        raise OwnAccount
    text, actor = checked_reason(reason), f"moderator:{by.public_id}"
    # Practitioners are locked before the account, as assessing locks them; what slips in between
    # is found when nobody can add to it any more.
    found = set_aside(session, account.id, actor=actor, now=now)
    suspending.suspend(session, account, actor=actor, reason=text, now=now)
    found += set_aside(session, account.id, actor=actor, now=now)
    letters.post(
        session, "moderation/suspended.txt", to=account.email, reason=text, contact=contact
    )
    return found


def lift_suspension(
    session: Session, account: Account, *, by: Account, letters: Letters, now: datetime
) -> int:
    """Let an account in again; what it said stands where it stood.

    Returns:
        How many assessments stand again.

    Raises:
        OwnAccount: It is the decider's own.
        SuspensionElsewhere: It is not suspended.
    """
    if account.id == by.id:
        raise OwnAccount
    actor = f"moderator:{by.public_id}"
    found = take_up(session, account.id, actor=actor, now=now)
    suspending.lift(session, account, actor=actor)
    letters.post(session, "moderation/suspension_lifted.txt", to=account.email)
    return found


def doings_of(session: Session, account: Account) -> Doings:
    """What an account did here, in numbers; five statements."""
    standing = session.execute(
        select(Assessment.standing, func.count())
        .where(Assessment.member_id == account.id)
        .group_by(Assessment.standing)
        .order_by(Assessment.standing)
    )
    sent = select(func.count()).select_from(Case).where(Case.status == "open")
    return Doings(
        listings=_count(session, Ownership, Ownership.account_id == account.id),
        assessments={Standing(one): number for one, number in standing},
        revisions=_count(session, Revision, Revision.author_id == account.id),
        claims=_count(session, OwnershipClaim, OwnershipClaim.account_id == account.id),
        cases=session.scalar(sent.where(Case.subject_id.in_(_sent(session, account)))) or 0,
    )


def _count(session: Session, table: type, mine: object) -> int:
    statement = select(func.count()).select_from(table).where(mine)  # type: ignore[arg-type]
    return session.scalar(statement) or 0


def _sent(session: Session, account: Account) -> list[str]:
    found = session.scalars(
        select(Revision.public_id)
        .where(Revision.author_id == account.id)
        .union_all(
            select(OwnershipClaim.public_id).where(OwnershipClaim.account_id == account.id),
            select(Assessment.public_id).where(Assessment.member_id == account.id),
        )
    )
    return [str(number) for number in found]
