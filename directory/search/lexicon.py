"""Which words mean the same, which lead to others, and what they are about. Pure.

Its data is handed in. A phrase is known by its words in any inflection; `directory.search.pieces`
finds phrases in a question, in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from directory.search.query import TEXT_FIELDS, Member
from directory.search.wording import ALIKE, said
from directory.search.words import STOP_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from directory.search.query import Phrase

LONGEST = 6
"""Words in the longest phrase that is known."""

MOST_MEMBERS = 12
"""Phrases that may stand for one; the weightiest and first named are kept."""


AHEAD = 0.25
"""How much further ahead a label stands when members are cut off; its weight stays."""

LIKELY = 0.5
"""Weight from which a description is about what its terms are about."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of a vocabulary that a phrase names: its vocabulary, its key, whom one asks for it."""

    vocabulary: str
    key: str
    professions: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sense:
    """What is known about a phrase.

    Attributes:
        weights: Keys of the phrases that may stand for it, and what finding them is worth.
        weight: How surely it means those: 1 for plain synonyms, less for a lay description.
        shown: Listings show it as the label of an entry.
    """

    phrase: Phrase
    key: Phrase
    tokens: Phrase
    weights: dict[Phrase, float] = field(default_factory=dict)
    concepts: dict[Concept, None] = field(default_factory=dict)
    weight: float = 0.0
    shown: bool = False

    def join(self, other: _Sense, weight: float) -> None:
        """Let another phrase stand for this one; of several weights the largest holds."""
        worth = 1.0 if self is other else weight
        self.weights[other.key] = max(worth, self.weights.get(other.key, 0.0))


class Lexicon:
    """Phrases that stand for each other or lead to others, found by any of their inflections.

    Expansion goes one step: a phrase brings the members of the groups it stands in, not the
    members of their groups. Only lay descriptions go on from the terms they lead to.
    """

    def __init__(self, stem: Callable[[str], str]) -> None:
        """Start empty.

        Args:
            stem: Reduces a folded word to what its inflections share.
        """
        self._stem = stem
        self._alike = {stem(word): stem(alike) for word, alike in ALIKE.items()}
        self._senses: dict[Phrase, _Sense] = {}
        self._fields: dict[Phrase, tuple[str, ...]] = {}

    def add(
        self, phrases: Iterable[str], concepts: Iterable[Concept] = (), weight: float = 1.0
    ) -> None:
        """Let phrases stand for each other, and name what they are about.

        Args:
            phrases: Any texts; those of stop words alone are passed over.
            concepts: What each of them is about.
            weight: What finding one is worth when another was asked for.
        """
        group = [sense for text in phrases if (sense := self._sense(text))]
        about = dict.fromkeys(concepts)
        for sense in group:
            for other in group:
                sense.join(other, weight)
            sense.concepts.update(about)
            sense.weight = 1.0

    def explain(
        self, label: str, also: Iterable[str], concept: Concept, *, weight: float, among: float
    ) -> None:
        """Let each of many phrases bring a label, and the label all of them.

        Args:
            label: What listings show.
            also: Other words for it, and for its kinds.
            concept: What all of them are about.
            weight: What the label is worth for one of the others, and the reverse.
            among: What the others are worth for each other: "bunion" and "neuroma" are both
                forefoot pain, but not the same.
        """
        named = self._sense(label)
        kinds = [sense for text in also if (sense := self._sense(text))]
        for sense in [*([named] if named else []), *kinds]:
            sense.join(sense, 1.0)
            sense.concepts[concept] = None
            sense.weight = 1.0
        for kind in kinds:
            if named:
                named.shown = True
                named.join(kind, weight)
                kind.join(named, weight)
            for other in kinds:
                kind.join(other, among)

    def lead(self, lay: Iterable[str], terms: Iterable[str], weight: float) -> None:
        """Let lay phrases bring terms and what stands for these, but not the other way round.

        Args:
            lay: How people describe it.
            terms: What it may well be, the likeliest first; the lay phrases take over what the
                terms are about, if it is `LIKELY`.
            weight: How likely.
        """
        targets = [sense for text in terms if (sense := self._sense(text))]
        for source in [sense for text in lay if (sense := self._sense(text))]:
            source.join(source, 1.0)
            for target in targets:
                source.join(target, weight)
                source.concepts.update(target.concepts if weight >= LIKELY else ())
            for target in targets:
                for key, worth in tuple(target.weights.items()):
                    source.join(self._senses[key], weight * worth)
            source.weight = max(source.weight, weight)

    def limit(self, phrase: str, fields: Iterable[str]) -> None:
        """Let a phrase count in some text fields only: "art" in names is somebody's own."""
        kept = frozenset(fields)
        self._fields[self.key_of(phrase)] = tuple(f for f in TEXT_FIELDS if f in kept)

    def key(self, phrase: Phrase) -> Phrase:
        """What all inflections of a phrase share."""
        return tuple(self._stem(word) for word in phrase)

    def key_of(self, text: str) -> Phrase:
        """What all inflections of a text share, read with its small words: "out of network"."""
        return self.key(tuple(one.meant for one in said(words(text))))

    def known(self, key: Phrase) -> bool:
        """Whether there is anything known under a key."""
        return key in self._senses

    def members(self, key: Phrase) -> tuple[Member, ...]:
        """What may stand for a known phrase, itself first, the weightiest next; not many.

        Labels stand a little ahead: most listings say what they do by those alone.
        """
        sense = self._senses[key]
        others = sorted(
            sense.weights.items(),
            key=lambda item: (item[0] != key, -item[1] - AHEAD * self._senses[item[0]].shown),
        )
        likeliest = sense.weight or 1.0
        return tuple(
            Member(self._senses[other].phrase, min(1.0, weight / likeliest), self.fields(other))
            for other, weight in others[:MOST_MEMBERS]
        )

    def fields(self, key: Phrase) -> tuple[str, ...]:
        """The text fields in which a phrase counts."""
        return self._fields.get(key, TEXT_FIELDS)

    def weight(self, key: Phrase) -> float:
        """How surely a known phrase means what it brings, 0 to 1."""
        return self._senses[key].weight

    def concepts(self, phrase: Phrase) -> tuple[Concept, ...]:
        """What the phrase is about; nothing for a phrase not known."""
        return self.concepts_of(self.key(phrase))

    def concepts_of(self, key: Phrase) -> tuple[Concept, ...]:
        """What the phrase with this key is about."""
        sense = self._senses.get(key)
        return tuple(sense.concepts) if sense else ()

    def same(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """The phrase first, then all that mean just the same; inflections of one only once."""
        sense = self._senses.get(self.key(phrase))
        members = {self.key(phrase): phrase}
        for other, weight in sense.weights.items() if sense else ():
            if weight >= 1.0:
                members.setdefault(other, self._senses[other].phrase)
        return tuple(members.values())

    def token(self, meant: str) -> str:
        """What a word is compared by within a longer phrase: alike words count as one."""
        stemmed = self._stem(meant)
        return self._alike.get(stemmed, stemmed)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every folded word of every phrase known; ask when all phrases are in."""
        return frozenset(word for sense in self._senses.values() for word in sense.phrase)

    @cached_property
    def by_token(self) -> Mapping[str, tuple[tuple[Phrase, Phrase], ...]]:
        """Known phrases of several words by their rarest: (tokens, key); ask when all are in."""
        several = {s.tokens: key for key, s in reversed(self._senses.items()) if len(key) > 1}
        uses: dict[str, int] = {}
        for tokens in several:
            for token in tokens:
                uses[token] = uses.get(token, 0) + 1
        found: dict[str, list[tuple[Phrase, Phrase]]] = {}
        for tokens, key in several.items():
            found.setdefault(min(tokens, key=uses.__getitem__), []).append((tokens, key))
        return {token: tuple(phrases) for token, phrases in found.items()}

    def _sense(self, text: str) -> _Sense | None:
        content = tuple(said(words(text)))[:LONGEST]
        if not content:
            return None
        phrase = tuple(one.word for one in content)
        tokens = tuple(self.token(one.meant) for one in content)
        key = self.key(tuple(one.meant for one in content))
        return self._senses.setdefault(key, _Sense(phrase, key, tokens))


def content_words(text: str) -> Phrase:
    """The folded words of a text without stop words. Pure."""
    return tuple(word for word in words(text) if word not in STOP_WORDS)
