"""Suspending an account, with all it had said, and lifting that again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory.accounts import suspending
from directory.cases import Case, CaseStatus
from directory.cases.deciding import checked_reason
from directory.listings.models import OwnershipClaim, Revision
from directory.moderation.service import actor_of, stakes_of
from directory.practitioners.models import Ownership, Practitioner
from directory.vetting.models import Assessment, Standing
from directory.vetting.setting_aside import set_aside, take_up

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, ScalarSelect
    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.db import Base
    from directory.outbox.letters import Letters

ON_COMMAND = "command:admin"
"""How the log names whoever runs the site."""


class OwnAccount(Exception):
    """Nobody decides on their own account."""


class HandInIt(Exception):
    """Who decides and the account have to do with one listing: somebody else decides."""


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
    by: Account | None,
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
        by: Who decides; none for whoever runs the site, on the command line.
        reason: Why, in 1 to 1,000 letters; it stands in the mail.
        contact: The site's address, to which they can answer.
        letters: Writes the mails of the site.
        now: When, aware.

    Returns:
        How many assessments were set aside.

    Raises:
        HandInIt: The decider speaks for a listing that it assessed, or the like.
        NotToSuspend: It is staff's.
        OwnAccount: It is the decider's own.
        ReasonMissing: The reason is empty or too long.
        SuspensionElsewhere: It is suspended, or was switched off.
    """
    text, actor = checked_reason(reason), _actor(session, account, by)
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
    session: Session, account: Account, *, by: Account | None, letters: Letters, now: datetime
) -> int:
    """Let an account in again; what it said stands where it stood.

    Returns:
        How many assessments stand again.

    Raises:
        HandInIt: The decider speaks for a listing that it assessed, or the like.
        OwnAccount: It is the decider's own.
        SuspensionElsewhere: It is not suspended.
    """
    actor = _actor(session, account, by)
    found = take_up(session, account.id, actor=actor, now=now)
    suspending.lift(session, account, actor=actor)
    letters.post(session, "moderation/suspension_lifted.txt", to=account.email)
    return found


def has_hand_in(session: Session, account: Account, by: Account) -> bool:
    """Whether keeping an account out would serve who decides, or let them judge their own case.

    That is so where one of them speaks for a listing, or claims it, and the other one does too, or
    has assessed it. Eight statements.
    """
    mine, theirs = stakes_of(session, by), stakes_of(session, account)
    owned = mine.owned | _listed_at(session, by)
    their_own = theirs.owned | _listed_at(session, account)
    common = (owned & (their_own | theirs.assessed)) | (their_own & mine.assessed)
    return bool(common - {None})


def _listed_at(session: Session, account: Account) -> set[int | None]:
    """Listings that name the address of an account as their own."""
    address = func.lower(func.trim(Practitioner.email)) == account.email
    return set(session.scalars(select(Practitioner.id).where(address)))


def _actor(session: Session, account: Account, by: Account | None) -> str:
    """How the log names who decides, once nothing stands in their way."""
    if by is None:
        return ON_COMMAND
    if account.id == by.id:
        raise OwnAccount
    if has_hand_in(session, account, by):
        raise HandInIt
    return actor_of(by)


def doings_of(session: Session, account: Account) -> Doings:
    """What an account did here, in numbers; four statements."""
    standing = session.execute(
        select(Assessment.standing, func.count())
        .where(Assessment.member_id == account.id)
        .group_by(Assessment.standing)
        .order_by(Assessment.standing)
    )
    listings, revisions, claims = session.execute(
        select(
            _number(Ownership, Ownership.account_id == account.id),
            _number(Revision, Revision.author_id == account.id),
            _number(OwnershipClaim, OwnershipClaim.account_id == account.id),
        )
    ).one()
    waiting = Case.status == CaseStatus.OPEN, Case.subject_id.in_(_sent(session, account))
    return Doings(
        listings=listings,
        assessments={Standing(one): number for one, number in standing},
        revisions=revisions,
        claims=claims,
        cases=session.scalar(select(func.count()).select_from(Case).where(*waiting)) or 0,
    )


def _number(table: type[Base], mine: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(table).where(mine).scalar_subquery()


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
