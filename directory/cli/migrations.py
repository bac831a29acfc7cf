"""Brings the database to the newest migration, one process at a time."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy import func, select

from directory import models
from directory.config import ROOT
from directory.db import (
    alembic,
    database,
    engine_options,
    make_engine,
    migration_settings,
    prepare_engine,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["bring_to_head", "migration_app", "models"]

LOCK_TIMEOUT_MS, STATEMENT_TIMEOUT_MS = 4_000, 5_000
"""A migration on PostgreSQL gives up rather than hold everybody else up."""

_ADVISORY_KEY = 0x57C4A1  # any number that is always the same


def bring_to_head(url: str, lock: Path) -> bool:
    """Run the migrations that a database lacks.

    Args:
        url: SQLAlchemy URL of the database.
        lock: File that two processes of this machine must not hold at once.

    Returns:
        Whether there was anything to do.
    """
    with _one_process(url, lock):
        app = migration_app(url)
        with app.app_context():
            engine = database.engine
            try:
                before = alembic.current()
                alembic.upgrade()
                return bool(alembic.current() != before)
            finally:
                engine.dispose()


def migration_app(url: str) -> Flask:
    """A bare application whose `alembic` works on the database behind the URL."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app = Flask("directory.migrations")
    options = engine_options(url)
    if not url.startswith("sqlite"):
        timeouts = f"-c lock_timeout={LOCK_TIMEOUT_MS} -c statement_timeout={STATEMENT_TIMEOUT_MS}"
        options = {**options, "connect_args": {"options": timeouts}}
    app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": url, **options}}
    app.config.update(migration_settings(ROOT / "migrations", url))
    database.init_app(app)
    alembic.init_app(app)
    with app.app_context():
        prepare_engine(database.engine)
    return app


@contextmanager
def _one_process(url: str, lock: Path) -> Iterator[None]:
    """Wait until nobody else migrates: a file lock here, an advisory lock across machines."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        flock(file, LOCK_EX)
        if url.startswith("sqlite"):
            yield
            return
        engine = make_engine(url)
        try:
            with engine.connect() as connection:
                connection.execute(select(func.pg_advisory_lock(_ADVISORY_KEY)))
                yield
        finally:
            engine.dispose()  # the lock ends with its connection
