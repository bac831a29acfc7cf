"""A made-up person who is listed twice: once by themselves, once as a register has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.demo.records import SOURCE
from directory.demo.setting import ACTOR
from directory.listings.merging.doubles import look_for_double
from directory.listings.merging.places import copied
from directory.practitioners.models import Practitioner, Status, Term
from directory.practitioners.service import free_slug, mark_changed

if TYPE_CHECKING:
    from directory.demo.setting import Setting

_OTHER_ROOM = "Movement studio"


def plant_double(setting: Setting, listing: Practitioner) -> None:
    """List somebody again, with a place and a method more; a moderator is asked about it.

    Args:
        setting: Where and when.
        listing: Theirs, with a place of work.
    """
    place = listing.locations[0]
    second = copied(place, 1)
    second.name, second.street, second.phone = _OTHER_ROOM, f"9{place.street}", None
    if second.latitude is not None:
        second.latitude += 0.01
    twin = Practitioner(
        slug=free_slug(setting.session, listing.name, place.city),
        kind=listing.kind,
        name=listing.name,
        profession=listing.profession,
        credentials=listing.credentials,
        status=Status.UNCLAIMED,
        source=SOURCE,
        external_id="double:1",
        locations=[copied(place, 0), second],
        terms=[Term(vocabulary="modality", key="taping", position=0)],
    )
    setting.session.add(twin)
    mark_changed(setting.session, twin)
    setting.session.flush()
    if look_for_double(setting.session, twin, actor=ACTOR):
        setting.case_of(twin.public_id, 2)
