"""The worker's errand to the clock: waits end, things are forgotten, owners asked, months pass."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.accounts.digests import Keys
from directory.config import site_secret
from directory.db import begin_write, utc_now
from directory.listings.asking import ask_still_true
from directory.outbox.letters import Letters
from directory.privacy.retention import forget, sweep_uploads
from directory.vetting.rescoring import rescore
from directory.vetting.score import month_number
from directory.vetting.service import release_due

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Engine

    from directory.config import Settings

EVERY = timedelta(minutes=1)
"""How often the clock is looked at."""

HOUR = timedelta(hours=1)
"""How often owners are asked whether everything is still true, and stray files are swept."""

_log = structlog.get_logger("periodic")


class Periodic:
    """Does once a minute what the time asks for."""

    def __init__(
        self,
        database: Engine,
        var: Path,
        *,
        letters: Letters,
        keys: Keys,
        now: Callable[[], datetime] = utc_now,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with everything due.

        Args:
            database: The site's database.
            var: The site's folder of what it keeps.
            letters: Writes the mails of the site.
            keys: The site's keys.
            now: Gives the time of day.
            clock_s: Gives seconds that never run backwards.
        """
        self._database = database
        self._var = var
        self._letters = letters
        self._keys = keys
        self._now = now
        self._clock_s = clock_s
        self._next_s = clock_s()
        self._next_hour_s = clock_s()
        self._scored_month: int | None = None

    @classmethod
    def for_site(cls, settings: Settings, database: Engine) -> Periodic:
        """The clock of a site."""
        return cls(
            database,
            settings.var,
            letters=Letters(settings.site_name, settings.public_url),
            keys=Keys(site_secret(settings)),
        )

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
        forget(session, now)
        session.commit()
        self._each_hour(session, now)
        self._rescore(session, now)

    def _each_hour(self, session: Session, now: datetime) -> None:
        """What reads every listing, and mails that may go out through the day."""
        if self._clock_s() < self._next_hour_s:
            return
        begin_write(session)
        asked = ask_still_true(session, now, letters=self._letters, keys=self._keys)
        session.commit()
        begin_write(session)
        sweep_uploads(session, var=self._var)
        session.commit()
        self._next_hour_s = self._clock_s() + HOUR.total_seconds()
        if asked:
            _log.info("asked whether still true", listings=asked)

    def _rescore(self, session: Session, now: datetime) -> None:
        """Visits grow older by the month; after a start nobody knows which was the last."""
        month = month_number(now.date())
        if month == self._scored_month:
            return
        done = rescore(session, now, lambda _seen: None)
        self._scored_month = month
        if done.changed:
            _log.info("rescored", practitioners=done.changed)
