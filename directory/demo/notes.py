"""The one sentence how that somebody adds to what they claim. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.demo.records import DemoTerm
from directory.demo.spelling import as_practice, spelled
from directory.demo.stock import table

if TYPE_CHECKING:
    from directory.demo.chance import Deck
    from directory.demo.sketch import Sketch

_SAYS_HOW = {"whole": 0.8, "mixed": 0.55, "narrow": 0.5, "knee": 0.6, "passive": 0.2}
"""Share of links with a sentence, per stance; a tick alone is no claim."""

_SAYS_HOW_ELSE = {"method": 0.35, "modality": 0.22}


def terms_of(sketch: Sketch, deck: Deck) -> tuple[DemoTerm, ...]:
    """Give each stated entry its place and, now and then, its sentence.

    Args:
        sketch: Who states it.
        deck: Deals the sentences of this world.
    """
    return tuple(
        DemoTerm(vocabulary, key, position, _worded(sketch, _note(sketch, deck, vocabulary, key)))
        for vocabulary, keys in sketch.craft.keys.items()
        for position, key in enumerate(keys)
    )


def _worded(sketch: Sketch, note: str | None) -> str | None:
    if note and sketch.trade.organisation:
        note = as_practice(note)
    return spelled(note, sketch.metro.country) if note else None


def _note(sketch: Sketch, deck: Deck, vocabulary: str, key: str) -> str | None:
    if vocabulary == "region":
        return _how_it_is_examined(sketch, deck, key)
    if sketch.rng.random() > _SAYS_HOW_ELSE.get(vocabulary, 0):
        return None
    return deck.deal(sketch.rng, sketch.metro.key, table("notes")[vocabulary].get(key, ()))


def _how_it_is_examined(sketch: Sketch, deck: Deck, link: str) -> str | None:
    rng, metro, stance = sketch.rng, sketch.metro.key, sketch.craft.stance
    if rng.random() > _SAYS_HOW.get(stance, 0):
        return None
    notes = table("notes")
    if stance == "knee":
        return deck.deal(rng, metro, notes["knee_only"])
    what = deck.deal(rng, metro, notes["regions"][link])
    if rng.random() < 0.3:
        return what
    return f"{what}, {deck.deal(rng, metro, notes['when'][sketch.trade.kind])}"
