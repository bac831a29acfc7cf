"""Python's garbage collector, asked to look seldom while very many objects are made."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SELDOM = 100_000
"""New objects between two looks. Building an index makes millions that stay and hardly any circle;
at Python's own 700 the collector goes through what stays again and again, a tenth of the time."""


@contextmanager
def seldom() -> Iterator[None]:
    """Look seldom, in the whole process, and as before afterwards."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], SELDOM), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
