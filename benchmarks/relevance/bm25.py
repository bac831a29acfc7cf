"""Plain text ranking to compare with: BM25 over one field, with and without stemming. Pure."""

from __future__ import annotations

import re
from collections import Counter
from math import log
from typing import TYPE_CHECKING

from whoosh.lang import stemmer_for_language
from whoosh.lang.stopwords import stoplists

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

K1 = 1.2
B = 0.75

_WORD = re.compile(r"[^\W_]+")
_stem: Callable[[str], str] = stemmer_for_language("en")  # Snowball's English


def plain_words(text: str) -> list[str]:
    """Lower-cased words, nothing else done to them. Pure."""
    return _WORD.findall(text.lower())


def stemmed_words(text: str) -> list[str]:
    """Snowball's English stems of all words but stop words. Pure."""
    return [_stem(word) for word in plain_words(text) if word not in stoplists["en"]]


class Bm25:
    """Ranks texts by any of the words asked for.

    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with
    the inverse document frequency ln(1 + (N - n + .5) / (n + .5)), which is never negative.
    """

    def __init__(self, texts: Mapping[str, str], words: Callable[[str], list[str]]) -> None:
        """Count the words of every text, which `words` cuts out."""
        self._words = words
        self._counts = {key: Counter(words(text)) for key, text in texts.items()}
        self._lengths = {key: counts.total() for key, counts in self._counts.items()}
        self._mean = sum(self._lengths.values()) / len(self._lengths)
        self._having = Counter(word for counts in self._counts.values() for word in counts)

    def rank(self, question: str, among: Collection[str] | None = None) -> list[str]:
        """Keys of the texts with any word of the question, the best first, equal ones by key.

        Args:
            question: What was asked; every sign but letters and digits only separates words.
            among: Keys to choose from; `None` for all.
        """
        asked = self._words(question)
        keys = self._counts if among is None else among
        scores = {key: self._score(key, asked) for key in keys}
        return sorted((key for key in keys if scores[key]), key=lambda key: (-scores[key], key))

    def _score(self, key: str, asked: Iterable[str]) -> float:
        counts = self._counts[key]
        damping = K1 * (1 - B + B * self._lengths[key] / self._mean)
        return sum(
            self._rarity(word) * counts[word] * (K1 + 1) / (counts[word] + damping)
            for word in asked
            if word in counts
        )

    def _rarity(self, word: str) -> float:
        having = self._having[word]
        return log(1 + (len(self._counts) - having + 0.5) / (having + 0.5))
