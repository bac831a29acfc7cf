"""A listing as visitors would see it, made of what is typed and never stored."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.listings.content import KEYED
from directory.practitioners.models import (
    Licence,
    Location,
    LocationPayer,
    Practitioner,
    Status,
    Term,
)

if TYPE_CHECKING:
    from datetime import date

    from directory.listings.content import ListingContent, PlaceContent

SOURCE = "submission"

_COLUMNS = (
    *("kind", "name", "profession", "credentials", "bio", "gender", "telehealth", "accepting"),
    *("wait_days", "runners_since", "trial_call_minutes", "referral_needed", "evening_hours"),
    *("website", "booking_url", "town_only"),
)
_PLACE_COLUMNS = (
    *("name", "street", "city", "region", "region_code", "postal_code", "country", "latitude"),
    *("longitude", "precision", "phone", "hours", "fee_first", "fee_next", "currency"),
    *("self_pay", "sliding_scale"),
)


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """What the drawing of a card asks of a hit, where nobody has searched for it."""

    practitioner: Practitioner
    number: int = 0
    distance_km: float | None = None
    unstated: frozenset[str] = frozenset()
    told: tuple[object, ...] = ()
    snippet: None = None

    @property
    def location(self) -> Location | None:
        """The main place."""
        return self.practitioner.locations[0] if self.practitioner.locations else None


def preview_card(content: ListingContent, today: date) -> PreviewCard:
    """The card of a listing that says this."""
    return PreviewCard(as_practitioner(content, today))


def as_practitioner(content: ListingContent, today: date) -> Practitioner:
    """A listing that belongs to no session, for templates that show listings.

    Args:
        content: What it says.
        today: The day that what it says about free places is of.
    """
    return Practitioner(
        public_id=uuid.UUID(int=0),
        slug="preview",
        status=Status.PENDING,
        source=SOURCE,
        accepting_as_of=None if content.accepting is None else today,
        score_members=0,
        score_is_new=False,
        terms=_terms(content),
        locations=[_location(number, place) for number, place in enumerate(content.places)],
        licences=[
            Licence(title=one.title, number=one.number, region_code=one.region_code, source=SOURCE)
            for one in content.licences
        ],
        **{name: getattr(content, name) for name in _COLUMNS},
    )


def _terms(content: ListingContent) -> list[Term]:
    ticked = [
        Term(vocabulary=name, key=key, position=number)
        for field, name in KEYED.items()
        for number, key in enumerate(getattr(content, field))
    ]
    return ticked + [
        Term(vocabulary="region", key=link, position=number, note=sentence or None)
        for number, (link, sentence) in enumerate(content.links.items())
    ]


def _location(number: int, place: PlaceContent) -> Location:
    return Location(
        position=number,
        source=SOURCE,
        payers=[LocationPayer(payer=key) for key in place.payers],
        accessibility=list(place.accessibility),
        **{name: getattr(place, name) for name in _PLACE_COLUMNS},
    )
