"""Counters of the rate limits, shared by all server processes in a SQLite file of their own.

They never stand in the main database: there they would wait for, and deadlock with, its write
transactions. One statement counts a request. Nothing here must survive a power cut, so nothing
waits for the disk, and a damaged file is thrown away. While the file cannot be used, nothing is
counted and the counts are 0; what may happen meanwhile is for the limits to say.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import structlog
from limits.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT_S = 0.25
"""How long a request waits for another process's write before it stays uncounted."""

SWEEP_S = 60.0
"""How often a process throws away the counters that have run out, and how often it complains."""

FAILURES = (sqlite3.Error, OSError)
"""What goes wrong when the file cannot be used."""

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
_READ = "SELECT amount, expires_at FROM hits WHERE key = :key AND expires_at > :now"
_SWEEP = "DELETE FROM hits WHERE expires_at <= :now"

_log = structlog.get_logger("limits")


class _Own:
    """A thread's connection, closed when the thread or the storage is gone."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.process = os.getpid()
        self.connection = connection
        self.close = weakref.finalize(self, _close_where_made, connection, self.process)


def _close_where_made(connection: sqlite3.Connection, process: int) -> None:
    if process == os.getpid():
        connection.close()


class SqliteStorage(Storage):
    """A storage for `limits` with fixed windows; its address is `sqlite:///path/of/the/file`.

    Each thread of each process has a connection of its own: a connection made before a fork must
    not be used after it.
    """

    STORAGE_SCHEME = ["sqlite"]  # noqa: RUF012 - the library reads a plain list

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
        self._complained_at = -SWEEP_S

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        """What goes wrong when the file cannot be used."""
        return FAILURES

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count a request and tell how many there were in its window, 0 if nobody can tell.

        Args:
            key: What is counted.
            expiry: Length of a window that begins now, in seconds.
            amount: How many to count.
        """
        now = self._clock()
        if now - self._swept_at >= SWEEP_S:
            self._swept_at = now
            self._ask(_SWEEP, now=now)
        row = self._ask(_COUNT, key=key, amount=amount, now=now, expiry=expiry)
        return int(row[0]) if row else 0

    def get(self, key: str) -> int:
        """How many were counted in the window that is running, 0 without one."""
        row = self._ask(_READ, key=key, now=self._clock())
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        """When the window that is running ends, as a Unix time; now without one."""
        now = self._clock()
        row = self._ask(_READ, key=key, now=now)
        return float(row[1]) if row else now

    def check(self) -> bool:
        """Whether the file can be used."""
        try:
            self._connection().execute("SELECT 1 FROM hits LIMIT 1")
        except FAILURES:
            return False
        return True

    def reset(self) -> int:
        """Forget all counters; tells how many there were."""
        return self._connection().execute("DELETE FROM hits").rowcount

    def clear(self, key: str) -> None:
        """Forget one counter."""
        self._ask("DELETE FROM hits WHERE key = :key", key=key)

    def _ask(self, statement: str, **values: Any) -> tuple[Any, ...] | None:
        """Run a statement and give its first row; nothing when the file cannot be used."""
        try:
            row: tuple[Any, ...] | None = self._connection().execute(statement, values).fetchone()
        except FAILURES as error:
            self._forget_connection()
            self._complain(error)
            return None
        return row

    def _complain(self, error: Exception) -> None:
        now = self._clock()
        if now - self._complained_at >= SWEEP_S:
            self._complained_at = now
            _log.warning("limits_not_counted", error=type(error).__name__)

    def _connection(self) -> sqlite3.Connection:
        own: _Own | None = getattr(self._local, "own", None)
        if own is None or own.process != os.getpid():
            own = self._local.own = _Own(self._connect())
        return own.connection

    def _forget_connection(self) -> None:
        own: _Own | None = getattr(self._local, "own", None)
        if own is not None:
            own.close()
            self._local.own = None

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._open()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            for ending in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
            return self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path,
            timeout=WAIT_S,
            isolation_level=None,
            check_same_thread=False,  # another thread may have to close it
        )
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute(_SCHEMA)
        except sqlite3.Error:
            connection.close()
            raise
        return connection
