"""Which documents a query takes, where, how well, and the counts of every filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.geo.grid import cover
from directory.geo.point import distances_km
from directory.search import ranking
from directory.search.query import FACETS, TEXT_FIELDS, Circle, Facet

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from directory.geo.area import Area
    from directory.search.query import Filters, Member, Query, Text
    from directory.search.snapshot import Mask, Snapshot

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float64]


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
class Test:
    """One filter on the candidates: who states the wanted, and who states nothing."""

    passing: Mask
    unstated: Mask
    keep_unstated: bool

    @property
    def kept(self) -> Mask:
        """Who stays in."""
        return self.passing | self.unstated if self.keep_unstated else self.passing


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
    within = km <= circle.radius_km
    places, km = places[within], km[within]
    # Nearest place of each document first; of equally near ones the first listed.
    order = np.lexsort((places, km, columns.place_doc[places]))
    rows, first = np.unique(columns.place_doc[places[order]], return_index=True)
    nearest = order[first]
    return Candidates(rows, places[nearest], km[nearest])


def text_values(snapshot: Snapshot, text: Text, rows: Rows) -> tuple[Floats, Mask]:
    """Text score of each row (0 to 1) and whether the text lets it through as a match."""
    groups = []
    matched = np.zeros(len(rows), dtype=np.bool_)
    required = np.ones(len(rows), dtype=np.bool_)
    for group in text.groups:
        values = np.zeros(len(rows))
        for member in group.members:
            values = np.maximum(values, _member_value(snapshot, member, rows))
        rarity = ranking.idf(snapshot.documents, _containing(snapshot, group.members))
        groups.append((rarity, values))
        matched |= values > 0
        if group.required:
            required &= values > 0
    if not text.groups:
        matched[:] = True
    return ranking.text_score(groups, len(rows)), matched & required & ~_excluded(
        snapshot, text, rows
    )


def _member_value(snapshot: Snapshot, member: Member, rows: Rows) -> Floats:
    frequency = np.zeros(len(rows))
    for number, field in enumerate(TEXT_FIELDS):
        occurrences = snapshot.postings(field, member.phrase).within(rows)
        if occurrences.any():
            lengths = snapshot.columns.lengths[rows, number]
            average = snapshot.average_lengths[field]
            frequency += ranking.field_frequency(occurrences, lengths, average, field)
    return member.weight * ranking.saturate(frequency)


def _containing(snapshot: Snapshot, members: tuple[Member, ...]) -> int:
    """How many live documents have any member of full weight."""
    found = np.zeros(snapshot.columns.count, dtype=np.bool_)
    for member in members:
        if member.weight >= 1.0:
            for field in TEXT_FIELDS:
                found[snapshot.postings(field, member.phrase).documents] = True
    return int((found & snapshot.live).sum())


def _excluded(snapshot: Snapshot, text: Text, rows: Rows) -> Mask:
    unwanted = np.zeros(len(rows), dtype=np.bool_)
    for phrase in text.excluded:
        for field in TEXT_FIELDS:
            unwanted |= snapshot.postings(field, phrase).within(rows) > 0
    return unwanted


def text_test(snapshot: Snapshot, query: Query, rows: Rows, matched: Mask) -> Test:
    """The text as a filter: listings that state no methods stay in when their profession fits."""
    fitting = np.zeros(snapshot.columns.count, dtype=np.bool_)
    for profession in query.unstated_professions:
        fitting |= snapshot.having("profession", profession)
    silent = ~snapshot.columns.states_methods & fitting
    unstated = silent[rows] & ~matched & ~_excluded(snapshot, query.text, rows)
    return Test(matched, unstated, "text" not in query.filters.stated_only)


def tests(snapshot: Snapshot, filters: Filters, candidates: Candidates) -> dict[str, Test]:
    """Every active filter, tried on the candidates."""
    rows = candidates.rows
    found: dict[str, Test] = {}

    def put(name: str, passing: Mask, stated: Mask) -> None:
        found[name] = Test(passing, ~stated, name not in filters.stated_only)

    for facet, keys in filters.chosen.items():
        passing = np.zeros(len(rows), dtype=np.bool_)
        for key in sorted(keys):
            passing |= snapshot.having(facet, key)[rows]
        put(facet, passing, snapshot.stating(facet)[rows])
    if filters.max_price is not None:
        fees = prices(snapshot, candidates, filters.currency)
        put("price", fees <= filters.max_price, ~np.isnan(fees))
    if filters.min_score is not None:
        score = snapshot.columns.score[rows]
        put("score", score >= filters.min_score, ~np.isnan(score))
    return found


def prices(snapshot: Snapshot, candidates: Candidates, currency: str | None) -> Floats:
    """Fee of a first visit at each candidate's place; NaN unless stated in the currency."""
    columns = snapshot.columns
    fees = np.full(len(candidates.rows), np.nan)
    has_place = candidates.places >= 0
    places = candidates.places[has_place]
    fee = columns.fee[places]
    if currency is not None:
        fee = np.where(columns.currency[places] == currency, fee, np.nan)
    fees[has_place] = fee
    return fees


def facets(snapshot: Snapshot, rows: Rows, kept_but: Callable[[str], Mask]) -> dict[str, Facet]:
    """Count every facet over the rows that pass all filters but the facet's own."""
    names, numbers = snapshot.keys
    counted: dict[bytes, NDArray[np.int64]] = {}
    answer = {}
    for facet in FACETS:
        kept = kept_but(facet)
        if kept.tobytes() not in counted:
            counted[kept.tobytes()] = _count_keys(snapshot, rows[kept], numbers, len(names))
        counts = counted[kept.tobytes()]
        prefix = f"{facet}:"
        first, end = np.searchsorted(names, [prefix, f"{facet};"])  # ";" follows ":"
        some = {
            str(names[at]).removeprefix(prefix): int(counts[at])
            for at in range(int(first), int(end))
            if counts[at]
        }
        answer[facet] = Facet(some, int((~snapshot.stating(facet)[rows[kept]]).sum()))
    return answer


def _count_keys(
    snapshot: Snapshot, rows: Rows, numbers: NDArray[np.int64], names: int
) -> NDArray[np.int64]:
    starts, ends = snapshot.key_starts[rows], snapshot.key_starts[rows + 1]
    sizes = ends - starts
    # Positions of all keys of all rows: each row's start, counted on.
    offsets = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.bincount(numbers[np.repeat(starts, sizes) + offsets], minlength=names)
