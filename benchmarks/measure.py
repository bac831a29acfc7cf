"""Taking times in a process of one way alone: first answers, then the same questions warm."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from benchmarks.asked import FIRST, MIXED
from benchmarks.memory import peak_mb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

    from benchmarks.asked import Question
    from benchmarks.peers.answer import Answer, Way

Made = TypeVar("Made")

FIRST_USES = 12
"""How often the first question to a freshly opened index is timed, each in a process of its own."""


@dataclass
class Times:
    """Answers to one kind of question.

    Attributes:
        milliseconds: Of each answer, all rounds one behind the other.
        totals: Of each question.
        best: Ids of the ten best of each question.
    """

    milliseconds: list[float]
    totals: list[int]
    best: list[list[str]]

    def percentile(self, percent: float) -> float:
        """Milliseconds within which that share of the answers came."""
        return float(np.percentile(self.milliseconds, percent))

    def of_first(self, count: int) -> Times:
        """The same for the first questions only."""
        asked = len(self.totals)
        rounds = range(0, len(self.milliseconds), asked)
        milliseconds = [one for at in rounds for one in self.milliseconds[at : at + count]]
        return Times(milliseconds, self.totals[:count], self.best[:count])


class FirstUse(NamedTuple):
    """Milliseconds in a fresh process: opening the index, and its first answer."""

    open_ms: float
    answer_ms: float


@dataclass
class Asked:
    """What was measured of one way while it answered.

    Attributes:
        first: Of the main question, from opening to the answer.
        memory_mb: The most that the process had in use in the end, with what serves it.
        questions: For each kind of question.
    """

    first: list[FirstUse]
    memory_mb: float
    questions: dict[str, Times]

    def open_ms(self) -> float:
        """The median of opening."""
        return float(np.median([one.open_ms for one in self.first]))


def together_ms(uses: Sequence[FirstUse], percent: float) -> float:
    """Milliseconds within which that share had opened and answered."""
    return float(np.percentile([sum(one) for one in uses], percent))


def measure(
    make: Callable[[Path], Way],
    folder: Path,
    asked: dict[str, list[Question]],
    rounds: int,
    first_uses: int = FIRST_USES,
) -> Asked:
    """Ask a built index everything.

    Args:
        make: The way, from a folder.
        folder: Where its index is; it stays as it is until all first answers are taken.
        asked: Questions by kind; the main one is among them.
        rounds: How often each answer is timed once it is warm.
        first_uses: How often the first answer of a process is timed.
    """
    main = asked["main"]

    uses = [_apart(_first_use, make, folder, main[at % len(main)]) for at in range(first_uses + 1)]
    first = uses[1:]  # before it the files were not in memory
    once = {FIRST: _apart(_each_first, make, folder, asked[MIXED])} if MIXED in asked else {}
    way = make(folder)
    way.open()
    warm = {kind: ask(way, questions, rounds) for kind, questions in asked.items()}
    memory_mb = peak_mb() + way.served_mb()
    way.close()
    return Asked(first, memory_mb, warm | once)


def ask(way: Way, questions: Sequence[Question], rounds: int) -> Times:
    """Ask each question once, then time the same again; a misspelt text is typed once only."""
    typed = any(question.typed for question in questions)
    for question in questions:
        way.search(replace(question, typed=""))
    if typed:
        way.search(replace(questions[0], typed="knne"))  # the words of the index are learned once
    gc.collect()
    way.search(replace(questions[-1], typed=""))
    answers, times = _timed(way, questions)
    for _ in range(0 if typed else rounds - 1):
        times += _timed(way, questions)[1]
    return _times(answers, times)


def _first_use(way: Way, question: Question) -> FirstUse:
    start = time.perf_counter()
    way.open()
    opened = time.perf_counter()
    way.search(question)
    return FirstUse(1_000 * (opened - start), 1_000 * (time.perf_counter() - opened))


def _each_first(way: Way, questions: Sequence[Question]) -> Times:
    way.open()
    return _times(*_timed(way, questions))


def _timed(way: Way, questions: Sequence[Question]) -> tuple[list[Answer], list[float]]:
    answers, times = [], []
    for question in questions:
        start = time.perf_counter()
        answers.append(way.search(question))
        times.append(1_000 * (time.perf_counter() - start))
    return answers, times


def _times(answers: list[Answer], times: list[float]) -> Times:
    return Times(times, [one.total for one in answers], [list(one.best) for one in answers])


def _apart(
    act: Callable[..., Made],
    make: Callable[[Path], Way],
    folder: Path,
    *given: object,
) -> Made:
    """Do something with the way in a process that starts now, over a fresh copy of the index."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    with untouched(folder) as copy:
        process = context.Process(target=_child, args=(there, act, make, copy, given))
        process.start()
        there.close()
        try:
            found: Made = here.recv()
        finally:
            process.join()
    return found


def _child(
    pipe: Connection,
    act: Callable[..., object],
    make: Callable[[Path], Way],
    folder: Path,
    given: tuple[object, ...],
) -> None:
    way = make(folder)
    try:
        pipe.send(act(way, *given))
    finally:
        way.close()


@contextmanager
def untouched(folder: Path) -> Iterator[Path]:
    """A copy, as hard links, of a folder of files that are replaced and never written into."""
    copy = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, copy_function=os.link)
    try:
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)
