"""Which documents are in reach of a query, where, and how well they match its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.geo.grid import cover
from directory.geo.point import distances_km
from directory.search import ranking
from directory.search.filtering import Test
from directory.search.query import TEXT_FIELDS, Circle

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from directory.geo.area import Area
    from directory.search.query import Member, Query, TermGroup, Text
    from directory.search.snapshot import Mask, Snapshot

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float64]

DISTANCE_DECIMALS = 6
"""Distances are rounded to millimetres, so that equal ones tie on every machine."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Documents in reach, ascending, with the place that counts for each.

    Attributes:
        rows: Rows of documents, shape (c,).
        places: Row of each one's place, -1 without, shape (c,).
        distances_km: From the centre, `None` without a circle, shape (c,).
    """

    rows: Rows
    places: Rows
    distances_km: Floats | None

    def only(self, mask: Mask) -> Candidates:
        """Those of a mask over the candidates."""
        near = None if self.distances_km is None else self.distances_km[mask]
        return Candidates(self.rows[mask], self.places[mask], near)


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


def in_reach(snapshot: Snapshot, where: Circle | Area | None) -> Candidates:
    """Live documents within a circle, in an area, or all of them."""
    if where is None:
        rows = np.flatnonzero(snapshot.live)
        return Candidates(rows, snapshot.first_place[rows], None)
    if isinstance(where, Circle):
        return _in_circle(snapshot, where)
    columns = snapshot.columns
    wanted = f"{where.country}-{where.admin1}" if where.admin1 else where.country
    names = columns.region if where.admin1 else columns.country
    places = np.flatnonzero((names == wanted) & snapshot.live[columns.place_doc])
    rows, first = np.unique(columns.place_doc[places], return_index=True)
    return Candidates(rows, places[first], None)


def _in_circle(snapshot: Snapshot, circle: Circle) -> Candidates:
    cells, by_cell = snapshot.by_cell
    ranges = np.searchsorted(cells, np.array(cover(circle.center, circle.radius_km)))
    places = np.concatenate([by_cell[start:end] for start, end in ranges.tolist()] or [by_cell[:0]])
    columns = snapshot.columns
    places = places[snapshot.live[columns.place_doc[places]]]
    km = distances_km(circle.center, columns.latitude[places], columns.longitude[places])
    km = np.round(km, DISTANCE_DECIMALS)
    within = km <= circle.radius_km
    places, km = places[within], km[within]
    # Nearest place of each document first; of equally near ones the first listed.
    order = np.lexsort((places, km, columns.place_doc[places]))
    rows, first = np.unique(columns.place_doc[places[order]], return_index=True)
    nearest = order[first]
    return Candidates(rows, places[nearest], km[nearest])


def match_text(snapshot: Snapshot, text: Text, rows: Rows) -> TextMatch:
    """How well the text fits each row."""
    allowed = ~_excluded(snapshot, text, rows)
    matched = np.full(len(rows), not text.groups)
    groups = []
    for group in text.groups:
        values = _value(snapshot, group, rows)
        rarity = ranking.idf(snapshot.documents, snapshot.containing(group.defining))
        groups.append((group.weight * rarity, values))
        matched |= values > 0
        if group.required:
            allowed &= values > 0
    score = ranking.text_score(groups, len(rows))
    for group in text.unwanted:
        score = ranking.demoted(score, _value(snapshot, group, rows))
    return TextMatch(score, matched & allowed, allowed)


def _value(snapshot: Snapshot, group: TermGroup, rows: Rows) -> Floats:
    """How well each row says one thing, 0 to 1."""
    frequency = np.zeros(len(rows))
    _add_frequency(snapshot, group.members[0], rows, frequency)
    verbatim = frequency > 0
    for member in group.members[1:]:
        _add_frequency(snapshot, member, rows, frequency)
    return ranking.group_value(frequency, verbatim)


def _add_frequency(snapshot: Snapshot, member: Member, rows: Rows, total: Floats) -> None:
    """Add a member's weighted occurrences in each row to the total of its group."""
    for number, postings in snapshot.occurrences(member.phrase):
        field = TEXT_FIELDS[number]
        if field not in member.fields:
            continue
        at, times = postings.within(rows)
        lengths, average = snapshot.columns.lengths[rows[at], number], snapshot.average_lengths
        found = ranking.field_frequency(times, lengths, average[field], field)
        total[at] += member.weight * found


def _excluded(snapshot: Snapshot, text: Text, rows: Rows) -> Mask:
    unwanted = np.zeros(len(rows), dtype=np.bool_)
    for phrase in text.excluded:
        for _, postings in snapshot.occurrences(phrase):
            unwanted[postings.within(rows)[0]] = True
    return unwanted


def text_test(snapshot: Snapshot, query: Query, rows: Rows, match: TextMatch) -> Test:
    """The text as a filter: listings that state no methods stay in when their profession fits."""
    fitting = np.zeros(len(rows), dtype=np.bool_)
    for profession in query.unstated_professions:
        fitting |= snapshot.having("profession", profession)[rows]
    silent = ~snapshot.columns.states_methods[rows] & fitting
    unstated = silent & match.allowed & ~match.matched
    return Test(match.matched, unstated, "text" not in query.filters.stated_only)
