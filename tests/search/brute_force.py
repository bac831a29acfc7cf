"""An engine that reads every document for every question, as a judge of the quick ones.

It follows the words of `directory.search.query` and of the formula in `directory.search.ranking`
one document at a time in plain Python; it shares with the product only how text is cut into terms,
the distance between two points, and the formula's constants.
"""

import math
from collections import Counter
from dataclasses import dataclass

from directory.search import ranking
from directory.search.query import (
    FACETS,
    MAX_OFFSET,
    TEXT_FIELDS,
    Circle,
    Facet,
    Hit,
    Page,
    Sort,
)
from directory.search.whoosh_schema import term
from directory.search.words import STOP_WORDS, words


@dataclass
class Found:
    """A document in reach with all that is known about it for one query."""

    document: object
    location: int
    distance_km: float | None
    text: float = 1.0
    matched: bool = True
    tests: dict = None  # name -> (passes, states nothing)

    def stays(self, query, but=""):
        return all(
            passes or (silent and name not in query.filters.stated_only)
            for name, (passes, silent) in self.tests.items()
            if name != but
        )

    @property
    def silent(self):
        return frozenset(n for n, (passes, silent) in self.tests.items() if silent and not passes)


class BruteForce:
    """Holds documents by id and answers by trying each."""

    def __init__(self, documents=()):
        self.documents = {document.id: document for document in documents}

    def apply(self, batch):
        for public_id in batch.removed:
            self.documents.pop(public_id, None)
        for document in batch.documents:
            known = self.documents.get(document.id)
            if known is None or document.version >= known.version:
                self.documents[document.id] = document

    def search(self, query):
        reached = [
            Found(document, *place)
            for document in self.documents.values()
            if (place := _place(document, query.where))
        ]
        for found in reached:
            self._judge(found, query)
        kept = [found for found in reached if found.stays(query)]
        kept.sort(key=lambda found: self._standing(found, query))
        offset = query.offset
        page = kept[offset : offset + query.limit] if offset < MAX_OFFSET else []
        names = {name for found in reached for name in found.tests}
        return Page(
            total=len(kept),
            hits=tuple(self._hit(found, query) for found in page),
            facets={facet: _facet(facet, reached, query) for facet in FACETS},
            unstated={name: sum(name in f.silent for f in kept) for name in names},
            matched=sum(found.matched for found in kept),
        )

    def names(self, asked, limit):
        called = {
            document.texts.get("name", "").partition("\n")[0]
            for document in self.documents.values()
        }
        found = sorted(
            place for name in called if (place := _place_of_name(words(name), asked, name))
        )
        return tuple(name for *_, name in found[:limit])

    def _judge(self, found, query):
        document, filters, text = found.document, query.filters, query.text
        found.tests = {
            facet: (bool(keys & set(_keys(document, facet))), not _keys(document, facet))
            for facet, keys in filters.chosen.items()
        }
        if filters.max_price is not None:
            fee = _fee(found, query)
            found.tests["price"] = (fee is not None and fee <= filters.max_price, fee is None)
        if filters.min_score is not None:
            score = _settled(document, document.score)
            found.tests["score"] = (
                score is not None and score >= filters.min_score,
                score is None,
            )
        if text:
            self._judge_text(found, query)

    def _judge_text(self, found, query):
        document, text = found.document, query.text
        values = [self._group_value(document, group) for group in text.groups]
        weights = [group.weight * self._rarity(group) for group in text.groups]
        if text.groups:
            found.text = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
        for group in text.unwanted:
            found.text *= 1 - ranking.UNWANTED * self._group_value(document, group)
        allowed = not any(_has(document, phrase) for phrase in text.excluded) and all(
            value > 0 for value, group in zip(values, text.groups, strict=True) if group.required
        )
        found.matched = allowed and (not values or any(value > 0 for value in values))
        fits = set(_keys(document, "profession")) & query.unstated_professions
        silent = allowed and not found.matched and not document.states_methods and bool(fits)
        found.tests["text"] = (found.matched, silent)

    def _group_value(self, document, group):
        frequency = sum(m.weight * self._frequency(document, m) for m in group.members)
        own = ranking.VERBATIM if self._frequency(document, group.members[0]) else 0.0
        return (1 - ranking.VERBATIM) * frequency / (ranking.K1 + frequency) + own

    def _frequency(self, document, member):
        frequency = 0.0
        for field in member.fields:
            count = _occurrences(document, field, member.phrase)
            if count:
                norm = ranking.LENGTH_NORMS[field]
                relative = _length(document, field) / self._average_length(field)
                frequency += ranking.FIELD_WEIGHTS[field] * count / (1 - norm + norm * relative)
        return frequency

    def _average_length(self, field):
        return sum(_length(d, field) for d in self.documents.values()) / len(self.documents)

    def _rarity(self, group):
        whole = [member for member in group.members if member.weight >= 1] or group.members
        having = sum(
            any(_has(d, member.phrase, member.fields) for member in whole)
            for d in self.documents.values()
        )
        return math.log(1 + (len(self.documents) - having + 0.5) / (having + 0.5))

    def _rank(self, found, query, text):
        document = found.document
        near = 1.0
        if found.distance_km is not None:
            near = 1 / (1 + found.distance_km / ranking.HALF_DISTANCE_KM)
        low = ranking.NEUTRAL_LOW if document.score_low is None else document.score_low
        age = ranking.UNKNOWN_AGE_DAYS
        if document.confirmed_on is not None:
            age = max(0, (query.today - document.confirmed_on).days)
        floor = ranking.FRESH_FLOOR
        fresh = floor + (1 - floor) * 0.5 ** (age / ranking.FRESH_HALF_LIFE_DAYS)
        return round(text * near * (0.5 + low / 100) * fresh, ranking.DECIMALS)

    def _standing(self, found, query):
        """What sorts a hit, smallest first."""
        chosen = 0.0
        if query.sort is Sort.NEAREST and found.distance_km is not None:
            chosen = found.distance_km
        elif query.sort is Sort.PRICE:
            fee = _fee(found, query)
            chosen = math.inf if fee is None else fee
        elif query.sort is Sort.VETTED:
            low = _settled(found.document, found.document.score_low)
            chosen = math.inf if low is None else -low
        return (
            chosen,
            len(found.silent),
            -self._rank(found, query, found.text),
            -self._rank(found, query, 1.0),
            found.document.id,
        )

    def _hit(self, found, query):
        return Hit(
            id=found.document.id,
            location=found.location,
            distance_km=found.distance_km,
            score=self._rank(found, query, found.text),
            unstated=found.silent,
        )


def _place_of_name(folded, asked, name):
    """Where a name stands among those found: its beginning first, then by the rest of it."""
    if not asked or not all(any(word.startswith(one) for word in folded) for one in asked):
        return None
    rests = [" ".join(folded[at:]) for at in range(len(folded)) if folded[at].startswith(asked[0])]
    if folded[0].startswith(asked[0]):
        return (False, rests[0], name)
    return (True, min(rests), name)


def _place(document, where):
    """(location, distance) if the document is in reach, else nothing."""
    if where is None:
        return (0 if document.locations else -1), None
    if isinstance(where, Circle):
        reached = [
            (km, number)
            for number, location in enumerate(document.locations)
            if location.point
            and (km := round(where.center.distance_km(location.point), 6)) <= where.radius_km
        ]
        return min(reached)[::-1] if reached else None
    for number, location in enumerate(document.locations):
        if where.contains(location.country, location.admin1):
            return number, None
    return None


def _keys(document, facet):
    return document.keys.get(facet, ())


def _settled(document, value):
    """A value of the score, where the score is old enough to be shown as a number."""
    return None if document.score is None or document.score_is_new else value


def _fee(found, query):
    if found.location < 0:
        return None
    location = found.document.locations[found.location]
    wanted = query.filters.currency
    return location.fee_first if wanted in {None, location.currency} else None


def _facet(facet, reached, query):
    counted = [found for found in reached if found.stays(query, but=facet)]
    counts = Counter(key for found in counted for key in set(_keys(found.document, facet)))
    return Facet(dict(counts), sum(not _keys(found.document, facet) for found in counted))


def _lines(document, field):
    """The terms of each line of a text."""
    text = document.texts.get(field, "")
    return [
        [term(field, word) for word in words(line) if word not in STOP_WORDS]
        for line in text.splitlines()
    ]


def _length(document, field):
    return sum(len(line) for line in _lines(document, field))


def _occurrences(document, field, phrase):
    wanted = [term(field, word) for word in phrase]
    return sum(
        line[at : at + len(wanted)] == wanted
        for line in _lines(document, field)
        for at in range(len(line))
    )


def _has(document, phrase, fields=TEXT_FIELDS):
    return any(_occurrences(document, field, phrase) for field in fields)
