"""What the registry says otherwise than a listing that somebody has the say over. Pure.

Only contradictions count: what merely one side states is none, except further names. A fact that
the listing keeps private is never compared, so that no case names it.
"""

from __future__ import annotations

import hashlib
import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from directory.interchange.listing_columns import PLACE_COLUMNS
from directory.interchange.sameness import (
    folded,
    same_credentials,
    same_licence_number,
    same_name,
    same_phone,
    same_street,
    same_town,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.interchange.record import ListingRecord, LocationRecord
    from directory.listings.changes import Changes
    from directory.practitioners.models import Licence, Location, Practitioner

_TOWN_COLUMNS = ("city", "region", "region_code", "country")
PLACED = ("latitude", "longitude", "precision")
_PRIVATE_DECIMALS = 1
"""Of the coordinates of who is known by the town alone: a tenth of a degree is some ten km."""


def differences(practitioner: Practitioner, record: ListingRecord) -> Changes:
    """What a row contradicts.

    Args:
        practitioner: The listing, with all that belongs to it.
        record: The row.

    Returns:
        Path of a field, as `listings.changes` has them, to [ours, theirs].
    """
    return (
        _of_name(practitioner, record)
        | _of_profession(practitioner, record)
        | _of_credentials(practitioner, record)
        | _of_places(practitioner, record)
        | _of_licences(practitioner, record)
        | _of_other_names(practitioner, record)
    )


def unjudged(fields: Mapping[str, list[Any]], kept: Iterable[str]) -> Changes:
    """The differences of which nobody has said that ours stands.

    Args:
        fields: As `differences` gives them.
        kept: Marks of those that were judged before.
    """
    known = set(kept)
    marks = marks_of(fields)
    return {path: list(pair) for path, pair in fields.items() if marks[topic_of(path)] not in known}


def marks_of(fields: Mapping[str, list[Any]]) -> dict[str, str]:
    """Topic of differing fields to a fingerprint of what the registry says about it."""
    paths = sorted(fields, key=lambda path: (topic_of(path), path))
    return {
        topic: _digest(
            topic,
            *(_folded(fields[path][1]) for path in group if _column(path) not in PLACED),
        )
        for topic, group in groupby(paths, key=topic_of)
    }


def seen_of(details: Mapping[str, Any]) -> str:
    """A fingerprint of what a case lays before a moderator; a newer difference has another."""
    told = {name: details.get(name) for name in ("fields", "deactivated_on", "departed_on")}
    return _digest(json.dumps(told, sort_keys=True))


def topic_of(path: str) -> str:
    """What a field is part of: the columns of an address are judged as one."""
    name, _, rest = path.partition("/")
    if name == "kind":
        return "profession"
    if name == "places":
        return "phone" if rest.endswith("/phone") else "address"
    return path if name == "licences" else name


def _of_name(practitioner: Practitioner, record: ListingRecord) -> Changes:
    known = (record.name, *record.other_names)
    if any(same_name(practitioner.name, name) for name in known):
        return {}
    return {"name": [practitioner.name, record.name]}


def _of_profession(practitioner: Practitioner, record: ListingRecord) -> Changes:
    if practitioner.profession == record.profession:
        return {}
    found = {"profession": [practitioner.profession, record.profession]}
    if practitioner.kind != record.kind:
        found["kind"] = [str(practitioner.kind), str(record.kind)]
    return found


def _of_credentials(practitioner: Practitioner, record: ListingRecord) -> Changes:
    ours, theirs = practitioner.credentials, record.credentials
    if not ours or not theirs or same_credentials(ours, theirs):
        return {}
    return {"credentials": [ours, theirs]}


def _of_places(practitioner: Practitioner, record: ListingRecord) -> Changes:
    places, theirs = practitioner.locations, record.location
    if not places:
        return {}
    private = practitioner.town_only or record.town_only
    same = [place for place in places if _same_address(place, theirs, private=private)]
    found: Changes = {}
    if not same and theirs.city:
        ours = _nearest(places, theirs, record.source)
        found = _address(ours, theirs, private=private, coarse=practitioner.town_only)
    if not private:
        found |= _phone(same or [_nearest(places, theirs, record.source)], places, theirs)
    return found


def _same_address(ours: Location, theirs: LocationRecord, *, private: bool) -> bool:
    if not same_town(ours.city, theirs.city) or ours.region_code != theirs.region_code:
        return False
    return (
        private or not ours.street or not theirs.street or same_street(ours.street, theirs.street)
    )


def _nearest(places: list[Location], theirs: LocationRecord, source: str) -> Location:
    """The place of ours that the registry most likely means."""

    def rank(place: Location) -> tuple[bool, bool]:
        return (not same_town(place.city, theirs.city), place.source != source)

    return min(places, key=rank)


def _address(ours: Location, theirs: LocationRecord, *, private: bool, coarse: bool) -> Changes:
    columns = _TOWN_COLUMNS if private else tuple(name for name in PLACE_COLUMNS if name != "phone")
    values = {name: getattr(theirs, name) for name in columns if name not in PLACED}
    if theirs.point:
        decimals = _PRIVATE_DECIMALS if coarse else 6
        values["latitude"] = round(theirs.point.latitude, decimals)
        values["longitude"] = round(theirs.point.longitude, decimals)
        values["precision"] = "city" if private else theirs.precision
    known = {name: getattr(ours, name) for name in values}
    if private:
        # Where exactly it is stands on no page.
        known |= dict.fromkeys(PLACED)
    return {
        f"places/{ours.id}/{name}": [_plain(known[name]), _plain(value)]
        for name, value in values.items()
        if known[name] != value
    }


def _phone(candidates: list[Location], places: list[Location], theirs: LocationRecord) -> Changes:
    stated = [place.phone for place in places if place.phone]
    if not theirs.phone or not stated or any(same_phone(one, theirs.phone) for one in stated):
        return {}
    place = next((one for one in candidates if one.phone), None)
    return {f"places/{place.id}/phone": [place.phone, theirs.phone]} if place else {}


def _of_licences(practitioner: Practitioner, record: ListingRecord) -> Changes:
    """Licences of a state for which the listing gives another number."""
    found: Changes = {}
    for theirs in record.licences:
        if not theirs.number or not theirs.region_code:
            continue
        ours = _numbered(practitioner, theirs.region_code)
        numbers = [licence.number or "" for _, licence in ours]
        if ours and not any(same_licence_number(number, theirs.number) for number in numbers):
            place, licence = ours[0]
            found.setdefault(f"licences/{place}/number", [licence.number, theirs.number])
    return found


def _numbered(practitioner: Practitioner, region_code: str) -> list[tuple[int, Licence]]:
    return [
        (place, licence)
        for place, licence in enumerate(practitioner.licences)
        if licence.number and licence.region_code == region_code
    ]


def _of_other_names(practitioner: Practitioner, record: ListingRecord) -> Changes:
    ours = practitioner.other_names or []
    known = (practitioner.name, record.name, *ours)
    new = [name for name in record.other_names if not any(same_name(one, name) for one in known)]
    return {"other_names": [list(ours), [*ours, *new]]} if new else {}


def _column(path: str) -> str:
    return path.rpartition("/")[2]


def _folded(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(sorted(folded(str(one)) for one in value))
    return folded(str(value)) if value is not None else ""


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
