"""How well documents in reach match a query's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from directory.search import ranking
from directory.search.filtering import Test
from directory.search.query import TEXT_FIELDS, Member, TermGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from directory.search.part import Mask, Part
    from directory.search.query import Phrase, Query, Text
    from directory.search.snapshot import Entry, Plan, Snapshot

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float64]

_GAP = 64
"""Rows further apart than this begin another run of candidates."""

_MOST_RUNS = 16

_WEIGHTS = np.array([ranking.FIELD_WEIGHTS[name] for name in TEXT_FIELDS])
_NORMS = np.array([ranking.LENGTH_NORMS[name] for name in TEXT_FIELDS])


@dataclass(frozen=True, slots=True)
class TextMatch:
    """How the text fits candidates; arrays of shape (c,).

    Attributes:
        score: Text score, 0 to 1.
        matched: Whether the text itself is matched.
        allowed: Whether the required phrases are there and the excluded ones are not.
    """

    score: Floats
    matched: Mask
    allowed: Mask


class _Occurrences(NamedTuple):
    """Where entries stand among the candidates, in the order of the entries; shape (o,) each."""

    entry: NDArray[np.int64]
    candidate: NDArray[np.int64]
    document: NDArray[np.int32]
    times: NDArray[np.int32]


def match_text(snapshot: Snapshot, number: int, text: Text, rows: Rows) -> TextMatch:
    """How well the text fits each row of a part.

    Args:
        snapshot: Which commit.
        number: Which of its parts.
        text: What was asked.
        rows: Candidates, ascending, shape (c,).
    """
    plans = [snapshot.plan(group) for group in (*text.groups, *text.unwanted)]
    values = _values(snapshot, number, plans, rows)
    allowed = ~_excluded(snapshot, number, text.excluded, rows)
    matched = np.full(len(rows), not text.groups)
    weighed = []
    for group, plan, value in zip(text.groups, plans, values, strict=False):
        weighed.append((group.weight * plan.rarity, value))
        has = value > 0
        matched |= has
        if group.required:
            allowed &= has
    score = ranking.text_score(weighed, len(rows))
    for value in values[len(text.groups) :]:
        score = ranking.demoted(score, value)
    return TextMatch(score, matched & allowed, allowed)


def _values(snapshot: Snapshot, number: int, plans: Sequence[Plan], rows: Rows) -> Floats:
    """How well each row says each thing, 0 to 1, shape (groups, c)."""
    entries = [entry for plan in plans for entry in plan.entries[number]]
    group_of = np.repeat(np.arange(len(plans)), [len(plan.entries[number]) for plan in plans])
    shape = len(plans), len(rows)
    found = _found(entries, rows)
    if found is None:
        return np.zeros(shape)
    cell = group_of[found.entry] * len(rows) + found.candidate
    shares = _frequencies(snapshot, number, entries, found)
    frequency: Floats = np.bincount(cell, shares, minlength=shape[0] * shape[1]).astype(
        np.float64, copy=False
    )
    verbatim = np.zeros(shape[0] * shape[1], dtype=np.bool_)
    verbatim[cell[np.array([entry.is_verbatim for entry in entries])[found.entry]]] = True
    return ranking.group_value(frequency, verbatim).reshape(shape)


def _frequencies(
    snapshot: Snapshot, number: int, entries: Sequence[Entry], found: _Occurrences
) -> Floats:
    """Each occurrence's share of its group's frequency: `ranking.field_frequency`, all at once."""
    fields = np.array([entry.field for entry in entries])
    average = snapshot.average_lengths[fields]
    norm = np.where(average > 0, _NORMS[fields], 0.0)
    lengths = snapshot.parts[number].columns.lengths[found.document, fields[found.entry]]
    relative = lengths / np.where(average > 0, average, 1.0)[found.entry]
    norm = norm[found.entry]
    shares = _WEIGHTS[fields][found.entry] * found.times / (1.0 - norm + norm * relative)
    weighted: Floats = np.array([entry.weight for entry in entries])[found.entry] * shares
    return weighted


def _found(entries: Sequence[Entry], rows: Rows) -> _Occurrences | None:
    """Look all entries up among the candidates; `None` if there is nothing of them."""
    if not entries or len(rows) == 0:
        return None
    edges = _edges(rows)
    documents, times, sizes = [], [], []
    for entry in entries:
        listed, counts = entry.postings.documents, entry.postings.times
        ends = iter(listed.searchsorted(edges).tolist())
        size = 0
        for start, end in zip(ends, ends, strict=True):
            if start < end:
                documents.append(listed[start:end])
                times.append(counts[start:end])
                size += end - start
        sizes.append(size)
    if not documents:
        return None
    document = np.concatenate(documents)
    first = int(rows[0])
    where = np.full(int(rows[-1]) - first + 1, -1)
    where[rows - first] = np.arange(len(rows))
    candidate = where[document - first]
    at = np.flatnonzero(candidate >= 0)
    entry_of = np.repeat(np.arange(len(entries)), sizes)
    return _Occurrences(entry_of[at], candidate[at], document[at], np.concatenate(times)[at])


def _edges(rows: Rows) -> NDArray[np.int32]:
    """Where runs of rows begin and end, in pairs: rows near each other lie together."""
    steps = np.diff(rows)
    gaps = np.flatnonzero(steps > _GAP)
    if len(gaps) >= _MOST_RUNS:
        gaps = np.sort(gaps[np.argpartition(steps[gaps], -_MOST_RUNS + 1)[-_MOST_RUNS + 1 :]])
    edges = np.empty(2 * len(gaps) + 2, dtype=np.int32)
    edges[0], edges[-1] = rows[0], rows[-1] + 1
    edges[1:-1:2], edges[2::2] = rows[gaps] + 1, rows[gaps + 1]
    return edges


def _excluded(snapshot: Snapshot, number: int, phrases: Iterable[Phrase], rows: Rows) -> Mask:
    unwanted = np.zeros(len(rows), dtype=np.bool_)
    for phrase in phrases:
        plan = snapshot.plan(TermGroup("", (Member(phrase),)))
        found = _found(plan.entries[number], rows)
        if found is not None:
            unwanted[found.candidate] = True
    return unwanted


def text_test(part: Part, query: Query, rows: Rows, match: TextMatch) -> Test:
    """The text as a filter: listings that state no methods stay in when their profession fits."""
    fitting = part.having("profession", query.unstated_professions)[rows]
    silent = ~part.columns.states_methods[rows] & fitting
    unstated = silent & match.allowed & ~match.matched
    return Test(match.matched, unstated, "text" not in query.filters.stated_only)
