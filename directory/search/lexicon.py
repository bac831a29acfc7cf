"""Which words mean the same, and what they are about. Pure: its data is handed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from directory.search.words import STOP_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from directory.search.query import Phrase

Stem = "Callable[[str], str]"
LONGEST = 6
"""Words in the longest phrase that is looked up whole."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of a vocabulary that a phrase names: its vocabulary, its key, whom one asks for it."""

    vocabulary: str
    key: str
    professions: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sense:
    phrases: dict[Phrase, None] = field(default_factory=dict)
    concepts: dict[Concept, None] = field(default_factory=dict)


class Lexicon:
    """Groups of interchangeable phrases, found by any of them in any inflection.

    Expansion goes one step: a phrase brings the members of the groups it stands in, not the
    members of their groups.
    """

    def __init__(self, stem: Callable[[str], str]) -> None:
        """Start empty.

        Args:
            stem: Reduces a folded word to what its inflections share.
        """
        self._stem = stem
        self._senses: dict[Phrase, _Sense] = {}

    def add(self, phrases: Iterable[str], concepts: Iterable[Concept] = ()) -> None:
        """Make phrases interchangeable, and name what they are about."""
        group = [phrase for text in phrases if (phrase := content_words(text))]
        about = tuple(concepts)
        for phrase in group:
            sense = self._senses.setdefault(self.key(phrase), _Sense())
            sense.phrases.update(dict.fromkeys(group))
            sense.concepts.update(dict.fromkeys(about))

    def key(self, phrase: Phrase) -> Phrase:
        """What all inflections of a phrase share."""
        return tuple(self._stem(word) for word in phrase)

    def same(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """The phrase first, then all that may stand for it; inflections of one only once."""
        sense = self._senses.get(self.key(phrase))
        members = {self.key(phrase): phrase}
        for other in sense.phrases if sense else ():
            members.setdefault(self.key(other), other)
        return tuple(members.values())

    def concepts(self, phrase: Phrase) -> tuple[Concept, ...]:
        """What the phrase is about; nothing for a phrase not known."""
        sense = self._senses.get(self.key(phrase))
        return tuple(sense.concepts) if sense else ()

    def longest(self, phrase: Phrase) -> int:
        """How many of the first words form a known phrase; 0 if not even one does."""
        for length in range(min(len(phrase), LONGEST), 0, -1):
            if self.key(phrase[:length]) in self._senses:
                return length
        return 0


def content_words(text: str) -> Phrase:
    """The folded words of a text without stop words. Pure."""
    return tuple(word for word in words(text) if word not in STOP_WORDS)
