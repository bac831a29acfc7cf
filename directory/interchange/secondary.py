"""Further places of work, from `pl_pfile`: read, told from homes, compared with a listing's.

The file has no mailing address, so it cannot tell whether a sole proprietor lives at one of the
places. The `npidata_pfile` of the same download can: where it is given along, a place that may be
one house with the mailing address keeps its town alone. Without it every place that is new keeps
its town alone, until the two are imported together. All places of a listing that is shown by
its town (`town_only`) are known by theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from directory.interchange import nppes
from directory.interchange.homes import Address, may_be_one_house
from directory.interchange.listing_columns import PLACE_COLUMNS
from directory.interchange.nppes_header import LOCATION_COLUMNS
from directory.interchange.record import LocationRecord
from directory.interchange.remarks import RowRejected
from directory.practitioners.models import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from directory.interchange.places import Locator
    from directory.practitioners.models import Practitioner

PLACES_AT_MOST = 60
"""Of one listing: more is a chain's list of branches, of which each has a number of its own."""

_COLUMNS = list(LOCATION_COLUMNS)


class Mail(NamedTuple):
    """Where the holder of a number gets their mail, as far as it tells where they live.

    Attributes:
        sole: Whether they are a sole proprietor; nobody else lives at their practice.
        address: The mailing address.
    """

    sole: bool
    address: Address


class AddressKey(NamedTuple):
    """What makes two locations the same place."""

    street: str
    city: str
    region_code: str
    postal_code: str
    country: str


def key_of(place: LocationRecord | Location) -> AddressKey:
    """The address of a location by which it is known again."""
    return AddressKey(place.street, place.city, place.region_code, place.postal_code, place.country)


def record_of(place: Location) -> LocationRecord:
    """A stored location as the record it came from."""
    columns = {column: getattr(place, column) for column in PLACE_COLUMNS}
    return LocationRecord(**columns, point=place.point)


def further_places(practitioner: Practitioner) -> list[Location]:
    """The listing's locations from the registry but for the first, which is its practice address."""
    own = [place for place in practitioner.locations if place.source == nppes.SOURCE]
    return own[1:]


def places_wanted(
    practitioner: Practitioner,
    rows: Iterable[Sequence[str]],
    mail: Mail | None,
    locator: Locator,
) -> dict[AddressKey, LocationRecord]:
    """The further places that a listing should have, by address.

    Args:
        practitioner: The listing with its locations.
        rows: Cells of its rows, in the order of `nppes_header.LOCATION_COLUMNS`.
        mail: Where the holder gets their mail; `None` when that is not known.
        locator: Finds the places.
    """
    others = [place for place in practitioner.locations if place.source == nppes.SOURCE][:1]
    others += [place for place in practitioner.locations if place.source != nppes.SOURCE]
    known = {key_of(place) for place in further_places(practitioner)}
    taken = {key_of(place) for place in others}
    towns = {(place.city, place.region_code) for place in others}
    wanted: dict[AddressKey, LocationRecord] = {}
    homes: list[LocationRecord] = []
    for row in rows:
        cells = dict(zip(_COLUMNS, row, strict=True))
        try:
            stated = nppes.read_location(cells.__getitem__)
        except RowRejected:
            continue
        place, _ = locator.locate(stated, town_only=False)
        if practitioner.town_only or _may_be_home(cells, mail, is_known=key_of(place) in known):
            homes.append(locator.locate(stated, town_only=True).location)
        elif key_of(place) not in taken:
            wanted.setdefault(key_of(place), place)
    towns |= {(place.city, place.region_code) for place in wanted.values()}
    for home in homes:
        # A town says nothing new where another place is in it.
        if home.city and (home.city, home.region_code) not in towns:
            towns.add((home.city, home.region_code))
            wanted[key_of(home)] = home
    return dict(list(wanted.items())[:PLACES_AT_MOST])


def write_places(
    practitioner: Practitioner, wanted: Mapping[AddressKey, LocationRecord]
) -> dict[str, int]:
    """Make a listing's further places from the registry those wanted; others stay.

    Returns:
        How many places were added, changed and taken out, as keys of a run's counts; nothing when
        the listing has them already.
    """
    known = {key_of(place): place for place in further_places(practitioner)}
    gone = [place for place in further_places(practitioner) if key_of(place) not in wanted]
    new = [key for key in wanted if key not in known]
    changed = [key for key in wanted if key in known and record_of(known[key]) != wanted[key]]
    for place in gone:
        practitioner.locations.remove(place)
    for key in changed:
        _write(known[key], wanted[key])
    position = max((place.position for place in practitioner.locations), default=-1)
    for number, key in enumerate(new, start=position + 1):
        place = Location(source=nppes.SOURCE, position=number)
        _write(place, wanted[key])
        practitioner.locations.append(place)
    told = {
        "places_added": len(new),
        "places_changed": len(changed),
        "places_removed": len(gone),
    }
    return {name: number for name, number in told.items() if number}


def _may_be_home(cells: Mapping[str, str], mail: Mail | None, *, is_known: bool) -> bool:
    if mail is None:
        return not is_known
    practice = Address(*(cells[column] for column in nppes.PRACTICE))
    return mail.sole and may_be_one_house(practice, mail.address)


def _write(place: Location, record: LocationRecord) -> None:
    for column in PLACE_COLUMNS:
        setattr(place, column, getattr(record, column))
    place.latitude = record.point.latitude if record.point else None
    place.longitude = record.point.longitude if record.point else None
