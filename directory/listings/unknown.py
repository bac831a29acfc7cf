"""What visitors still cannot learn about a listing. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.practitioners.vocabulary import LINKS, Kind
from directory.vetting.checklist import EvidenceKind, checklist

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from directory.listings.content import ListingContent, PlaceContent

LINK, CLAIM, DOCUMENT, FACT = "link", "claim", "document", "fact"
"""Sorts of gaps: a link of the chain without a sentence, an item without a claim, one without a
document, a plain fact."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is not stated.

    Attributes:
        sort: One of `LINK`, `CLAIM`, `DOCUMENT`, `FACT`.
        key: Key of the link, code of the item, or name of the fact.
    """

    sort: str
    key: str


_FACTS: dict[str, Callable[[ListingContent], bool]] = {
    "bio": lambda listing: bool(listing.bio),
    "methods": lambda listing: bool(listing.methods),
    "modalities": lambda listing: bool(listing.modalities),
    "conditions": lambda listing: bool(listing.conditions),
    "languages": lambda listing: bool(listing.languages),
    "telehealth": lambda listing: listing.telehealth is not None,
    "accepting": lambda listing: listing.accepting is not None,
    "runners_since": lambda listing: listing.runners_since is not None,
    "photo": lambda listing: listing.photo is not None,
}

_FACTS_OF_PLACES: dict[str, Callable[[PlaceContent], bool]] = {
    "hours": lambda place: bool(place.hours),
    "fee_first": lambda place: place.fee_first is not None,
    "payers": lambda place: bool(place.payers) or place.self_pay is not None,
}


def gaps(listing: ListingContent, documented: Iterable[str] = ()) -> list[Gap]:
    """What a listing leaves open, what visitors ask for most first.

    Args:
        listing: What it says.
        documented: Codes of the checklist's items for which a document was seen.
    """
    seen = set(documented)
    items = checklist(Kind(listing.kind)).items
    return [
        *(Gap(LINK, key) for key in LINKS if not listing.links.get(key)),
        *(Gap(FACT, name) for name, is_said in _FACTS.items() if not is_said(listing)),
        *(
            Gap(FACT, name)
            for name, is_said in _FACTS_OF_PLACES.items()
            if not all(is_said(place) for place in listing.places)
        ),
        *(
            Gap(CLAIM, item.code)
            for item in items
            if EvidenceKind.CLAIM in item.evidence and not listing.claims.get(item.code)
        ),
        *(
            Gap(DOCUMENT, item.code)
            for item in items
            if EvidenceKind.DOCUMENT in item.evidence and item.code not in seen
        ),
    ]
