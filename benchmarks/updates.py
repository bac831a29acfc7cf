"""How long changes take until a process that answers sees them, and how it answers meanwhile."""

from __future__ import annotations

import multiprocessing
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import cycle, islice
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import corpus_file
from directory.search.engine import Batch
from directory.search.indexer import BATCH
from directory.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

    from directory.search.engine import Document
    from directory.search.query import Query

ROUNDS = 8
QUIET_S = 2.0
"""How long the reader is timed before anything changes."""

MOST_S, PAUSE_S = 60.0, 0.002
"""How long a change is waited for, and how long between two looks."""


class ChangeUnseen(AssertionError):
    """A reader answered after a commit as if it had not happened."""


@dataclass(frozen=True, slots=True)
class Updates:
    """Changes written by one process while others ask.

    Attributes:
        visible_ms: Of each round: from the beginning until another process answered with them.
        ready_ms: Of each round: until the writer, which then joins small segments, could go on.
        quiet_ms: Answers of a third process before anything was changed.
        busy_ms: Its answers while changes were written.
    """

    visible_ms: list[float]
    ready_ms: list[float]
    quiet_ms: list[float]
    busy_ms: list[float]

    def line(self) -> str:
        """The figures in words."""
        return (
            f"{BATCH} changed listings are in the answers of another process after"
            f" {_middle_and_worst(self.visible_ms)}. The writer, which joins small segments after"
            f" that, is ready for more after {_middle_and_worst(self.ready_ms)}. Meanwhile a third"
            f" process asked the main question without a pause: {_percentiles(self.busy_ms)} ms at"
            f" p50 / p95 / p99 / worst of {len(self.busy_ms):,} answers;"
            f" {_percentiles(self.quiet_ms)} ms while nothing changed."
        )


def measure_updates(
    folder: Path,
    listings: Path,
    questions: Sequence[Query],
    quiet_s: float = QUIET_S,
    rounds: int = ROUNDS,
) -> Updates:
    """Change listings spread over a copy of a built index, while others ask it.

    Args:
        folder: The built index; it stays as it is.
        listings: The file of the listings in it.
        questions: What the readers ask.
        quiet_s: How long the other one asks before anything changes.
        rounds: How many batches are written.

    Raises:
        ChangeUnseen: A reader does not find what was changed.
    """
    batches = _batches(listings, rounds)
    with _copied(folder) as copy, _another(ask_on, copy, list(questions)) as other:
        other.recv()
        time.sleep(quiet_s)
        other.send("busy")
        written = _change(copy, batches, questions[0])
        other.send("done")
        quiet, busy = other.recv()
    visible_ms, ready_ms = map(list, zip(*written, strict=True))
    return Updates(visible_ms, ready_ms, quiet, busy)


@contextmanager
def _copied(folder: Path) -> Iterator[Path]:
    copy = folder.with_name(f".{folder.name}.changing")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    try:
        yield copy
    finally:
        shutil.rmtree(copy)


@contextmanager
def _another(act: Callable[..., None], *given: object) -> Iterator[Connection]:
    """A process that does something, and a pipe to it; ends with the block."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=act, args=(there, *given), daemon=True)
    process.start()
    try:
        yield here
    finally:
        process.join(timeout=QUIET_S)
        process.kill()
        process.join()


def ask_on(pipe: Connection, folder: Path, questions: Sequence[Query]) -> None:
    """Ask without a pause until told "done"; send milliseconds before "busy" and after it."""
    engine = WhooshEngine(folder)
    for question in questions:
        engine.search(question)
    times: dict[str, list[float]] = {"quiet": [], "busy": []}
    state = "quiet"
    pipe.send("ready")
    for question in cycle(questions):
        start = time.perf_counter()
        engine.search(question)
        times[state].append(1_000 * (time.perf_counter() - start))
        if pipe.poll():
            state = pipe.recv()
            if state == "done":
                break
    pipe.send((times["quiet"], times["busy"]))


def write_on(pipe: Connection, folder: Path, batches: Sequence[list[Document]]) -> None:
    """Write a batch whenever told to, and tell when that is done."""
    engine = WhooshEngine(folder)
    engine.state()
    pipe.send("ready")
    for batch in batches:
        pipe.recv()
        engine.apply(Batch(batch))
        pipe.send("done")


def _change(
    folder: Path, batches: Sequence[list[Document]], question: Query
) -> list[tuple[float, float]]:
    """Milliseconds until each batch was answered with here, and until the writer was ready."""
    reader = WhooshEngine(folder)
    reader.search(question)
    rounds = []
    with _another(write_on, folder, list(batches)) as writer:
        writer.recv()
        for number in range(len(batches)):
            start = time.perf_counter()
            writer.send("write")
            seen = _seen(reader, question, f"changed{number}")
            writer.recv()
            rounds.append((1_000 * (seen - start), 1_000 * (time.perf_counter() - start)))
    return rounds


def _seen(reader: WhooshEngine, question: Query, word: str) -> float:
    """When a reader had answered with a change.

    Raises:
        ChangeUnseen: It has not for a long time.
    """
    end = time.perf_counter() + MOST_S
    while time.perf_counter() < end:
        reader.search(question)
        if reader.has(word):
            return time.perf_counter()
        time.sleep(PAUSE_S)
    message = "The reader does not see the change."
    raise ChangeUnseen(message)


def _batches(listings: Path, rounds: int) -> list[list[Document]]:
    """Changed listings, spread evenly over the file, for each round."""
    step = max(1, corpus_file.count(listings) // (rounds * BATCH))
    spread = list(islice(corpus_file.read(listings), 0, None, step))
    return [
        [_changed(one, number) for one in spread[number::rounds][:BATCH]]
        for number in range(rounds)
    ]


def _changed(document: Document, number: int) -> Document:
    bio = f"{document.texts.get('bio', '')} changed{number}"
    texts = {**document.texts, "bio": bio}
    return replace(document, version=document.version + number + 1, texts=texts)


def _middle_and_worst(milliseconds: list[float]) -> str:
    count = len(milliseconds)
    return f"{np.median(milliseconds):,.0f} ms (worst of {count}: {max(milliseconds):,.0f} ms)"


def _percentiles(milliseconds: list[float]) -> str:
    found = np.percentile(milliseconds, [50, 95, 99, 100])
    return " / ".join(f"{one:.2f}" for one in found)
