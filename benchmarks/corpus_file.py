"""Made-up listings kept in a file, so that every process reads the same ones, one after the other."""

from __future__ import annotations

import pickle
from itertools import islice
from typing import TYPE_CHECKING

from benchmarks.corpus import made

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from directory.search.engine import Document

_TOGETHER = 1_000


def write(path: Path, count: int, seed: int = 1) -> None:
    """Make listings up and keep them; a file that stands is left as it is."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("wb") as file:
        pickle.dump(count, file)
        listings = made(count, seed)
        while some := list(islice(listings, _TOGETHER)):
            pickle.dump(some, file, pickle.HIGHEST_PROTOCOL)
    unfinished.replace(path)


def read(path: Path) -> Iterator[Document]:
    """Every listing of a file that `write` made."""
    with path.open("rb") as file:
        pickle.load(file)  # noqa: S301 - our own file
        while True:
            try:
                yield from pickle.load(file)  # noqa: S301 - our own file
            except EOFError:
                return


def count(path: Path) -> int:
    """How many listings a file has."""
    with path.open("rb") as file:
        found: int = pickle.load(file)  # noqa: S301 - our own file
    return found
