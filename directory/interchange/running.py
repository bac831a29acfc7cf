"""Tells runs that are under way from those whose process was killed."""

from __future__ import annotations

from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def under_way(var: Path, run_id: int) -> Iterator[None]:
    """Hold the run's lock, `imports/<run>.lock`, which the system frees however the process ends."""
    path = _lock(var, run_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        flock(file, LOCK_EX | LOCK_NB)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def is_gone(var: Path, run_id: int) -> bool:
    """Tell whether no process of this machine works at a run, and clear away what it left.

    A run on another machine looks gone from here, unless both share the var folder; it sets its
    own state right when it ends.
    """
    path = _lock(var, run_id)
    try:
        with path.open("r+") as file:
            flock(file, LOCK_EX | LOCK_NB)
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False
    path.unlink(missing_ok=True)
    return True


def _lock(var: Path, run_id: int) -> Path:
    return var / "imports" / f"{run_id}.lock"
