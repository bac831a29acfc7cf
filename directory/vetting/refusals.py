"""Who can't assess whom, and why: owners, staff with an interest, closed accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.cases import Case
from directory.practitioners.service import owns

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.practitioners.models import Practitioner


class AssessmentRefused(Exception):
    """This member can't do this to an assessment of this practitioner."""


class AlreadyAssessed(AssessmentRefused):
    """The member's assessment of the practitioner stands: it can be edited."""


class OwnListing(AssessmentRefused):
    """The member speaks for the listing."""


class HasInterest(OwnListing):
    """The member has decided about the listing as a moderator."""


class ListingNotPublic(AssessmentRefused):
    """The listing is not on the site."""


class MemberInactive(AssessmentRefused):
    """The account is closed."""


class AlreadyWithdrawn(AssessmentRefused):
    """The assessment was taken back; the member may assess anew."""


def check_may_assess(session: Session, practitioner: Practitioner, member: Account) -> None:
    """Refuse those who can't judge a practitioner.

    Raises:
        AssessmentRefused: One of its kinds, by the first that holds: `ListingNotPublic`,
            `MemberInactive`, `OwnListing`, `HasInterest`.
    """
    if not practitioner.is_public:
        message = "This listing is not on the site."
        raise ListingNotPublic(message)
    if not member.active:
        message = "This account is closed."
        raise MemberInactive(message)
    if _speaks_for(session, practitioner, member):
        message = "Nobody assesses a listing of their own."
        raise OwnListing(message)
    if _has_decided(session, practitioner, member):
        message = "Who has decided about a listing does not assess it."
        raise HasInterest(message)


def _speaks_for(session: Session, practitioner: Practitioner, member: Account) -> bool:
    listed = (practitioner.email or "").strip().casefold()
    return listed == member.email.casefold() or owns(session, member.id, practitioner.id)


def _has_decided(session: Session, practitioner: Practitioner, member: Account) -> bool:
    # Actors are written "moderator:UUID"; whatever the role was, the account is the same.
    statement = select(Case.id).where(
        Case.practitioner_id == practitioner.id,
        Case.decided_by.endswith(f":{member.public_id}", autoescape=True),
        Case.decided_by.is_distinct_from(f"member:{member.public_id}"),
    )
    return session.scalars(statement.limit(1)).first() is not None
