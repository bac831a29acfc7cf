"""How long changes take until a process that answers sees them."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from directory.search.engine import Batch
from directory.search.indexer import BATCH
from directory.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from directory.search.engine import Document
    from directory.search.query import Query

ROUNDS = 8


class ChangeUnseen(AssertionError):
    """A reader answered after a commit as if it had not happened."""


@dataclass(frozen=True, slots=True)
class Updates:
    """Milliseconds of each round: committing a batch, and the next answer of another process."""

    commit_ms: list[float]
    answer_ms: list[float]

    def line(self) -> str:
        """The figures in words."""
        both = [sum(pair) for pair in zip(self.commit_ms, self.answer_ms, strict=True)]
        return (
            f"{BATCH} changed listings are in the answers of another process after"
            f" {np.median(both):,.0f} ms (worst of {len(both)}: {max(both):,.0f} ms):"
            f" {np.median(self.commit_ms):,.0f} ms to commit, then {np.median(self.answer_ms):,.0f} ms"
            " for the first answer."
        )


def measure_updates(folder: Path, documents: Sequence[Document], question: Query) -> Updates:
    """Change listings spread over a built index, and ask another reader of it.

    Raises:
        ChangeUnseen: The reader does not find what was changed.
    """
    writer, reader = WhooshEngine(folder), WhooshEngine(folder)
    reader.search(question)
    commit_ms, answer_ms = [], []
    step = len(documents) // BATCH or 1
    for number in range(ROUNDS):
        changed = [_changed(one, number) for one in documents[number::step][:BATCH]]
        start = time.perf_counter()
        writer.apply(Batch(changed))
        committed = time.perf_counter()
        reader.search(question)
        answered = time.perf_counter()
        if not reader.has(f"changed{number}"):
            message = "The reader does not see the change."
            raise ChangeUnseen(message)
        commit_ms.append(1_000 * (committed - start))
        answer_ms.append(1_000 * (answered - committed))
    return Updates(commit_ms, answer_ms)


def _changed(document: Document, number: int) -> Document:
    bio = f"{document.texts.get('bio', '')} changed{number}"
    texts = {**document.texts, "bio": bio}
    return replace(document, version=document.version + number + 1, texts=texts)
