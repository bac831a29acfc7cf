"""A practitioner as a card for an address book: public facts only. Pure.

Version 3.0 (RFC 2426), not 4.0 (RFC 6350): every phone and mail program reads 3.0, some desktop
ones nothing newer, and it holds all that a listing says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.journey.contentlines import plain_value, structured, text_value, written
from directory.practitioners.web_address import safe_web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.practitioners.models import Location, Practitioner


def vcard(practitioner: Practitioner, *, title: str, note: str, address: str) -> str:
    """Write a practitioner as a vCard, its lines ended by CR LF.

    Where only the town is public, neither street nor postcode, phone nor coordinates are written.

    Args:
        practitioner: A public listing.
        title: Their profession in words.
        note: Where this comes from and as of when.
        address: Of their listing.
    """
    return written(_lines(practitioner, title, note, address))


def _lines(
    practitioner: Practitioner, title: str, note: str, address: str
) -> Iterator[tuple[str, str]]:
    yield "BEGIN", "VCARD"
    yield "VERSION", "3.0"
    yield "FN", text_value(practitioner.name)
    # Nobody said which part is the family name, so none is made up: phones show it as it stands.
    yield "N", structured(practitioner.name, "", "", "", "")
    yield "TITLE", text_value(", ".join(filter(None, (title, practitioner.credentials))))
    for place in practitioner.locations:
        yield from _place(place, town_only=practitioner.town_only)
    site = safe_web_address(practitioner.website)
    if site:
        yield "URL", plain_value(site)
    yield "URL", plain_value(address)
    yield "NOTE", text_value(note)
    yield "UID", f"urn:uuid:{practitioner.public_id}"
    yield "END", "VCARD"


def _place(place: Location, *, town_only: bool) -> Iterator[tuple[str, str]]:
    street, postcode = ("", "") if town_only else (place.street, place.postal_code)
    parts = ("", "", street, place.city, place.region, postcode, place.country)
    yield "ADR;TYPE=WORK", structured(*parts)
    if town_only:
        return
    if place.phone:
        yield "TEL;TYPE=WORK,VOICE", plain_value(place.phone)
    if place.point:
        yield "GEO", f"{place.point.latitude:.5f};{place.point.longitude:.5f}"
