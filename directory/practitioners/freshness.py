"""How fresh a listing is: the last day on which somebody confirmed it. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

FRESH_FOR = timedelta(days=182)
"""Half a year: a listing confirmed within it counts as fresh, and nobody asks its owner anew."""


RELIED_ON_FOR = timedelta(days=60)
"""What changes soon, as whether somebody takes new clients, counts as known for so long."""


class Dated(Protocol):
    """What dates the facts of a listing; a `Practitioner` does."""

    confirmed_on: date | None
    reached_on: date | None
    doubted_on: date | None
    source_updated_on: date | None


def fresh_on(listing: Dated) -> date | None:
    """The last day on which somebody confirmed a listing. Pure.

    That is its owner, visitors who called and agree that they reached them, or the register it
    comes from. A doubt that visitors agree on takes all of it away until somebody confirms it
    again; on the day of the doubt itself a confirmation settles it.

    Args:
        listing: The listing's dates.

    Returns:
        The day, or `None` where nobody ever confirmed it or a later doubt stands.
    """
    known = (listing.confirmed_on, listing.reached_on, listing.source_updated_on)
    latest = max((day for day in known if day), default=None)
    if latest is None or (listing.doubted_on is not None and listing.doubted_on > latest):
        return None
    return latest
