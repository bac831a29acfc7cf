"""What a listing's rows say, as one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.listings.content import KEYED, LicenceContent, ListingContent, PlaceContent
from directory.vetting.models import Claim

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.practitioners.models import Location, Practitioner

COLUMNS = (
    "name",
    "profession",
    "credentials",
    "bio",
    "gender",
    "telehealth",
    "trial_call_minutes",
    "referral_needed",
    "runners_since",
    "accepting",
    "wait_days",
    "evening_hours",
    "website",
    "booking_url",
    "email",
    "npi",
    "photo",
    "town_only",
)
"""Fields of a listing that are columns of its row, by the same name; `kind` is one too."""

PLACE_COLUMNS = (
    "name",
    "street",
    "city",
    "region",
    "region_code",
    "postal_code",
    "country",
    "latitude",
    "longitude",
    "phone",
    "hours",
    "fee_first",
    "fee_next",
    "currency",
    "self_pay",
    "sliding_scale",
)
"""Likewise of a place, besides `precision`, `payers` and `accessibility`."""


def content_of(session: Session, practitioner: Practitioner) -> ListingContent:
    """What a listing says now, whatever waits to be decided.

    Args:
        session: The open session.
        practitioner: The listing.
    """
    claims = select(Claim).where(Claim.practitioner_id == practitioner.id).order_by(Claim.code)
    return ListingContent(
        kind=str(practitioner.kind),
        **{name: getattr(practitioner, name) for name in COLUMNS},
        **_keys(practitioner),
        links={
            term.key: term.note or "" for term in practitioner.terms if term.vocabulary == "region"
        },
        claims={claim.code: claim.sentence for claim in session.scalars(claims)},
        licences=tuple(
            LicenceContent(title=row.title, number=row.number, region_code=row.region_code)
            for row in practitioner.licences
        ),
        places=tuple(_place(row) for row in practitioner.locations),
    )


def _keys(practitioner: Practitioner) -> dict[str, Any]:
    return {field: tuple(practitioner.keys(name)) for field, name in KEYED.items()}


def _place(row: Location) -> PlaceContent:
    return PlaceContent(
        key=str(row.id),
        **{name: getattr(row, name) for name in PLACE_COLUMNS},
        precision=str(row.precision) if row.precision else None,
        payers=tuple(sorted(one.payer for one in row.payers)),
        accessibility=tuple(row.accessibility or ()),
    )
