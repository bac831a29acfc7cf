"""Visitors who ask without a pause, each over a connection of its own that is kept alive."""

from __future__ import annotations

import http.client
import multiprocessing
import threading
import time
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection


class Refused(AssertionError):
    """An answer that was not the one asked for."""


@dataclass(frozen=True, slots=True)
class Load:
    """Answers under load.

    Attributes:
        seconds: How long was asked.
        milliseconds: Of each answer, its body read.
        mean_kb: Mean size of a body as it was sent.
    """

    seconds: float
    milliseconds: list[float]
    mean_kb: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds

    def percentile(self, percent: float) -> float:
        """Milliseconds within which that share of the answers came."""
        return float(np.percentile(self.milliseconds, percent))


def load(port: int, paths: Sequence[str], visitors: int, seconds: float) -> Load:
    """Ask a site of this machine from another process.

    Args:
        port: Where it listens on 127.0.0.1.
        paths: What is asked in turn; each visitor begins at another one.
        visitors: How many ask at once.
        seconds: How long.

    Raises:
        Refused: An answer had another status than 200.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_ask_all, args=(there, port, paths, visitors, seconds))
    process.start()
    there.close()
    try:
        found = here.recv()
    finally:
        process.join()
    if isinstance(found, str):
        raise Refused(found)
    return Load(seconds, *found)


def _ask_all(
    pipe: Connection, port: int, paths: Sequence[str], visitors: int, seconds: float
) -> None:
    times: list[float] = []
    sizes: list[int] = []
    troubles: list[str] = []
    end = time.perf_counter() + seconds

    def ask(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for path in cycle([*paths[first:], *paths[:first]]):
            start = time.perf_counter()
            if start >= end:
                break
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            sizes.append(len(answer.read()))
            times.append(1_000 * (time.perf_counter() - start))
            if answer.status != http.client.OK:
                troubles.append(f"{path} was answered with {answer.status}.")
                break
        connection.close()

    step = max(1, len(paths) // visitors)
    threads = [threading.Thread(target=ask, args=(n * step,)) for n in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pipe.send(troubles[0] if troubles else (times, float(np.mean(sizes)) / 1_000))
