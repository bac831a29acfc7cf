"""Whether places of work can be as their owner states them. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from directory.geo.point import CoordinatesOutOfRange, GeoPoint
from directory.listings.hours import is_hours
from directory.listings.words import Faults, one_line, only_truths
from directory.practitioners.models import Precision
from directory.practitioners.vocabulary import vocabulary

if TYPE_CHECKING:
    from directory.listings.content import PlaceContent

MOST_PLACES = 6
MOST_FEE = 10_000
PHONE_LENGTH = (5, 30)

_LENGTHS = {
    "name": 200,
    "street": 200,
    "city": 120,
    "region": 120,
    "region_code": 10,
    "postal_code": 16,
}
_KEY = re.compile(r"[0-9]{1,18}|new-[0-9]{1,4}", re.ASCII)
_PHONE = re.compile(r"[0-9+\-()/x .]{5,30}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_KEYED = {"payers": "payer", "accessibility": "accessibility"}


def checked_places(places: tuple[PlaceContent, ...], faults: Faults) -> tuple[PlaceContent, ...]:
    """Places cleaned, their faults noted.

    Args:
        places: As they were stated.
        faults: Where it is noted what has to be changed.
    """
    keys = [place.key for place in places]
    if not places:
        faults.note("places", "Give at least one place where people can come to you.")
    elif len(places) > MOST_PLACES:
        faults.note("places", f"Give the {MOST_PLACES} most important places.")
    elif len(set(keys)) < len(keys) or not all(_KEY.fullmatch(key) for key in keys):
        faults.note("places", "Add the places again, one after the other.")
    return tuple(_checked(place, faults) for place in places)


def _checked(place: PlaceContent, faults: Faults) -> PlaceContent:
    path = f"places/{place.key}"
    lines: dict[str, Any] = {
        name: one_line(getattr(place, name), f"{path}/{name}", most, faults)
        for name, most in _LENGTHS.items()
    }
    country = (place.country or "").strip().upper()
    if not _COUNTRY.fullmatch(country):
        faults.note(f"{path}/country", "Choose the country.")
    if not lines["city"] and not lines["postal_code"]:
        faults.note(f"{path}/city", "Give the town or the postal code.")
    if place.hours and not is_hours(place.hours):
        faults.note(f"{path}/hours", "Give hours as 09:00 to 17:30, one after the other.")
    truths = {"self_pay": place.self_pay, "sliding_scale": place.sliding_scale}
    return replace(
        place,
        **lines,
        country=country,
        phone=_phone(place.phone, path, faults),
        hours={day: spans for day, spans in (place.hours or {}).items() if spans} or None,
        **_point(place, path, faults),
        **_fees(place, path, faults),
        **only_truths(truths, f"{path}/", faults),
        **_keys(place, path, faults),
    )


def _phone(phone: str | None, path: str, faults: Faults) -> str | None:
    said = " ".join((phone or "").replace("\u00a0", " ").split())
    if said and (not _PHONE.fullmatch(said) or sum(map(str.isdigit, said)) < PHONE_LENGTH[0]):
        least, most = PHONE_LENGTH
        words = f"Give the number in {least} to {most} digits, as +1 303 555 0100."
        faults.note(f"{path}/phone", words)
    return said or None


def _point(place: PlaceContent, path: str, faults: Faults) -> dict[str, Any]:
    """Coordinates with how exactly they are known: both, or nothing."""
    if place.latitude is None or place.longitude is None:
        return {"latitude": None, "longitude": None, "precision": None}
    try:
        point = GeoPoint(float(place.latitude), float(place.longitude))
        precision = str(Precision(place.precision or Precision.CITY))
    except (CoordinatesOutOfRange, ValueError, TypeError):
        faults.note(f"{path}/city", "This place could not be found: look it up again.")
        return {}
    return {"latitude": point.latitude, "longitude": point.longitude, "precision": precision}


def _fees(place: PlaceContent, path: str, faults: Faults) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("fee_first", "fee_next"):
        found[name] = _fee(getattr(place, name), f"{path}/{name}", faults)
    said = (place.currency or "").strip().upper() or None
    is_priced = any(fee is not None for fee in found.values())
    if (is_priced and said is None) or (said is not None and not _CURRENCY.fullmatch(said)):
        faults.note(f"{path}/currency", "Choose the currency of the fees.")
    return found | {"currency": said if is_priced else None}


def _fee(value: Any, path: str, faults: Faults) -> float | None:
    """An amount in the currency's major unit, to two decimals."""
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or not 0 <= value <= MOST_FEE:
        faults.note(path, f"Give an amount from 0 to {MOST_FEE:,}.")
        return None
    return round(float(value), 2)


def _keys(place: PlaceContent, path: str, faults: Faults) -> dict[str, Any]:
    found = {}
    for name, vocabulary_name in _KEYED.items():
        keys = tuple(dict.fromkeys(getattr(place, name)))
        if any(key not in vocabulary(vocabulary_name) for key in keys):
            faults.note(f"{path}/{name}", "Choose from the list.")
        found[name] = keys
    return found | {"payers": tuple(sorted(found["payers"]))}
