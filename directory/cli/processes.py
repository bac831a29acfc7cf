"""What long-running commands share: being asked to stop, and not outliving their supervisor."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SUPERVISOR = "DIRECTORY_SUPERVISOR"
"""Variable in which `directory serve` gives its children its process id."""

_SLICE_S = 0.1
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Requests:
    """What signals asked of this process: SIGTERM and SIGINT to stop, SIGHUP to reload."""

    def __init__(self) -> None:
        self.stop = False
        self.reload = False

    def listen(self) -> None:
        """Take the signals from now on; only the main thread of a process can."""
        signal.signal(signal.SIGTERM, self._asked_to_stop)
        signal.signal(signal.SIGINT, self._asked_to_stop)
        signal.signal(signal.SIGHUP, self._asked_to_reload)

    def wait(self, seconds: float) -> None:
        """Sleep, but no longer than until a signal asks to stop."""
        # In slices of plain sleep: threading.Event can deadlock when a signal handler sets it.
        deadline = time.monotonic() + seconds
        while not self.stop and (left := deadline - time.monotonic()) > 0:
            time.sleep(min(_SLICE_S, left))

    def _asked_to_stop(self, _number: int, _frame: object) -> None:
        self.stop = True

    def _asked_to_reload(self, _number: int, _frame: object) -> None:
        self.reload = True


def stop_with_supervisor(environ: Mapping[str, str] = os.environ) -> None:
    """End this process with the `directory serve` that started it, even if that one is killed.

    Without a supervisor nothing happens. The kernel does it on Linux; elsewhere a killed
    supervisor leaves its children running.
    """
    supervisor = environ.get(SUPERVISOR)
    if not supervisor:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != int(supervisor):  # it went before we asked
        raise SystemExit(0)
