"""Indexes kept for the next run, as long as nothing they were made from has changed."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from directory.config import ROOT
from directory.practitioners.vocabulary import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_SHARED = ("benchmarks/corpus.py", "directory/geo/grid.py", "directory/geo/point.py")
_SITE = ("directory/search/*.py", "benchmarks/embedded.py")
_WORDS = tuple(f"directory/search/{name}.py" for name in ("words", "inflections", "whoosh_schema"))
_PEERS = "benchmarks/peers/*.py"
_BUILT = "built.json"
_INDEX = "index"


@dataclass(frozen=True, slots=True)
class Build:
    """How an index was built.

    Attributes:
        documents: How many listings are in it.
        seconds: Reading them from a file among it.
        memory_mb: The most that the processes at work took together.
        size_mb: Of its files.
        on: When, in ISO form.
    """

    documents: int
    seconds: float
    memory_mb: float
    size_mb: float
    on: str

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


def form_of(way: str) -> str:
    """A short hash of all code and words that decide what an index of a way looks like."""
    patterns = (*_SHARED, *(_SITE if way == "site" else (*_WORDS, _PEERS)))
    sources = sorted(path for pattern in patterns for path in ROOT.glob(pattern))
    digest = hashlib.sha256()
    for path in (*sources, *sorted(FOLDER.glob("*.json"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def kept(
    folder: Path, way: str, form: str, make: Callable[[Path], tuple[int, float, float]]
) -> tuple[Path, Build]:
    """An index from an earlier run, or one made now; other forms of it are thrown away.

    Args:
        folder: Where those of one set of listings are kept.
        way: Whose index.
        form: See `form_of`.
        make: Builds into a folder; gives documents, seconds and megabytes of memory.
    """
    place = folder / f"{way}-{form}"
    if not (place / _BUILT).exists():
        for former in (*folder.glob(f"{way}-*"), *folder.glob(f".{way}-*")):
            shutil.rmtree(former)
        place.mkdir(parents=True)
        documents, seconds, memory_mb = make(place / _INDEX)
        now = datetime.now(UTC).date().isoformat()
        build = Build(documents, seconds, memory_mb, size_mb(place / _INDEX), now)
        (place / _BUILT).write_text(json.dumps(asdict(build)), encoding="utf-8")
    found = json.loads((place / _BUILT).read_text(encoding="utf-8"))
    return place / _INDEX, Build(**found)


def size_mb(folder: Path) -> float:
    """What the files of a folder take together."""
    return _bytes(folder.rglob("*")) / 1e6


def _bytes(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())
