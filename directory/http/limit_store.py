"""Counters of the rate limits, shared by all server processes in a SQLite file of their own.

They never stand in the main database: there they would wait for, and deadlock with, its write
transactions. One statement counts a request. Nothing here must survive a power cut, so nothing
waits for the disk.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from limits.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT_S = 0.25
"""How long a request waits for another process's write before it goes through uncounted."""

SWEEP_S = 60.0
"""How often a process throws away the counters that have run out."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS hits (
    key TEXT PRIMARY KEY, amount INTEGER NOT NULL, expires_at REAL NOT NULL
) WITHOUT ROWID
"""
_COUNT = """
INSERT INTO hits (key, amount, expires_at) VALUES (:key, :amount, :now + :expiry)
ON CONFLICT (key) DO UPDATE SET
    amount = CASE WHEN expires_at <= :now THEN :amount ELSE amount + :amount END,
    expires_at = CASE WHEN expires_at <= :now THEN :now + :expiry ELSE expires_at END
RETURNING amount
"""


class SqliteStorage(Storage):
    """A storage for `limits` with fixed windows; its address is `sqlite:///path/of/the/file`.

    Each thread of each process has a connection of its own: a connection made before a fork must
    not be used after it.
    """

    STORAGE_SCHEME = ["sqlite"]  # noqa: RUF012 - the library reads a plain list
    failures = (sqlite3.Error, OSError)
    """What goes wrong when the file cannot be used."""

    def __init__(
        self,
        uri: str = "",
        wrap_exceptions: bool = False,
        *,
        clock: Callable[[], float] = time.time,
        **_options: Any,
    ) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self.path = Path(unquote(urlsplit(uri).path))
        self._clock = clock
        self._local = threading.local()
        self._swept_at = clock()

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        """What goes wrong when the file cannot be used."""
        return self.failures

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count a request and tell how many there were in its window.

        Args:
            key: What is counted.
            expiry: Length of a window that begins now, in seconds.
            amount: How many to count.
        """
        now = self._clock()
        self._sweep(now)
        values = {"key": key, "amount": amount, "now": now, "expiry": expiry}
        row = self._connection().execute(_COUNT, values).fetchone()
        return int(row[0])

    def get(self, key: str) -> int:
        """How many were counted in the window that is running, 0 without one."""
        return int(self._read(key)[0])

    def get_expiry(self, key: str) -> float:
        """When the window that is running ends, as a Unix time; now without one."""
        return self._read(key)[1]

    def check(self) -> bool:
        """Whether the file can be used."""
        try:
            self._connection().execute("SELECT 1 FROM hits LIMIT 1")
        except self.failures:
            return False
        return True

    def reset(self) -> int:
        """Forget all counters; tells how many there were."""
        return self._connection().execute("DELETE FROM hits").rowcount

    def clear(self, key: str) -> None:
        """Forget one counter."""
        self._connection().execute("DELETE FROM hits WHERE key = ?", (key,))

    def _read(self, key: str) -> tuple[int, float]:
        now = self._clock()
        found = self._connection().execute(
            "SELECT amount, expires_at FROM hits WHERE key = ? AND expires_at > ?", (key, now)
        )
        row: tuple[int, float] | None = found.fetchone()
        return row or (0, now)

    def _sweep(self, now: float) -> None:
        if now - self._swept_at >= SWEEP_S:
            self._swept_at = now
            self._connection().execute("DELETE FROM hits WHERE expires_at <= ?", (now,))

    def _connection(self) -> sqlite3.Connection:
        if getattr(self._local, "process", None) != os.getpid():
            self._local.connection = self._connect()
            self._local.process = os.getpid()
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=WAIT_S, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(_SCHEMA)
        return connection
