"""What a word that nobody uses was probably meant to be. Pure.

Words are compared by optimal string alignment: letters inserted, left out, exchanged, or two
neighbours swapped (L. Boytsov, "Indexing Methods for Approximate Dictionary Searching", ACM Journal
of Experimental Algorithmics 16, 2011, section 2). The limits and costs below are house rules.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from directory.search.words import STOP_WORDS, cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SHORTEST = 4
"""Letters of the shortest word that is repaired: shorter ones are too near to too many."""

SHORTEST_BEGINNING = 3
"""Letters of the shortest word that is taken for the beginning of a longer one."""

MOST_BEGUN = 6
"""Longer words that a beginning may stand for."""

_LAST = "\uffff"
_LONGEST = 40
_MOST_ALIKE = 24
_OTHER_INITIAL = 0.6
_NOT_OURS = 0.7
_NAME = 0.3
_TWO_WORDS = 1.1
_UNFINISHED = 0.1
_LENIENCE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class IndexWords:
    """The words of one commit of an index, folded but not stemmed.

    Attributes:
        text: Words of crafts, focus and bios, each with the number of listings that have it.
        names: Words of the names of people and practices, in the same way.
    """

    text: Mapping[str, int]
    names: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Repair:
    """A word as it was typed, and what it was taken for.

    Attributes:
        taken: The word or words put in its place; the typed one where only `also` was added.
        also: Names that it may have meant as well.
    """

    typed: str
    taken: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelled:
    """A question with its words repaired."""

    question: str
    repairs: tuple[Repair, ...] = ()


class Speller:
    """Repairs the words of questions after the words of an index and of the site's own lexicon."""

    def __init__(self, index: IndexWords, trade: Iterable[str]) -> None:
        """Learn the words.

        Args:
            index: What listings say.
            trade: Folded words of the vocabularies and synonyms, which win over others.
        """
        self._trade = frozenset(trade)
        self._names = index.names
        self._count = {**dict.fromkeys(self._trade, 0), **index.names}
        for word, listings in index.text.items():
            self._count[word] = max(listings, self._count.get(word, 0))
        self._sorted = sorted({*self._trade, *self._names})
        self._by_length: dict[int, list[str]] = {}
        for word in self._count:
            self._by_length.setdefault(len(word), []).append(word)
        self.repair = lru_cache(maxsize=4_096)(self._repair)

    def _repair(self, word: str) -> Repair | None:
        """What a folded word was probably meant to be; `None` for a right or a hopeless one."""
        if word in self._count or not word.isalpha() or len(word) > _LONGEST:
            return None
        alike = self._alike(word)
        if alike and (alike[0][0] <= 1.0 or not self._begun(word)):
            return self._taken(word, alike)
        begun = self._begun(word)
        if begun:
            return Repair(word, word, begun)
        pair = self._two_words(word)
        return Repair(word, pair) if pair else None

    def _taken(self, word: str, alike: list[tuple[float, str]]) -> Repair:
        """The nearest word; when that is a name, the other names as near are meant as well."""
        cost, best = alike[0]
        pair = self._two_words(word) if cost >= _TWO_WORDS else ""
        if pair:
            return Repair(word, pair)
        if best not in self._names or best in self._trade:
            return Repair(word, best)
        also = [name for far, name in alike[1:] if name in self._names and far <= cost + 0.5]
        return Repair(word, best, tuple(also[:MOST_BEGUN]))

    def _alike(self, word: str) -> list[tuple[float, str]]:
        """(cost, word) of the words within reach, the likeliest first."""
        slips = _slips(len(word))
        lengths = range(len(word) - slips, len(word) + slips + 1)
        choices = [other for length in lengths for other in self._by_length.get(length, ())]
        found = extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_ALIKE)
        costs = ((self._cost(word, other, edits), other) for other, edits, _ in found)
        return sorted(
            (pair for pair in costs if pair[0] <= slips + _LENIENCE),
            key=lambda pair: (pair[0], -self._count[pair[1]], pair[1]),
        )

    def _cost(self, word: str, other: str, edits: float) -> float:
        cost = float(edits)
        if other[0] != word[0]:
            cost += _OTHER_INITIAL
        if other.startswith(word):
            cost -= _UNFINISHED
        if other not in self._trade:
            cost += _NAME if other in self._names else _NOT_OURS / (1 + self._count[other])
        return cost

    def _begun(self, word: str) -> tuple[str, ...]:
        """Names, and words of the trade, that begin with the word; the commonest first."""
        if len(word) < SHORTEST_BEGINNING:
            return ()
        first = bisect_left(self._sorted, word)
        after = bisect_left(self._sorted, f"{word}{_LAST}")
        longer = sorted(self._sorted[first:after], key=lambda other: (-self._count[other], other))
        return tuple(longer[:MOST_BEGUN])

    def _two_words(self, word: str) -> str:
        """Two words of the trade written as one; empty if it is not."""
        for at in range(3, len(word) - 2):
            first, second = word[:at], word[at:]
            if first in self._trade and second in self._trade:
                return f"{first} {second}"
        return ""


def _slips(length: int) -> int:
    """How many letters may be wrong in a word of a length."""
    if length < SHORTEST:
        return 0
    return 1 if length < 6 else 2 if length < 11 else 3


def spell(
    question: str, known: Callable[[str], bool], repair: Callable[[str], Repair | None]
) -> Spelled:
    """Repair the words of a question that nobody uses; quoted phrases stay as they are.

    Args:
        question: As typed.
        known: Tells of a folded word that it needs no repair.
        repair: Says what a folded word was meant to be, if it can tell.
    """
    repairs: dict[str, Repair] = {}
    pieces, done = [], 0
    for word in cut(question):
        quoted = question.count('"', 0, word.start) % 2
        if quoted or word.text in STOP_WORDS or known(word.text):
            continue
        repaired = repair(word.text)
        if repaired:
            repairs[word.text] = repaired
            pieces += [question[done : word.start], repaired.taken]
            done = word.end
    return Spelled("".join([*pieces, question[done:]]), tuple(repairs.values()))
