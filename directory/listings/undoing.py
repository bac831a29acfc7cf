"""Takes back what moderators decided about listings, their reports, replies and recommendations.

Everything is put back row by row (`cases.footprint`), as long as nobody has changed anything since.
Addresses that were forgotten with a decision stay forgotten: those of who reported a wrong fact,
recommended somebody or asked for a removal. They are not told, and that stands in nobody's way.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.cases import Case, CaseKind
from directory.cases.footprint import Reversal, part
from directory.listings.models import (
    FactReport,
    OwnerReply,
    Recommendation,
    RemovalRequest,
    Revision,
)
from directory.listings.owner_mail import reachable_owners
from directory.listings.undoing_rows import (
    DECIDED,
    note_listing,
    note_subject,
    standing_rows,
    whole_listing,
)
from directory.listings.unowning import CLAIM_REVERSALS
from directory.practitioners.models import Fact, Location, Practitioner
from directory.vetting.models import Assessment, Flag
from directory.vetting.recount import recount

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from directory.cases.footprint import Back, Part

    Follow = Callable[[Back], None]


def _published(session: Session, case: Case) -> Sequence[Part]:
    """A listing that visitors have seen: whatever they or its owner did since stands in the way.

    A case that it may be somebody's second listing goes again with it.
    """
    number = case.practitioner_id
    named = session.scalar(select(Practitioner.public_id).where(Practitioner.id == number))
    doubles = (Case.kind == CaseKind.DUPLICATE) & (Case.subject_id == str(named))
    return [
        *whole_listing(number),
        part(Assessment, Assessment.practitioner_id == number, only=["id"]),
        part(FactReport, FactReport.practitioner_id == number, only=["id"]),
        part(Case, doubles, only=["public_id", "status", "decision"]),
    ]


def _edited(_session: Session, case: Case) -> Sequence[Part]:
    return whole_listing(case.practitioner_id)


def _sent_back(_session: Session, case: Case) -> Sequence[Part]:
    """What was sent, and what its owner has sent since."""
    number = case.practitioner_id
    revisions = part(Revision, Revision.practitioner_id == number, but=["content", "changes"])
    return [standing_rows(number), revisions]


def _reported(_session: Session, case: Case) -> Sequence[Part]:
    number = case.practitioner_id
    reports = FactReport.public_id == uuid.UUID(case.subject_id)
    doubt = ("status", "hidden_reason", "doubted_on", "confirmed_on", "website")
    return [
        part(Practitioner, Practitioner.id == number, only=doubt),
        part(Location, Location.practitioner_id == number, only=["phone"]),
        part(Fact, Fact.practitioner_id == number),
        part(FactReport, reports, only=DECIDED),
    ]


def _replied(_session: Session, case: Case) -> Sequence[Part]:
    """A reply, any newer one, and the red flag beside which it shows."""
    number = uuid.UUID(case.subject_id)
    flag = select(OwnerReply.flag_id).where(OwnerReply.public_id == number).scalar_subquery()
    return [
        part(Flag, Flag.id == flag, only=["status", "reply", "replied_on"]),
        part(OwnerReply, OwnerReply.flag_id == flag, only=[*DECIDED, "reason"]),
    ]


def _recommended(_session: Session, case: Case) -> Sequence[Part]:
    number = uuid.UUID(case.subject_id)
    return [part(Recommendation, Recommendation.public_id == number, only=DECIDED)]


def _removal(_session: Session, case: Case) -> Sequence[Part]:
    number = uuid.UUID(case.subject_id)
    return [part(RemovalRequest, RemovalRequest.public_id == number, only=DECIDED)]


def _listing_changed(action: str) -> Follow:
    """The listing says something else again: search and score hear of it."""

    def follow(back: Back) -> None:
        listing = back.session.get_one(Practitioner, back.case.practitioner_id)
        note_listing(back, listing, action)
        recount(back.session, listing, back.now)

    return follow


def _noted(action: str) -> Follow:
    """Nothing shows otherwise; the log tells what happened to what the case is about."""

    def follow(back: Back) -> None:
        note_subject(back, action)

    return follow


def owners_told(session: Session, case: Case) -> list[tuple[str, str]]:
    """Whoever speaks for the listing of a case, by address, with the listing's name."""
    if case.practitioner_id is None:
        return []
    listing = session.get_one(Practitioner, case.practitioner_id)
    return [(owner.email, listing.name) for owner in reachable_owners(session, listing.id)]


LISTING_REVERSALS: dict[tuple[CaseKind, str], Reversal] = {
    (CaseKind.SUBMISSION, "publish"): Reversal(
        rows=_published, follow=_listing_changed("unpublished"), told=owners_told
    ),
    (CaseKind.SUBMISSION, "return"): Reversal(
        rows=_sent_back, follow=_noted("waits again"), told=owners_told
    ),
    (CaseKind.SUBMISSION, "refuse"): Reversal(
        rows=_sent_back, follow=_listing_changed("refusal taken back"), told=owners_told
    ),
    (CaseKind.REVISION, "publish"): Reversal(
        rows=_edited, follow=_listing_changed("edit unpublished"), told=owners_told
    ),
    (CaseKind.REVISION, "return"): Reversal(
        rows=_sent_back, follow=_noted("waits again"), told=owners_told
    ),
    (CaseKind.REVISION, "keep"): Reversal(rows=_sent_back, follow=_noted("waits again")),
    (CaseKind.REVISION, "undo"): Reversal(
        rows=_edited, follow=_listing_changed("edit made again"), told=owners_told
    ),
    (CaseKind.FACT_REPORT, "accept"): Reversal(
        rows=_reported, follow=_listing_changed("doubt taken back"), told=owners_told
    ),
    (CaseKind.FACT_REPORT, "clear"): Reversal(
        rows=_reported, follow=_listing_changed("doubt taken back"), told=owners_told
    ),
    (CaseKind.FACT_REPORT, "dismiss"): Reversal(rows=_reported, follow=_noted("waits again")),
    (CaseKind.REPLY, "show"): Reversal(
        rows=_replied, follow=_noted("reply not shown"), told=owners_told
    ),
    (CaseKind.REPLY, "refuse"): Reversal(
        rows=_replied, follow=_noted("waits again"), told=owners_told
    ),
    (CaseKind.RECOMMENDATION, "decline"): Reversal(rows=_recommended, follow=_noted("waits again")),
    (CaseKind.REMOVAL, "refuse"): Reversal(rows=_removal, follow=_noted("waits again")),
    **CLAIM_REVERSALS,
}
"""How each decision about what owners and visitors sent is taken back, where it can be."""
