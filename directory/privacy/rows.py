"""Rows of tables as the export writes them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.practitioners.models import Practitioner

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    Facts = dict[str, Any]


def told(row: Any, *fields: str, **renamed: str) -> Facts:
    """Some columns of a row, by name. Pure.

    Args:
        row: Of any table.
        fields: Columns that keep their names.
        renamed: What the export calls a column, and how the table does.
    """
    names = dict.fromkeys(fields) | renamed
    return {name: plain(getattr(row, column or name)) for name, column in names.items()}


def about_listings(
    session: Session, table: Any, mine: ColumnElement[bool], *fields: str, **renamed: str
) -> list[Facts]:
    """Rows that are about listings, each with the listing it is about, in the order they came.

    Args:
        session: The open session.
        table: With `id` and `practitioner_id`.
        mine: Which of its rows.
        fields: See `told`.
        renamed: See `told`.
    """
    rows = session.execute(
        select(table, Practitioner)
        .join(Practitioner, Practitioner.id == table.practitioner_id)
        .where(mine)
        .order_by(table.id)
    )
    return [{"practitioner": named(about)} | told(row, *fields, **renamed) for row, about in rows]


def of_table(
    session: Session, table: Any, mine: ColumnElement[bool], *fields: str, **renamed: str
) -> list[Facts]:
    """Rows of a table with an `id`, in the order they came; see `about_listings`."""
    rows = session.scalars(select(table).where(mine).order_by(table.id))
    return [told(row, *fields, **renamed) for row in rows]


def named(practitioner: Practitioner) -> Facts:
    """How the export names a listing. Pure."""
    return {"id": str(practitioner.public_id), "name": practitioner.name}


def plain(value: Any) -> Any:
    """A value that JSON can write: a day or moment as ISO 8601 has it. Pure."""
    return value.isoformat() if isinstance(value, date) else value
