"""Garbage is collected between pages, not while one is rendered.

CPython 3.11 crashes when its collector runs in one thread while another renders a Jinja template: of
300 result pages asked for by four threads, each run ended in a segmentation fault, with or without
markupsafe's and SQLAlchemy's compiled parts; with the collector off none did, nor under CPython 3.12.
So the server switches the automatic collector off on 3.11 and collects at the end of requests.
"""

from __future__ import annotations

import gc
import sys
from threading import RLock
from typing import Any

from jinja2 import Template

RENDERING = RLock()
"""Held while a page is rendered. Threads of one process render one at a time anyway: it is all
computation, which Python does in one thread at a time."""

NEEDED = sys.version_info < (3, 12)
DUE = 20_000
"""Objects that may be kept in circles, made since the last collection and not freed since, from
which on it is worth it: what some ten pages leave behind."""

_ALL_EVERY = 20
_collected = 0


class RenderedAlone(Template):
    """A template that no collection interrupts."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """See `Template.render`."""
        with RENDERING:
            return super().render(*args, **kwargs)


def take_over() -> None:
    """Let requests collect, in this process; before its first thread begins."""
    if NEEDED:
        gc.collect()
        gc.freeze()  # what stands now stays: it need not be looked through again and again
        gc.disable()


def collect_when_due(_error: BaseException | None = None) -> None:
    """Collect at the end of a request, if requests have to, and there is enough."""
    global _collected  # noqa: PLW0603 - one collector a process
    if gc.isenabled() or gc.get_count()[0] < DUE:
        return
    with RENDERING:
        if gc.get_count()[0] >= DUE:  # another thread may have been quicker
            _collected += 1
            gc.collect(2 if _collected % _ALL_EVERY == 0 else 1)
