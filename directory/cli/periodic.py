"""The worker's errand to the clock: waits end, what is kept for a time is forgotten, months pass."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.db import begin_write, utc_now
from directory.privacy.retention import forget
from directory.vetting.rescoring import rescore
from directory.vetting.score import month_number
from directory.vetting.service import release_due

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Engine

EVERY = timedelta(minutes=1)
"""How often the clock is looked at."""

_log = structlog.get_logger("periodic")


class Periodic:
    """Does once a minute what the time asks for."""

    def __init__(
        self,
        database: Engine,
        proofs: Path,
        *,
        now: Callable[[], datetime] = utc_now,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with everything due.

        Args:
            database: The site's database.
            proofs: Folder of the proofs of visits.
            now: Gives the time of day.
            clock_s: Gives seconds that never run backwards.
        """
        self._database = database
        self._proofs = proofs
        self._now = now
        self._clock_s = clock_s
        self._next_s = clock_s()
        self._scored_month: int | None = None

    def go(self) -> None:
        """Do what is due; trouble is left for the next minute."""
        if self._clock_s() < self._next_s:
            return
        self._next_s = self._clock_s() + EVERY.total_seconds()
        try:
            with Session(self._database) as session:
                self._look_at_clock(session, self._now())
        except (SQLAlchemyError, OSError) as trouble:
            _log.warning("later", because=str(trouble).partition("\n")[0])

    def _look_at_clock(self, session: Session, now: datetime) -> None:
        begin_write(session)
        begun = release_due(session, now)
        session.commit()
        if begun:
            _log.info("counted", assessments=begun)
        begin_write(session)
        forget(session, now, proofs=self._proofs)
        session.commit()
        self._rescore(session, now)

    def _rescore(self, session: Session, now: datetime) -> None:
        """Visits grow older by the month; after a start nobody knows which was the last."""
        month = month_number(now.date())
        if month == self._scored_month:
            return
        done = rescore(session, now, lambda _seen: None)
        self._scored_month = month
        if done.changed:
            _log.info("rescored", practitioners=done.changed)
