"""Which rows make up a listing, for decisions that may be taken back, and what the log tells then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.cases.footprint import part
from directory.listings.models import Revision
from directory.practitioners.models import (
    Fact,
    FormerSlug,
    Licence,
    Location,
    LocationPayer,
    Practitioner,
    Term,
)
from directory.practitioners.service import mark_changed
from directory.vetting.models import Claim

if TYPE_CHECKING:
    from directory.cases.footprint import Back, Part

DECIDED = ("status", "decided_at")
"""Columns in which everything that waits says what became of it."""

_BESIDE = (
    "score",
    "score_low",
    "score_high",
    "score_members",
    "score_is_new",
    "score_cap",
    "score_version",
    "reached_on",
    "doubted_on",
    "asked_on",
    "version",
    "created_at",
    "updated_at",
)
"""Columns of a listing that no owner states: they follow from other rows, or go on by themselves."""


def standing_rows(practitioner_id: int | None) -> Part:
    """Where a listing stands, and nothing of what it says. Pure."""
    return part(Practitioner, Practitioner.id == practitioner_id, only=["status", "hidden_reason"])


def whole_listing(practitioner_id: int | None) -> list[Part]:
    """All that a listing says and where that comes from, with what was sent to change it. Pure."""
    places = select(Location.id).where(Location.practitioner_id == practitioner_id)
    return [
        part(Practitioner, Practitioner.id == practitioner_id, but=_BESIDE),
        part(Location, Location.practitioner_id == practitioner_id),
        part(LocationPayer, LocationPayer.location_id.in_(places)),
        part(Term, Term.practitioner_id == practitioner_id),
        part(Licence, Licence.practitioner_id == practitioner_id),
        part(Fact, Fact.practitioner_id == practitioner_id),
        part(FormerSlug, FormerSlug.practitioner_id == practitioner_id),
        part(Claim, Claim.practitioner_id == practitioner_id),
        part(Revision, Revision.practitioner_id == practitioner_id, but=["content", "changes"]),
    ]


def note_listing(back: Back, listing: Practitioner, action: str) -> None:
    """Log what a listing is again, and let search hear of it."""
    mark_changed(back.session, listing)
    log.record(
        back.session,
        actor=back.actor,
        action=action,
        subject=("practitioner", str(listing.public_id)),
        before={"status": back.stood["practitioner"][0]["status"]},
        after={"status": listing.status},
    )


def note_subject(back: Back, action: str) -> None:
    """Log what became of the thing that the case is about."""
    subject = (back.case.subject_type, back.case.subject_id)
    log.record(back.session, actor=back.actor, action=action, subject=subject)
