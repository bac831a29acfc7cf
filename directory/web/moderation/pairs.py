"""Two listings side by side: what each says, where they differ, and what a merge would bring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.http.translation import gettext as _
from directory.listings.changes import flat
from directory.listings.merging.joining import foreseen
from directory.listings.merging.rule import assessments_of, owners_of, proposed, why_apart
from directory.listings.reading import content_of
from directory.web.moderation.fields import FOUND_FROM_ADDRESS, rows_of_changes
from directory.web.moderation.merge_words import moves_words, why_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.practitioners.models import Location, Practitioner


@dataclass(frozen=True, slots=True)
class Side:
    """One of two listings.

    Attributes:
        listing: Whose it is.
        assessments: How many it has that were not withdrawn.
        is_owned: Whether somebody speaks for it.
        is_proposed: Whether it is the one to keep, unless somebody knows better.
        moves: What would come over to it, in words.
    """

    listing: Practitioner
    assessments: int
    is_owned: bool
    is_proposed: bool
    moves: list[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of two listings in words; "" where it is not stated."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether they say something else."""
        return self.one != self.other

    @property
    def is_long(self) -> bool:
        """Whether the words need the width of the page."""
        return max(len(self.one), len(self.other)) > _LONG


_LONG = 160


def pair_facts(session: Session, one: Practitioner, other: Practitioner) -> dict[str, Any]:
    """What a moderator needs to know of two listings that may be one.

    Args:
        session: The open session; it only reads.
        one: The first.
        other: The second.
    """
    why = why_apart(session, one, other)
    kept, _merged = proposed(session, one, other)
    counts = assessments_of(session, (one.id, other.id))
    sides = [
        Side(
            listing=listing,
            assessments=counts[listing.id],
            is_owned=bool(owners_of(session, (listing.id,))),
            is_proposed=listing is kept,
            moves=[] if why else moves_words(foreseen(session, listing, beside)),
        )
        for listing, beside in ((one, other), (other, one))
    ]
    rows = compared(session, one, other)
    return {
        "sides": sides,
        "differing": [row for row in rows if row.differs],
        "same": [row for row in rows if not row.differs],
        "why": why_words(why) if why else "",
        "name": one.name,
    }


def compared(session: Session, one: Practitioner, other: Practitioner) -> list[Compared]:
    """All that either of two listings says, field by field, in the order in which it is read."""
    said = [flat(content_of(session, listing).as_json()) for listing in (one, other)]
    paths = sorted({path for side in said for path in side if _is_compared(path)})
    fields = {path: (said[0].get(path), said[1].get(path)) for path in paths}
    rows = rows_of_changes({path: list(pair) for path, pair in fields.items()}, {})
    found = [Compared(row.label, row.before, row.after) for row in rows if row.before or row.after]
    places = [_places(listing) for listing in (one, other)]
    return [*found, Compared(_("Places of work"), *places)] if any(places) else found


def _is_compared(path: str) -> bool:
    """Places are told as a whole: two listings number theirs differently."""
    return not path.startswith("places") and path.rpartition("/")[2] not in FOUND_FROM_ADDRESS


def _places(listing: Practitioner) -> str:
    return "\n".join(sorted(_place(place) for place in listing.locations))


def _place(place: Location) -> str:
    parts = (place.street, place.postal_code, place.city, place.region_code, place.phone)
    return ", ".join(part for part in parts if part)
