"""All listings as plain arrays, for the ways that answer from memory: one order, nothing to change."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from benchmarks.peers.answer import point_of
from directory.geo.grid import cell_of
from directory.search.query import FACETS, TEXT_FIELDS
from directory.search.ranking import LENGTH_NORMS
from directory.search.whoosh_schema import positioned, term

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from directory.search.engine import Document, DocumentLocation

POSITION_BITS = 20
DOCUMENT_BITS = 22


@dataclass
class Arrays:
    """What is known of n listings along the Hilbert curve, their p places, k keys, o words.

    Attributes:
        ids: Public ids, shape (n,).
        lengths: Words of each text field, shape (n, fields).
        silent: Who states no methods, shape (n,).
        score, low: Vetting score and lower end of its interval or NaN, shape (n,).
        confirmed: Day as an ordinal, shape (n,).
        key_name: "facet:key", and "facet:" for who states nothing, shape (m,).
        key_start, key: Where each listing's keys begin, shape (n + 1,); the keys, shape (k,).
        cell: Grid cells of places, ascending, shape (p,).
        vector: Places on the unit sphere, shape (3, p).
        place_doc, fee, currency: Of each place: its listing, its fee or NaN, its currency.
        term_name: "field:term", sorted, shape (t,).
        term_start, at: Where each term's occurrences begin, shape (t + 1,); listing << 20 |
            position, ascending in each term, shape (o,).
    """

    ids: NDArray[np.bytes_]
    lengths: NDArray[np.float64]
    silent: NDArray[np.bool_]
    score: NDArray[np.float64]
    low: NDArray[np.float64]
    confirmed: NDArray[np.float64]
    key_name: NDArray[np.str_]
    key_start: NDArray[np.int64]
    key: NDArray[np.int64]
    cell: NDArray[np.int64]
    vector: NDArray[np.float64]
    place_doc: NDArray[np.int64]
    fee: NDArray[np.float64]
    currency: NDArray[np.str_]
    term_name: NDArray[np.str_]
    term_start: NDArray[np.int64]
    at: NDArray[np.int64]

    @property
    def count(self) -> int:
        """Number of listings."""
        return len(self.ids)

    @cached_property
    def term_number(self) -> dict[str, int]:
        """The number of each "field:term"."""
        return {name: number for number, name in enumerate(self.term_name.tolist())}

    @cached_property
    def order(self) -> NDArray[np.uint64]:
        """The first eight characters of each id as a number, which breaks nearly every tie."""
        return self.ids.astype("S8").view(">u8").astype(np.uint64)

    @cached_property
    def norms(self) -> NDArray[np.float64]:
        """What a mention counts for less in a longer field: 1 - B + B * length / average."""
        # Fields that are empty everywhere are in no sum.
        averages = np.maximum(self.lengths.mean(axis=0), 1e-9)
        b = np.array([LENGTH_NORMS[name] for name in TEXT_FIELDS])
        return np.ascontiguousarray((1.0 - b + b * self.lengths / averages).T)

    @classmethod
    def of(cls, documents: Iterable[Document], *, words: bool = True) -> Self:
        """Read listings, one after the other, and put them in order; without their words if asked."""
        reading = _Reading(with_words=words)
        for document in documents:
            reading.take(document)
        return cls(**reading.arrays())

    def save(self, folder: Path) -> None:
        """Write every array into a file of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        for item in fields(self):
            np.save(folder / f"{item.name}.npy", getattr(self, item.name))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote, into memory."""
        return cls(**{item.name: np.load(folder / f"{item.name}.npy") for item in fields(cls)})


class _Reading:
    """Columns that grow with each listing."""

    def __init__(self, *, with_words: bool) -> None:
        self.with_words = with_words
        self.rows: list[tuple[Any, ...]] = []
        self.keys: dict[str, int] = {}
        self.key, self.key_counts = array("q"), array("q")
        self.places: list[tuple[int, DocumentLocation]] = []
        self.terms: dict[str, int] = {}
        self.words = array("q")

    def take(self, document: Document) -> None:
        """Read one listing; its number is that of its turn."""
        number = len(self.rows)
        self.places += [(number, place) for place in document.locations]
        home = point_of(document.locations[0])
        cell = int(cell_of([home.latitude], [home.longitude])[0])
        lengths = [self._words(number, name, document.texts.get(name, "")) for name in TEXT_FIELDS]
        self._keys(document)
        score, low, day = document.score, document.score_low, document.confirmed_on
        confirmed = day.toordinal() if day else None
        facts = (not document.states_methods, *map(_or_nan, (score, low, confirmed)))
        self.rows.append((cell, document.id, lengths, *facts))

    def _words(self, number: int, field: str, text: str) -> int:
        found = positioned(text) if self.with_words else ()
        for position, word in found:
            name = f"{field}:{term(field, word)}"
            at = self.terms.setdefault(name, len(self.terms))
            self.words.append((at << DOCUMENT_BITS | number) << POSITION_BITS | position)
        return len(found)

    def _keys(self, document: Document) -> None:
        names = [f"{facet}:{key}" for facet in FACETS for key in document.keys.get(facet) or ("",)]
        self.key.extend(self.keys.setdefault(name, len(self.keys)) for name in names)
        self.key_counts.append(len(names))

    def arrays(self) -> dict[str, Any]:
        """Everything, listings in the order of their first place's cell."""
        order = np.array(
            sorted(range(len(self.rows)), key=lambda at: self.rows[at][:2]), dtype=np.int64
        )
        new = np.empty_like(order)
        new[order] = np.arange(len(order))
        _, ids, lengths, silent, score, low, confirmed = zip(
            *(self.rows[at] for at in order.tolist()), strict=True
        )
        return {
            "ids": np.array(ids, dtype="S36"),
            "lengths": np.array(lengths, dtype=np.float64),
            "silent": np.array(silent, dtype=np.bool_),
            "score": np.array(score, dtype=np.float64),
            "low": np.array(low, dtype=np.float64),
            "confirmed": np.array(confirmed, dtype=np.float64),
            **self._keys_in(order),
            **self._places_in(new),
            **self._terms_in(new),
        }

    def _keys_in(self, order: NDArray[np.int64]) -> dict[str, Any]:
        names = np.array(list(self.keys))
        counts, keys = np.frombuffer(self.key_counts, np.int64), np.frombuffer(self.key, np.int64)
        starts = np.cumsum(counts) - counts
        sizes = counts[order]
        ends = np.cumsum(sizes)
        at = np.arange(len(keys)) + np.repeat(starts[order] - (ends - sizes), sizes)
        rank = np.argsort(np.argsort(names))
        return {
            "key_name": np.sort(names),
            "key_start": np.concatenate([[0], ends]),
            "key": rank[keys[at]],
        }

    def _places_in(self, new: NDArray[np.int64]) -> dict[str, Any]:
        documents = new[np.array([number for number, _ in self.places], dtype=np.int64)]
        degrees = np.array([(point_of(p).latitude, point_of(p).longitude) for _, p in self.places])
        cells = cell_of(degrees[:, 0], degrees[:, 1])
        order = np.argsort(cells, kind="stable")
        latitude, longitude = np.radians(degrees[order]).T
        level = np.cos(latitude)
        vector = np.stack([level * np.cos(longitude), level * np.sin(longitude), np.sin(latitude)])
        fees = np.array([_or_nan(place.fee_first) for _, place in self.places])
        currencies = np.array([place.currency or "" for _, place in self.places])
        return {
            "cell": cells[order],
            "vector": vector,
            "place_doc": documents[order],
            "fee": fees[order],
            "currency": currencies[order],
        }

    def _terms_in(self, new: NDArray[np.int64]) -> dict[str, Any]:
        names = np.array(list(self.terms))
        rank = np.argsort(np.argsort(names))
        at = np.frombuffer(self.words, np.int64)
        documents = new[at >> POSITION_BITS & (1 << DOCUMENT_BITS) - 1]
        terms = rank[at >> POSITION_BITS + DOCUMENT_BITS]
        at = (terms << DOCUMENT_BITS | documents) << POSITION_BITS | at & (1 << POSITION_BITS) - 1
        at.sort()
        starts = np.arange(len(names) + 1) << POSITION_BITS + DOCUMENT_BITS
        return {
            "term_name": np.sort(names),
            "term_start": np.searchsorted(at, starts),
            "at": at & (1 << POSITION_BITS + DOCUMENT_BITS) - 1,
        }


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else float(value)
