"""Who somebody is before anything is written down, and what a bio may say of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from directory.demo.prose import Author
from directory.practitioners.vocabulary import vocabulary

if TYPE_CHECKING:
    from random import Random
    from uuid import UUID

    from directory.demo.craft import Craft
    from directory.demo.people import Person
    from directory.demo.records import DemoLocation
    from directory.demo.stock import Metro, Trade

_SMALL = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
"""Numbers that are written as words."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """Who somebody is, before anything is written down."""

    public_id: UUID
    rng: Random
    metro: Metro
    trade: Trade
    person: Person
    craft: Craft
    practice: str
    monday: date

    @property
    def sparse(self) -> bool:
        """Whether the listing says little, as most real ones do."""
        return self.craft.stance == "sparse"

    def days_ago(self, least: int, most: int) -> date:
        """A day in the past."""
        return self.monday - timedelta(days=self.rng.randint(least, most))

    @property
    def years(self) -> int:
        """Years of work with runners: a few for most, up to thirty, the same whenever asked."""
        number = self.public_id.int
        return 2 + min(number % 29, number // 29 % 31)

    @property
    def since(self) -> int:
        """The year in which work with runners began."""
        return self.monday.year - self.years


def draw_length(sketch: Sketch) -> int:
    """Sentences in the bio; 0 for none."""
    lengths = [0, 1, 2, 3, 4, 5, 6]
    weights = [60, 40, 0, 0, 0, 0, 0] if sketch.sparse else [3, 4, 11, 20, 26, 21, 15]
    return sketch.rng.choices(lengths, weights)[0]


def author_of(
    sketch: Sketch, columns: dict[str, Any], locations: tuple[DemoLocation, ...]
) -> Author:
    """Put what is true of somebody into the words that sentences ask for."""
    metro, trade, craft = sketch.metro, sketch.trade, sketch.craft
    stated = {
        "telehealth": bool(columns["telehealth"]),
        "evening": bool(columns["evening_hours"]),
        "sliding": any(place.columns["sliding_scale"] for place in locations),
        "organisation": trade.organisation,
        "solo": not trade.organisation,
    }
    tokens = {name for name, so in stated.items() if so} | craft.tokens()
    tokens |= {f"kind:{trade.kind}", f"trade:{trade.key}", f"country:{metro.country}"}
    tokens |= {f"ground:{ground}" for ground in metro.ground}
    tokens |= {f"second:{key}" for key in sketch.person.languages}
    offers = (place.columns["accessibility"] or () for place in locations)
    tokens |= {f"access:{key}" for keys in offers for key in keys}
    return Author(metro.key, metro.country, tokens, _fields(sketch, locations))


def _fields(sketch: Sketch, locations: tuple[DemoLocation, ...]) -> dict[str, str]:
    links = vocabulary("region")
    looked_at = [links.label(key).lower() for key in sketch.craft.keys.get("region", ())]
    return {
        "name": sketch.person.given,
        "city": locations[0].columns["city"],
        "run": sketch.rng.choice(sketch.metro.runs),
        "years": _SMALL[sketch.years] if sketch.years < len(_SMALL) else str(sketch.years),
        "since": str(sketch.since),
        "region": " and ".join(looked_at),
    }
