"""Questions as they are put to every way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.query_log import query_log
from benchmarks.questions import MAIN_TEXT, questions

if TYPE_CHECKING:
    from directory.search.query import Query

OWN = "main, silent ones too"
"""The kind that asks for what only this site and the NumPy limit do."""

TYPO = "typo"
MIXED = "mixed log"
FIRST = "mixed log, each for the first time"
"""The same questions in a process that has just opened the index."""

LONG = 6
"""Letters of the shortest word that is misspelt."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        query: What is searched for.
        typed: The misspelt text, for the kind whose words are repaired first. The other ways are
            given the words as this site repaired them.
    """

    query: Query
    typed: str = ""


def asked(count: int, mixed: int, seed: int = 2) -> dict[str, list[Question]]:
    """All kinds of questions; `count` of each and `mixed` different ones in the log."""
    plain = questions(count, seed)
    found = {kind: [Question(query) for query in queries] for kind, queries in plain.items()}
    found[TYPO] = [
        Question(query, text)
        for query, text in zip(plain["main"], misspelt(MAIN_TEXT, count, seed), strict=True)
    ]
    found[MIXED] = [Question(query) for query in query_log(mixed, seed)]
    return found


def misspelt(text: str, count: int, seed: int) -> list[str]:
    """A text with a letter of a long word exchanged or put in, each time in another way. Pure.

    Args:
        text: Has a word of six letters or more.
        count: At most a hundred for each such word.
        seed: The same one gives the same texts.
    """
    chance = np.random.default_rng(seed)
    words = text.split()
    long = [number for number, word in enumerate(words) if len(word) >= LONG]
    made: dict[str, None] = {}
    while len(made) < count:
        at = long[int(chance.integers(len(long)))]
        letter = int(chance.integers(1, len(words[at])))
        other = chr(ord("a") + int(chance.integers(26)))
        rest = words[at][letter + int(chance.integers(2)) :]
        changed = words[at][:letter] + other + rest
        if changed != words[at]:
            made.setdefault(" ".join([*words[:at], changed, *words[at + 1 :]]))
    return list(made)
