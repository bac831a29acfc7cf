"""The whole made-up world: listing after listing, each from a generator of its own. Pure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from directory.demo.chance import Deck, Rota
from directory.demo.craft import draw_craft
from directory.demo.listing import complete
from directory.demo.people import draw_person, draw_practice
from directory.demo.places import draw_practice_name
from directory.demo.prose import Writer
from directory.demo.sketch import Sketch
from directory.demo.stock import metros, trades

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.demo.people import Person
    from directory.demo.records import DemoListing
    from directory.demo.stock import Metro, Trade

DEFAULT_COUNT = 420
DEFAULT_SEED = 1

_NAMESPACE = uuid.UUID("8d4f3c4e-64c4-5a0e-9a53-2f6d5a8f1d20")
"""Public ids of demo listings are version 5 UUIDs in this namespace (RFC 9562)."""


def world(*, count: int, seed: int, today: date) -> Iterator[DemoListing]:
    """Make up a world. The same arguments give the same listings.

    A longer world begins with the shorter one. All dates are counted back from the Monday of
    this week, so that the world changes once a week and never looks stale.

    Args:
        count: Number of listings.
        seed: Which world.
        today: The day on which the listings should look fresh.
    """
    monday = today - timedelta(days=today.weekday())
    cast = _Cast(seed)
    for number in range(count):
        yield complete(cast.sketch(number, monday), cast.writer, cast.notes)


@dataclass(slots=True)
class _Cast:
    """Everybody so far: who is where, which names are taken, what has been said."""

    seed: int
    writer: Writer = field(default_factory=Writer)
    notes: Deck = field(default_factory=Deck)
    _names: set[str] = field(default_factory=set)
    _practices: set[str] = field(default_factory=set)
    _metros: Rota = field(default_factory=Rota)
    _trades: dict[str, Rota] = field(default_factory=dict)

    def sketch(self, number: int, monday: date) -> Sketch:
        """Decide who the next one is and where."""
        rng = Random(f"{self.seed}:{number}")
        by_key = {metro.key: metro for metro in metros()}
        metro = by_key[self._metros.turn(by_key)]
        trade = self._trade(metro)
        practice = draw_practice_name(rng, metro, trade, self._practices)
        return Sketch(
            public_id=uuid.uuid5(_NAMESPACE, f"{self.seed}:{number}"),
            rng=rng,
            metro=metro,
            trade=trade,
            person=self._person(rng, metro, trade, practice),
            craft=draw_craft(rng, trade),
            practice=practice,
            monday=monday,
        )

    def _trade(self, metro: Metro) -> Trade:
        """Give each country its trades in proportion."""
        there = {t.key: t for t in trades() if not t.only or metro.country in t.only}
        rota = self._trades.setdefault(metro.country, Rota())
        return there[rota.turn(there)]

    def _person(self, rng: Random, metro: Metro, trade: Trade, practice: str) -> Person:
        if trade.organisation:
            return draw_practice(rng, metro, trade, practice)
        return draw_person(rng, metro, trade, self._names)
