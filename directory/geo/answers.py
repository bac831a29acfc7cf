"""Remembers what an outside geocoder answered, and counts how often it was asked today."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from directory.geo.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEPT_FOR = timedelta(days=30)
"""Answers are asked for again after this; it also bounds how long a search leaves a trace."""

WAIT_SECONDS = 2.0

_TABLES = """
CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY, answer TEXT NOT NULL, expires_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS asked (day TEXT PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID;
"""


def _now() -> datetime:
    return datetime.now(UTC)


class Answers:
    """A small SQLite file that all workers of a site share.

    What was typed is not in it: an address searched for here is health data, so answers are
    found by a digest of the folded text.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = _now) -> None:
        """Take the file to use; it is made when first needed.

        Args:
            path: The file.
            clock: Tells the time, aware.
        """
        self._path = path
        self._clock = clock

    def recall(self, text: str) -> list[Any] | None:
        """Give back the answer to a text: `None` if unknown, an empty list if nothing fitted."""
        with closing(self._connect()) as file:
            row = file.execute(
                "SELECT answer FROM answer WHERE key = ? AND expires_at > ?",
                (_key(text), self._clock().isoformat()),
            ).fetchone()
        return json.loads(row[0]) if row else None

    def keep(self, text: str, answer: list[Any]) -> None:
        """Remember an answer, and forget those that are too old."""
        now = self._clock()
        with closing(self._connect()) as file, file:
            file.execute("DELETE FROM answer WHERE expires_at <= ?", (now.isoformat(),))
            file.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)",
                (_key(text), json.dumps(answer), (now + KEPT_FOR).isoformat()),
            )

    def may_ask(self, daily_quota: int) -> bool:
        """Count one more question of today, unless the quota is used up."""
        today = self._clock().date().isoformat()
        with closing(self._connect()) as file, file:
            file.execute("DELETE FROM asked WHERE day < ?", (today,))
            file.execute("INSERT OR IGNORE INTO asked VALUES (?, 0)", (today,))
            counted = file.execute(
                "UPDATE asked SET times = times + 1 WHERE day = ? AND times < ?",
                (today, daily_quota),
            )
            return counted.rowcount == 1

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(self._path, timeout=WAIT_SECONDS)
        try:
            file.executescript(_TABLES)
        except BaseException:
            file.close()
            raise
        return file


def _key(text: str) -> str:
    return hashlib.sha256(fold(text).encode()).hexdigest()
