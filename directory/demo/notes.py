"""The one sentence how that somebody adds to what they claim. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.demo.records import DemoTerm
from directory.demo.spelling import spelled
from directory.demo.stock import table

if TYPE_CHECKING:
    from random import Random

    from directory.demo.chance import Deck
    from directory.demo.craft import Craft
    from directory.practitioners.vocabulary import Kind

_SAYS_HOW = {"whole": 0.8, "mixed": 0.55, "narrow": 0.5, "knee": 0.6, "passive": 0.2}
"""Share of links with a sentence, per stance; a tick alone is no claim."""

_SAYS_HOW_ELSE = {"method": 0.4, "modality": 0.22}


def draw_terms_with_notes(
    rng: Random, deck: Deck, town: tuple[str, str], kind: Kind, craft: Craft
) -> tuple[DemoTerm, ...]:
    """Give each stated entry its place and, now and then, its sentence.

    Args:
        rng: The person's generator.
        deck: Deals the sentences of this world.
        town: Key of the metropolitan area and its country.
        kind: Whose sentences to use.
        craft: What is stated.
    """
    metro, country = town
    terms = []
    for vocabulary, keys in craft.keys.items():
        for position, key in enumerate(keys):
            note = _note(rng, deck, metro, (vocabulary, key), kind, craft.stance)
            note = spelled(note, country) if note else None
            terms.append(DemoTerm(vocabulary, key, position, note))
    return tuple(terms)


def _note(
    rng: Random, deck: Deck, metro: str, term: tuple[str, str], kind: Kind, stance: str
) -> str | None:
    vocabulary, key = term
    if vocabulary == "region":
        return _how_it_is_examined(rng, deck, metro, key, kind, stance)
    if rng.random() > _SAYS_HOW_ELSE.get(vocabulary, 0):
        return None
    return deck.deal(rng, metro, table("notes")[vocabulary].get(key, ()))


def _how_it_is_examined(
    rng: Random, deck: Deck, metro: str, link: str, kind: Kind, stance: str
) -> str | None:
    if rng.random() > _SAYS_HOW.get(stance, 0):
        return None
    notes = table("notes")
    if stance == "knee":
        return deck.deal(rng, metro, notes["knee_only"])
    what = deck.deal(rng, metro, notes["regions"][link])
    if rng.random() < 0.3:
        return what
    return f"{what}, {deck.deal(rng, metro, notes['when'][kind])}"
