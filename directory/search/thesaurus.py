"""The lexicon of this site: its vocabularies and its synonyms, and what they are about."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from directory.practitioners.vocabulary import vocabulary
from directory.search.lexicon import Concept, Lexicon, content_words
from directory.search.whoosh_schema import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.practitioners.vocabulary import Entry
    from directory.search.query import Phrase

SYNONYMS = Path(__file__).resolve().parents[2] / "seed_data" / "synonyms.json"

ENTRY_WEIGHT = 0.85
"""What the label of an entry is worth when one of its other words was asked, and the reverse."""

SIBLING_WEIGHT = 0.5
"""What one of an entry's other words is worth when another was asked."""

SHARED_WEIGHT = 0.8
"""Weight from which phrases of a row are about the same entries."""

DEFAULT_WEIGHT = 0.6
"""What a term is worth when a lay phrase leads to it and its row does not say."""

_INTERCHANGEABLE = ("profession", "modality", "condition", "method", "stage", "payer", "language")
_ASKED_OF_NOBODY = frozenset({"payer", "language"})
"""Vocabularies that say nothing about who does it."""


@cache
def lexicon() -> Lexicon:
    """Everything the site knows about words, built once."""
    known = Lexicon(stem)
    for name in _INTERCHANGEABLE:
        for entry in vocabulary(name):
            asked = () if name in _ASKED_OF_NOBODY else _whom(entry)
            concept = Concept(name, entry.key, asked)
            known.explain(
                entry.label, entry.also, concept, weight=ENTRY_WEIGHT, among=SIBLING_WEIGHT
            )
    for entry in vocabulary("region"):
        # A calf is part of the link "feet and ankles", but no other word for a foot.
        concept = Concept("region", entry.key, _whom_for_link(entry))
        for phrase in (entry.label, *entry.also):
            known.add([phrase], [concept])
    for row in sorted(synonyms(), key=lambda row: "from" in row):
        _explain(row, known)
    return known


@cache
def synonyms() -> tuple[dict[str, Any], ...]:
    """The rows of `seed_data/synonyms.json`, read once; `seed_data/README.md` tells their form."""
    return tuple(json.loads(SYNONYMS.read_text(encoding="utf-8")))


def _explain(row: dict[str, Any], known: Lexicon) -> None:
    """Take up one row: a lay description, phrases that are nearly the same, or just the same."""
    terms = row["terms"]
    if "from" in row:
        known.lead(row["from"], terms, row.get("weight", DEFAULT_WEIGHT))
    else:
        weight = row.get("weight", 1.0)
        near = terms if weight >= SHARED_WEIGHT else ()
        about = [found for term in near for found in known.concepts_of(known.key_of(term))]
        known.add(terms, about, weight)
    for term, fields in row.get("fields", {}).items():
        known.limit(term, fields)


def sore_link(concepts: Iterable[Concept]) -> str | None:
    """The link of the chain that the first body part or condition named belongs to."""
    for concept in concepts:
        if concept.vocabulary == "region":
            return concept.key
        if concept.vocabulary == "condition":
            link = _link_of(vocabulary("condition")[concept.key])
            if link:
                return link
    return None


def fitting_professions(concepts: Iterable[Concept]) -> frozenset[str]:
    """Whom one would ask about these when a listing states no methods."""
    return frozenset(
        profession
        for concept in concepts
        if concept.vocabulary != "profession"
        for profession in concept.professions
    )


def _whom(entry: Entry) -> tuple[str, ...]:
    if entry.professions:
        return entry.professions
    return tuple(p.key for p in vocabulary("profession") if set(p.kinds) & set(entry.kinds))


def _whom_for_link(link: Entry) -> tuple[str, ...]:
    professions = dict.fromkeys(
        profession
        for condition in vocabulary("condition")
        if _link_of(condition) == link.key
        for profession in _whom(condition)
    )
    return tuple(professions) or _whom(link)


@cache
def _links_by_word() -> dict[Phrase, str]:
    return {
        tuple(map(stem, content_words(phrase))): entry.key
        for entry in vocabulary("region")
        for phrase in (entry.label, entry.key, *entry.also)
    }


def _link_of(condition: Entry) -> str | None:
    """The link a condition's heading names first ("Foot, ankle and shin" is about the feet)."""
    links = (_links_by_word().get((stem(word),)) for word in content_words(condition.group))
    return next((link for link in links if link), None)
