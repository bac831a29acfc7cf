"""What a decision leaves in rows: read before and after it, told apart later, and put back.

A decision can be taken back exactly where the rows that it touched still stand as it left them.
Rows are read as values that JSON can hold, column by column, so that a case can keep them.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, tuple_, update

from directory.db import UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Column, ColumnElement, Table
    from sqlalchemy.orm import Session

    from directory.cases.models import Case
    from directory.db import Base

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Name of a part to its rows, in the order of their keys."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table.

    Attributes:
        table: Which.
        columns: What is read of them; their key is always among it.
        where: Which rows.
        quiet: Columns that are put back, but whose change stands in nobody's way.
    """

    table: Table
    columns: tuple[Column[Any], ...]
    where: ColumnElement[bool]
    quiet: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What the part is called among others."""
        return self.table.name

    @property
    def keys(self) -> tuple[Column[Any], ...]:
        """The columns that tell its rows apart."""
        return tuple(self.table.primary_key.columns)


@dataclass(frozen=True, slots=True)
class Back:
    """A decision that is being taken back; its rows are as they were.

    Attributes:
        session: The open session, writing.
        case: The case.
        actor: Who takes it back.
        now: When, aware.
        before: The parts that the decision had changed, as they were before it and are again.
        stood: All parts, as they stood until now.
    """

    session: Session
    case: Case
    actor: str
    now: datetime
    before: Rows
    stood: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """How a decision is taken back.

    Attributes:
        rows: The rows it touches, and those whose change stands in the way, parents first; none
            where this very case leaves something behind that cannot be brought back.
        follow: Called as soon as the rows are back: writes the log rows, and brings score and
            search in line.
        told: Addresses and names of those who had been told of the decision.
        alone: Whether only who decided takes it back.
    """

    rows: Callable[[Session, Case], Sequence[Part] | None]
    follow: Callable[[Back], None]
    told: Callable[[Session, Case], Iterable[tuple[str, str]]] = lambda _session, _case: ()
    alone: bool = False


def no_rows(_session: Session, _case: Case) -> Sequence[Part]:
    """The rows of a decision that changes nothing but its case. Pure."""
    return []


def no_more(_back: Back) -> None:
    """What follows where nothing else had changed: the case's own log row says it all. Pure."""


ONLY_SEEN = Reversal(rows=no_rows, follow=no_more)
"""For decisions that change nothing but their case."""


def part(
    model: type[Base],
    where: ColumnElement[bool],
    *,
    only: Iterable[str] = (),
    but: Iterable[str] = (),
    quiet: Iterable[str] = (),
) -> Part:
    """Rows of a model. Pure.

    Args:
        model: Whose table it is.
        where: Which rows.
        only: Columns to read beside the key; all unless some are named.
        but: Columns that are neither read nor put back.
        quiet: Columns that are put back, but may change meanwhile.
    """
    table = model.metadata.tables[model.__tablename__]
    left_out, wanted = set(but), set(only)
    columns = tuple(
        column
        for column in table.columns
        if column.primary_key
        or (column.name not in left_out and (not wanted or column.name in wanted))
    )
    return Part(table, columns, where, frozenset(quiet))


def read(session: Session, parts: Iterable[Part]) -> Rows:
    """The rows as the database holds them now, whatever the session remembers."""
    session.flush()
    found: Rows = {}
    for one in parts:
        statement = select(*one.columns).where(one.where).order_by(*one.keys)
        rows = session.execute(statement).mappings()
        found[one.name] = [{name: _plain(value) for name, value in row.items()} for row in rows]
    return found


def digest(parts: Iterable[Part], rows: Rows) -> str:
    """A fingerprint of rows without their quiet columns; equal rows have equal ones. Pure."""
    loud = {
        one.name: [
            {name: value for name, value in row.items() if name not in one.quiet}
            for row in rows[one.name]
        ]
        for one in parts
    }
    return hashlib.sha256(json.dumps(loud, sort_keys=True).encode()).hexdigest()


def touched(before: Rows, after: Rows) -> Rows:
    """Those parts of what was before that are otherwise now. Pure."""
    return {name: rows for name, rows in before.items() if rows != after[name]}


def put_back(session: Session, parts: Sequence[Part], before: Rows) -> Rows:
    """Bring rows to what they were; the session reads everything anew afterwards.

    Args:
        session: The open session, writing; what the rows belong to is locked.
        parts: As they were read, parents first.
        before: What `touched` gave; parts that are not in it stay.

    Returns:
        All the rows as they stood until then.
    """
    standing = read(session, parts)
    changed = [one for one in parts if one.name in before]
    for one in reversed(changed):
        _delete_new(session, one, standing[one.name], before[one.name])
    for one in changed:
        known = {_key(one, row): row for row in standing[one.name]}
        for row in before[one.name]:
            _write(session, one, row, known.get(_key(one, row)))
    session.expire_all()
    return standing


def _delete_new(session: Session, one: Part, standing: list[Row], before: list[Row]) -> None:
    kept = {_key(one, row) for row in before}
    new = [row for row in standing if _key(one, row) not in kept]
    if new:
        keys = [tuple(_value(column, row[column.name]) for column in one.keys) for row in new]
        session.execute(delete(one.table).where(tuple_(*one.keys).in_(keys)))


def _write(session: Session, one: Part, row: Row, known: Row | None) -> None:
    if row == known:
        return
    values = {column.name: _value(column, row[column.name]) for column in one.columns}
    if known is None:
        session.execute(insert(one.table).values(values))
        return
    found = [column == values[column.name] for column in one.keys]
    session.execute(update(one.table).where(*found).values(values))


def _key(one: Part, row: Row) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in one.keys)


def _plain(value: Any) -> Any:
    """A value as JSON holds it; lists and objects of JSON columns are so already."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def _value(column: Column[Any], plain: Any) -> Any:
    """What `_plain` was given."""
    kind = datetime if isinstance(column.type, UtcDateTime) else column.type.python_type
    if plain is None or kind not in (date, datetime, uuid.UUID):
        return plain
    return uuid.UUID(plain) if kind is uuid.UUID else kind.fromisoformat(plain)
