"""Databases for tests: copies of a migrated template, which refuse careless writes on SQLite."""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.orm import Session

from directory import models
from directory.cli.migrations import migration_app
from directory.db import alembic, begin_write, database

KINDS = ("sqlite", "postgres")
TABLES = models.__all__
_WRITES = ("insert", "update", "delete", "replace")


class DeferredWrite(AssertionError):
    """A write in a transaction that began as a read: it fails at once when another is writing.

    Call `directory.db.begin_write(session)` right before the service call that writes.
    """


def migrate(url: str) -> None:
    """Bring a database to the newest migration and leave no connection open."""
    app = migration_app(url)
    with app.app_context():
        alembic.upgrade()
        engine = database.engine
    engine.dispose()


def copy_sqlite(template: Path, target: Path) -> str:
    """Copy a closed SQLite database and give the copy's URL."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, target)
    return f"sqlite:///{target}"


def name_of(url: str) -> str:
    """The name of the database in a URL."""
    return make_url(url).database or ""


def refuse_deferred_writes(engine: Engine) -> None:
    """Make a SQLite engine raise on a write outside `begin_write`; others are left as they are."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "before_cursor_execute", _refuse)


def is_writing(session: Session) -> bool:
    """Whether the session is inside a transaction that `begin_write` began."""
    if not session.in_transaction():
        return False
    return _may_write(session.connection())


def ensure_writing(session: Session) -> None:
    """Begin a writing transaction unless the session is in one."""
    if not is_writing(session):
        begin_write(session)


def _may_write(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":
        return True
    return "BEGIN IMMEDIATE" in connection.get_execution_options().values()


def _refuse(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    if statement.lstrip().lower().startswith(_WRITES) and not _may_write(connection):
        raise DeferredWrite(statement)
