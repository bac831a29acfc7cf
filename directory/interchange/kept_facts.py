"""What an owner or a moderator has stated stands: an import leaves those facts as they are. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.listings.confirming import OWNERS_SOURCES

if TYPE_CHECKING:
    from collections.abc import Collection

    from directory.interchange.record import ListingRecord
    from directory.practitioners.models import Practitioner

PEOPLE = OWNERS_SOURCES | {"moderator"}
"""Sources of facts that somebody has stated here."""

_TOGETHER = {
    "profession": ("profession", "kind"),
    "taxonomy": ("profession", "kind"),
    "specialties": ("specialties",),
    "name": ("name",),
    "credentials": ("credentials",),
    "gender": ("gender",),
    "licences": ("licences",),
    "location": ("location", "town_only"),
}
"""Fact to the fields of a record that are left as the listing has them."""


def kept_facts(practitioner: Practitioner) -> frozenset[str]:
    """The facts of a listing that are not the registry's to change."""
    kept = {fact.field for fact in practitioner.facts if fact.source in PEOPLE}
    # The phone hangs on the place, and who stated the place said what belongs to it.
    return frozenset(kept | ({"phone"} if "location" in kept else set()))


def respecting(
    record: ListingRecord, listed: ListingRecord, kept: Collection[str]
) -> ListingRecord:
    """The record as it may be taken in: the listing's own word wherever a person gave it.

    Args:
        record: What the registry says.
        listed: What the listing says, in the same form.
        kept: Facts that stand (`kept_facts`).
    """
    fields = {name for fact in kept for name in _TOGETHER.get(fact, ())}
    respected = replace(record, **{name: getattr(listed, name) for name in fields})
    if "phone" in kept and "location" not in kept:
        place = replace(respected.location, phone=listed.location.phone)
        respected = replace(respected, location=place)
    return respected
