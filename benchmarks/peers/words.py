"""Words and phrases of the NumPy limit: postings decoded once, BM25F as the site works it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.peers.arrays import POSITION_BITS
from directory.search.query import TEXT_FIELDS
from directory.search.ranking import FIELD_WEIGHTS, K1, UNWANTED, VERBATIM, idf
from directory.search.whoosh_schema import term

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.peers.arrays import Arrays
    from directory.search.query import Phrase, TermGroup, Text

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

_NOTHING = np.empty(0, dtype=np.int64)


class Matched(NamedTuple):
    """How a text fits some listings: score, whether it matches, whether nothing forbids it."""

    score: Floats
    matched: Mask
    allowed: Mask

    def only(self, mask: Mask) -> Matched:
        """Those of a mask."""
        return Matched(self.score[mask], self.matched[mask], self.allowed[mask])


class _Found(NamedTuple):
    """Listings, ascending, that have a phrase in a field, and how often."""

    rows: Rows
    times: Floats


class Words:
    """Finds phrases; what was asked before is remembered."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._found: dict[Phrase, list[tuple[int, _Found]]] = {}
        self._rarity: dict[tuple[object, ...], float] = {}
        _ = arrays.term_number, arrays.norms

    def match(self, text: Text, rows: Rows, position: Rows) -> Matched:
        """Score listings.

        Args:
            text: What was asked.
            rows: Listings, ascending.
            position: Room to work in: -1 for every listing, and again when this is done.
        """
        if not len(rows):
            return Matched(np.zeros(0), np.zeros(0, np.bool_), np.zeros(0, np.bool_))
        position[rows] = np.arange(len(rows))
        matched, allowed = np.full(len(rows), not text.groups), np.ones(len(rows), np.bool_)
        score, weights = np.zeros(len(rows)), 0.0
        for group in text.groups:
            value = self._value(group, rows, position)
            weight = group.weight * self._rare(group)
            weights += weight
            score += weight * value
            matched |= value > 0
            if group.required:
                allowed &= value > 0
        score = score / weights if text.groups else np.ones(len(rows))
        for group in text.unwanted:
            score *= 1.0 - UNWANTED * self._value(group, rows, position)
        for _, found in (one for phrase in text.excluded for one in self.find(phrase)):
            at = position[found.rows]
            allowed[at[at >= 0]] = False
        position[rows] = -1
        return Matched(score, matched & allowed, allowed)

    def _value(self, group: TermGroup, rows: Rows, position: Rows) -> Floats:
        low, high = int(rows[0]), int(rows[-1]) + 1
        norms, at, shares, typed = self._arrays.norms, [_NOTHING], [np.empty(0)], 0
        for number, member in enumerate(group.members):
            for field, found in self.find(member.phrase):
                name = TEXT_FIELDS[field]
                if name not in member.fields:
                    continue
                start, end = found.rows.searchsorted((low, high))
                listed = found.rows[start:end]
                weight = member.weight * FIELD_WEIGHTS[name]
                at.append(position[listed])
                shares.append(weight * found.times[start:end] / norms[field][listed])
            if number == 0:
                typed = sum(map(len, at))
        places = np.concatenate(at)
        # Who is none of these listings is counted in front of the first.
        frequency = np.bincount(places + 1, np.concatenate(shares), len(rows) + 1)[1:]
        verbatim = np.zeros(len(rows) + 1, dtype=np.bool_)
        verbatim[places[:typed] + 1] = True
        value: Floats = (1.0 - VERBATIM) * frequency / (K1 + frequency) + VERBATIM * verbatim[1:]
        return value

    def _rare(self, group: TermGroup) -> float:
        members = group.defining
        if members not in self._rarity:
            having = np.zeros(self._arrays.count, dtype=np.bool_)
            for member in members:
                for field, found in self.find(member.phrase):
                    if TEXT_FIELDS[field] in member.fields:
                        having[found.rows] = True
            self._rarity[members] = idf(self._arrays.count, int(having.sum()))
        return self._rarity[members]

    def find(self, phrase: Phrase) -> list[tuple[int, _Found]]:
        """Who has a phrase, for each field in which anybody has."""
        found = self._found.get(phrase)
        if found is None:
            at = [self._phrase(field, phrase) for field in range(len(TEXT_FIELDS))]
            found = [(field, _counted(one)) for field, one in enumerate(at) if len(one)]
            self._found[phrase] = found
        return found

    def _phrase(self, field: int, phrase: Phrase) -> Rows:
        at = self._word(field, phrase[0])
        for word in phrase[1:]:
            at = np.intersect1d(at + 1, self._word(field, word), assume_unique=True)
        return at

    def _word(self, field: int, word: str) -> Rows:
        name = TEXT_FIELDS[field]
        number = self._arrays.term_number.get(f"{name}:{term(name, word)}")
        if number is None:
            return _NOTHING
        start, end = self._arrays.term_start[number : number + 2]
        return self._arrays.at[start:end]


def _counted(at: Rows) -> _Found:
    rows = at >> POSITION_BITS
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    return _Found(rows[first], np.diff(first, append=len(at)).astype(np.float64))
