"""Who somebody is: name, gender, languages and what stands behind the name. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.demo.chance import by_weight
from directory.demo.stock import table

if TYPE_CHECKING:
    from random import Random

    from directory.demo.stock import Metro, Trade

_GENDERS = {"female": 0.5, "male": 0.46, "nonbinary": 0.04}
_DOUBLE_NAME = 0.05
_STATES_GENDER = 0.55
_SPEAKS_HERITAGE = 0.5
_TRIES = 200


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person, or a practice that goes by its own name.

    Attributes:
        given: The first name, for texts; of a practice its whole name.
        languages: Keys of the language vocabulary, the country's own first.
    """

    name: str
    given: str
    gender: str | None
    languages: tuple[str, ...]
    credentials: str


def draw_person(rng: Random, metro: Metro, trade: Trade, taken: set[str]) -> Person:
    """Make up somebody whose name nobody else in this world has; `taken` is added to.

    In a world so large that names have run out, two people share one, as they do outside.
    """
    for _ in range(_TRIES):
        gender = by_weight(rng, _GENDERS)
        heritage = by_weight(rng, table("names")["countries"][metro.country])
        given, name = _name(rng, metro.country, heritage, gender)
        if name not in taken:
            break
    taken.add(name)
    stated = gender if rng.random() < _STATES_GENDER else None
    languages = _languages(rng, metro.country, heritage)
    return Person(name, given, stated, languages, draw_credentials(rng, metro.country, trade))


def draw_practice(rng: Random, metro: Metro, trade: Trade, name: str) -> Person:
    """Make up a practice under a name of its own."""
    own = table("countries")[metro.country]["language"]
    also = [key for key, share in _second(metro.country).items() if rng.random() * 60 < share]
    return Person(name, name, None, (own, *also), draw_credentials(rng, metro.country, trade))


def draw_credentials(rng: Random, country: str, trade: Trade) -> str:
    """Letters that are usual behind names of the trade in the country; some state none."""
    options = trade.credentials.get(country) or trade.credentials.get("*") or [""]
    return rng.choice(options) if rng.random() > 0.1 else ""


def _name(rng: Random, country: str, heritage: str, gender: str) -> tuple[str, str]:
    pools = table("names")["heritages"]
    firsts = table("names")["neutral"] if gender == "nonbinary" else pools[heritage][gender]
    given = rng.choice(firsts)
    family = rng.choice(pools[heritage]["family"])
    if rng.random() < _DOUBLE_NAME and " " not in family:
        other = by_weight(rng, table("names")["countries"][country])
        second = rng.choice(pools[other]["family"])
        if second != family and " " not in second and "-" not in second + family:
            family = f"{family}-{second}"
    middle = (
        f" {rng.choice('ABCDEFGHJKLMNPRSTW')}." if country == "US" and rng.random() < 0.09 else ""
    )
    return given, f"{given}{middle} {family}"


def _languages(rng: Random, country: str, heritage: str) -> tuple[str, ...]:
    spoken = [table("countries")[country]["language"]]
    spoken += [key for key, share in _second(country).items() if rng.random() * 100 < share]
    inherited = table("names")["heritages"][heritage]["language"]
    if inherited and rng.random() < _SPEAKS_HERITAGE:
        spoken.append(inherited)
    return tuple(dict.fromkeys(spoken))


def _second(country: str) -> dict[str, int]:
    """Per cent of people in a country who also work in a further language."""
    shares: dict[str, int] = table("countries")[country]["second"]
    return shares
