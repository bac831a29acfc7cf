"""Keeps child processes running side by side, and stops them together."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from directory.cli.processes import SUPERVISOR, Requests

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

STOP_WITHIN_S = 9.0
"""How long children get to finish what they are doing before they are killed."""

SETTLED_AFTER_S = 60.0
"""A child that lived this long starts again at once when it ends."""

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0
_POLL_S = 0.2


@dataclass
class Child:
    """One process to keep.

    Attributes:
        name: What messages call it.
        command: Program and arguments.
        restarts: Whether it is started again when it ends; the end of any other child ends all.
        reload: The signal that makes it take up new code.
        fds: File descriptors it inherits.
    """

    name: str
    command: Sequence[str]
    restarts: bool
    reload: signal.Signals
    fds: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    started_at: float = field(default=0.0, init=False)
    next_start_at: float = field(default=0.0, init=False)
    pause_s: float = field(default=FIRST_PAUSE_S, init=False)

    @property
    def running(self) -> bool:
        """Whether its process lives."""
        return self.process is not None and self.process.poll() is None

    def send(self, number: signal.Signals) -> None:
        """Send its process a signal, if it lives."""
        if self.process is not None and self.running:
            self.process.send_signal(number)

    def end_by(self, deadline: float) -> None:
        """Wait until it ended; kill it when the deadline (of the monotonic clock) has passed."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Starts children, restarts those that may end, passes signals on, stops all together."""

    def __init__(
        self,
        children: Sequence[Child],
        environ: Mapping[str, str],
        say: Callable[[str], None],
        stop_within_s: float = STOP_WITHIN_S,
    ) -> None:
        self.children = children
        self._stop_within_s = stop_within_s
        self.requests = Requests()
        self._environ = {**environ, SUPERVISOR: str(os.getpid())}
        self._say = say

    def run(self) -> int:
        """Keep the children until a signal or the end of one that must not end.

        Returns:
            The exit code: 0 after a signal, otherwise that of the child that ended (at least 1).
        """
        self.requests.listen()
        for child in self.children:
            self._start(child)
        code = self._watch()
        self._stop_all()
        return code

    def _watch(self) -> int:
        while not self.requests.stop:
            if self.requests.reload:
                self._reload()
            for child in self.children:
                if child.process and not child.running and not child.restarts:
                    return self._ended(child)
                self._tend(child)
            self.requests.wait(_POLL_S)
        return 0

    def _ended(self, child: Child) -> int:
        code = child.process.returncode if child.process else 1
        self._say(f"The {child.name} ended with exit code {code}.")
        return code if code > 0 else 1

    def _tend(self, child: Child) -> None:
        """Start a child that ended, now or after its pause, which doubles while it fails fast."""
        if child.running:
            return
        now = time.monotonic()
        if child.process is not None:
            settled = now - child.started_at >= SETTLED_AFTER_S
            child.pause_s = FIRST_PAUSE_S if settled else child.pause_s
            child.next_start_at = now + (0 if settled else child.pause_s)
            code, child.process = child.process.returncode, None
            self._say(f"The {child.name} ended with exit code {code}; starting it again.")
        if now >= child.next_start_at:
            child.pause_s = min(2 * child.pause_s, LONGEST_PAUSE_S)
            self._start(child)

    def _start(self, child: Child) -> None:
        child.started_at = time.monotonic()
        # Ctrl-C reaches every process of the terminal's group. Children must not see it: they
        # would break off while we ask them to finish. A blocked signal stays blocked in them.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            child.process = subprocess.Popen(  # noqa: S603 - our own commands
                list(child.command), env=self._environ, pass_fds=tuple(child.fds)
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)

    def _reload(self) -> None:
        self.requests.reload = False
        for child in self.children:
            # As if it had run long: it may start again at once.
            child.pause_s, child.started_at = FIRST_PAUSE_S, -SETTLED_AFTER_S
            child.send(child.reload)

    def _stop_all(self) -> None:
        for child in self.children:
            child.send(signal.SIGTERM)
        deadline = time.monotonic() + self._stop_within_s
        for child in self.children:
            child.end_by(deadline)
