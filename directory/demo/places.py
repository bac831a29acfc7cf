"""Where somebody works: address, coordinates and a telephone number nobody has. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from directory.demo.spelling import spelled
from directory.demo.stock import table
from directory.geo.point import GeoPoint
from directory.practitioners.models import Precision
from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    from random import Random

    from directory.demo.stock import Metro, Town, Trade

JITTER_KM = 0.6
"""How far a made-up address may lie from the point of its postal code."""

_KM_PER_DEGREE = 111.19
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_NO_STREET = {Kind.THERAPIST: 0.02, Kind.MOVEMENT_COACH: 0.12, Kind.RUNNING_COACH: 0.6}
_HAS_PHONE = 0.86
_TRIES = 20
_ACCESS = 0.45


def draw_place(rng: Random, metro: Metro, town: Town, trade: Trade) -> dict[str, Any]:
    """Make up an address in a town, with the columns of a location that say where it is.

    Coaches who meet people outside often state no street; their point is the postal code's.
    """
    on_the_road = not trade.organisation and rng.random() < _NO_STREET[trade.kind]
    point = town.point if on_the_road else _nearby(rng, town.point)
    return {
        "street": "" if on_the_road else _street(rng, metro.country),
        "city": town.city,
        "region": metro.region,
        "region_code": metro.region_code,
        "postal_code": _postal_code(rng, metro.country, town, whole=not on_the_road),
        "country": metro.country,
        "latitude": point.latitude,
        "longitude": point.longitude,
        "precision": Precision.POSTAL if on_the_road else Precision.EXACT,
        "accessibility": _accessibility(rng, trade),
    }


def draw_phone(rng: Random, metro: Metro) -> str | None:
    """A number from those set aside for fiction, where the country has any."""
    if not metro.phone or rng.random() > _HAS_PHONE:
        return None
    return _filled(rng, metro.phone)


def draw_practice_name(rng: Random, metro: Metro, trade: Trade, taken: set[str]) -> str:
    """A name no other practice has, in the language of the place; `taken` is added to.

    Where names run short the town helps, and in the end a number.
    """
    name = _practice_name(rng, metro, trade)
    for _ in range(_TRIES):
        if name not in taken:
            break
        name = f"{_practice_name(rng, metro, trade)} {rng.choice(metro.towns).city}"
    else:
        name = f"{name} {len(taken)}"
    taken.add(name)
    return name


def _practice_name(rng: Random, metro: Metro, trade: Trade) -> str:
    names = table("practices")
    language = table("countries")[metro.country]["language"]
    patterns = names["patterns"][language]
    pattern: str = rng.choice(patterns.get(trade.band) or patterns["*"])
    return spelled(pattern.replace("{x}", rng.choice(names["nouns"][language])), metro.country)


def _street(rng: Random, country: str) -> str:
    row = table("countries")[country]
    street: str = row["street"].format(n=rng.randint(1, 240), s=rng.choice(row["streets"]))
    if rng.random() < 0.25:
        street += ", " + _filled(rng, rng.choice(row["units"]))
    return street


def _postal_code(rng: Random, country: str, town: Town, *, whole: bool) -> str:
    tail = table("countries")[country]["postal_tail"]
    return town.postal_code + (_filled(rng, tail) if whole else "")


def _filled(rng: Random, form: str) -> str:
    """Put digits for # (the first not 0) and letters for @."""
    draws = {"#": lambda: str(rng.randint(1, 9)), "@": lambda: rng.choice(_LETTERS)}
    return "".join(draws[sign]() if sign in draws else sign for sign in form)


def _nearby(rng: Random, point: GeoPoint) -> GeoPoint:
    distance_km = JITTER_KM * math.sqrt(rng.random())
    angle = rng.uniform(0, 2 * math.pi)
    north = distance_km * math.sin(angle) / _KM_PER_DEGREE
    shrink = math.cos(math.radians(point.latitude))
    east = distance_km * math.cos(angle) / (_KM_PER_DEGREE * shrink)
    return GeoPoint(point.latitude + north, point.longitude + east).rounded(6)


def _accessibility(rng: Random, trade: Trade) -> list[str] | None:
    if rng.random() > _ACCESS:
        return None
    keys = ["step_free", "ground_floor", "parking_close", "transit_close", "private_changing"]
    keys += ["companion_welcome", "child_friendly", "text_booking", "quiet_room", "home_visits"]
    if trade.kind is Kind.THERAPIST:
        keys += ["lift", "accessible_toilet", "adjustable_table", "hearing_loop", "sign_language"]
    return sorted(rng.sample(keys, rng.randint(1, 4)))
