"""From what was typed to what is searched for: places seen, words repaired, the rest read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from directory.search.named_places import among, said_at_the_end
from directory.search.parse import parse
from directory.search.query import Member
from directory.search.spelling import IndexWords, Speller, spell
from directory.search.thesaurus import lexicon
from directory.search.wording import is_filler
from directory.search.words import STOP_WORDS, as_typed, cut

if TYPE_CHECKING:
    from directory.geo.finder import PlaceFinder
    from directory.search.engine import SearchEngine
    from directory.search.parse import Parsed
    from directory.search.query import Text
    from directory.search.request import SearchRequest
    from directory.search.results import PlaceNamed
    from directory.search.spelling import Repair

OTHER_NAME_WEIGHT = 0.8
"""What a name is worth that a misspelt or unfinished one may have meant as well."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is searched for.

    Attributes:
        near: The place to search near, in words.
        question: The text, misspelt words repaired and a place at its end taken off.
        parsed: What was read in it.
        repairs: Words that were taken for others.
        place_named: A place among its words, where none was asked for.
    """

    near: str
    question: str
    parsed: Parsed
    repairs: tuple[Repair, ...] = ()
    place_named: PlaceNamed | None = None

    @property
    def general(self) -> bool:
        """Whether the words are of the trade and none is quoted or a name."""
        groups = self.parsed.text.groups
        known = lexicon()
        return all(
            not group.required and known.known(known.key(group.members[0].phrase))
            for group in groups
        )


def understand(engine: SearchEngine, places: PlaceFinder, request: SearchRequest) -> Understood:
    """Read a request's text, repairing words that no listing has and that nothing explains.

    Raises:
        SearchUnavailable: There is no index to ask.
    """
    asked = as_typed(request.q)
    if request.exact or not asked:
        return Understood(request.near, asked, parse(asked, lexicon()))
    placeless = not request.near and request.point is None
    named = said_at_the_end(asked, places, lexicon().vocabulary) if placeless else None
    near, question = (named.place.query, named.rest) if named else (request.near, asked)
    unknown = _unknown(engine, question)
    hint = None if named else _town_among(question, unknown, places, placeless=placeless)
    if not unknown:
        return Understood(near, question, parse(question, lexicon()), place_named=named or hint)
    town = {word.text for word in cut(hint.place.name)} if hint else set()
    repair = _speller(engine.words()).repair
    spelled = spell(question, lambda word: word not in unknown or word in town, repair)
    parsed = parse(spelled.question, lexicon())
    return Understood(
        near,
        spelled.question,
        replace(parsed, text=_with_other_names(parsed.text, spelled.repairs)),
        spelled.repairs,
        named or (hint if placeless else None),
    )


def _town_among(
    question: str, unknown: frozenset[str], places: PlaceFinder, *, placeless: bool
) -> PlaceNamed | None:
    """A town among the words that belong to no trade, or among the unknown if a place is given.

    Listings name their towns too; but a question of names alone is about people.
    """
    trade = lexicon().vocabulary
    content = {word.text for word in cut(question)} - STOP_WORDS
    foreign = content - trade
    return among(question, foreign if placeless and content & trade else unknown, places)


def _unknown(engine: SearchEngine, question: str) -> frozenset[str]:
    """The words that neither a listing nor the lexicon has."""
    known = lexicon()
    return frozenset(
        word.text
        for word in cut(question)
        if word.text not in STOP_WORDS
        and not is_filler(word.text)
        and word.text not in known.vocabulary
        and not known.known(known.key((word.text,)))
        and not engine.has(word.text)
    )


@lru_cache(maxsize=2)
def _speller(index: IndexWords) -> Speller:
    # No name is to become a filler: "Steven" is not "seven".
    telling = {word: count for word, count in index.text.items() if not is_filler(word)}
    return Speller(IndexWords(telling, index.names), lexicon().vocabulary)


def _with_other_names(text: Text, repairs: tuple[Repair, ...]) -> Text:
    """The same text, in which a name stands for the other names it may have meant."""
    others = {repair.taken: repair.also for repair in repairs if repair.also}
    if not others:
        return text
    groups = (
        replace(group, members=(*group.members, *_names(others.get(group.asked, ()))))
        for group in text.groups
    )
    return replace(text, groups=tuple(groups))


def _names(names: tuple[str, ...]) -> tuple[Member, ...]:
    return tuple(Member((name,), OTHER_NAME_WEIGHT) for name in names)
