"""How much memory processes take, as Linux tells it; 0 on machines that do not."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_EVERY_S = 0.5
_KB = 1_024


def peak_mb(pid: int | None = None) -> float:
    """The most memory a process has had in use, the pages of files it maps among it."""
    return _field(Path(f"/proc/{pid or os.getpid()}/status"), "VmHWM")


class Watch:
    """Looks from time to time how much a process and those it started take together.

    Each look holds them up for some milliseconds, so nobody looks where answers are timed.
    """

    def __init__(self, pid: int, *, look: bool = True) -> None:
        self._pid = pid
        self._wanted = look
        self._done = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self.most_mb = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while self._wanted and not self._done.is_set():
            self.most_mb = max(self.most_mb, sum(map(_proportional_mb, family(self._pid))))
            self._done.wait(_EVERY_S)


def family(pid: int) -> list[int]:
    """A process and all it started, as far as they live."""
    children: list[int] = []
    with suppress(OSError):
        for listed in Path(f"/proc/{pid}/task").glob("*/children"):
            children += map(int, listed.read_text().split())
    return [pid, *(one for child in children for one in family(child))]


def _proportional_mb(pid: int) -> float:
    """What a process takes; pages that several share count once among them."""
    return _field(Path(f"/proc/{pid}/smaps_rollup"), "Pss")


def _field(path: Path, name: str) -> float:
    with suppress(OSError):
        found = re.search(rf"^{name}:\s+(\d+) kB", path.read_text(), re.MULTILINE)
        if found:
            return int(found[1]) * _KB / 1e6
    return 0.0
