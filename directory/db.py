"""The database: declarative base, engine and session set-up, write transactions, UTC times."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask_alembic import Alembic
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, create_engine, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

BUSY_TIMEOUT_MS = 5_000
"""How long a SQLite connection waits for another's write lock before it gives up."""

_BEGIN = "sqlite_begin"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time, whatever the database keeps; naive times are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn an aware time into UTC for storage."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "A time without a zone was about to be stored; use datetime.now(UTC)."
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the stored time its zone back (SQLite forgets it)."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every model; one naming convention so that migrations can name constraints."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 - SQLAlchemy reads a plain dict


database = SQLAlchemy()
"""The Flask extension: `database.session` is the request's session."""

alembic = Alembic(metadatas=Base.metadata, run_mkdir=False, command_name="db")
"""The Flask extension for migrations: `alembic.upgrade()` inside an app context."""


def utc_now() -> datetime:
    """The current time, aware, in UTC."""
    return datetime.now(UTC)


def engine_options(url: str) -> dict[str, Any]:
    """Options for `create_engine` that suit the database behind the URL."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": BUSY_TIMEOUT_MS / 1000}, "hide_parameters": True}
    return {"pool_pre_ping": True, "hide_parameters": True}


def make_engine(url: str) -> Engine:
    """An engine set up as the site uses it, for commands and tests that run without Flask."""
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    return engine


def migration_settings(folder: Path, url: str) -> dict[str, Any]:
    """Flask configuration with which `alembic` finds the migrations and compares strictly."""
    return {
        "ALEMBIC": {
            "script_location": str(folder),
            "version_locations": [str(folder / "versions")],
        },
        "ALEMBIC_CONTEXT": {
            "compare_type": True,
            "render_as_batch": url.startswith("sqlite"),
            # SQLite's DDL is transactional once BEGIN is ours: a torn upgrade leaves nothing.
            "transactional_ddl": True,
            "transaction_per_migration": True,
        },
    }


def prepare_engine(engine: Engine) -> None:
    """Give a SQLite engine its pragmas and explicit BEGIN; others are left as they are."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _emit_begin)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions by itself: it would begin them deferred, and a read
    # that turns into a write then fails at once when another connection is writing.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _emit_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def begin_write(session: Session) -> None:
    """Start the session's writing transaction; call it right before the writing service call.

    What was read before is rolled back and read again under the write lock. On SQLite the lock
    is taken at once (BEGIN IMMEDIATE) and waits for another writer up to `BUSY_TIMEOUT_MS`.
    """
    session.rollback()
    session.connection(execution_options={_BEGIN: "BEGIN IMMEDIATE"})
