"""What a merge changed, row by row, so that it can be taken back exactly.

All rows of two listings are read before and after. What differs is kept: of a changed column what
it said before and after, of an added row only a digest. What somebody has changed since is left.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, Uuid, and_, insert, select, update
from sqlalchemy import delete as remove

from directory.cases.models import Case
from directory.db import UtcDateTime
from directory.listings.models import (
    FactReport,
    ListingFile,
    ListingToken,
    OwnerReply,
    OwnershipClaim,
    Reach,
    RemovalRequest,
    Revision,
)
from directory.practitioners.models import (
    Fact,
    Licence,
    Location,
    LocationPayer,
    Ownership,
    Practitioner,
    Term,
)
from directory.vetting.models import Claim, Document, Flag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.orm import Session

    Row = dict[str, Any]
    Snapshot = dict[str, dict[str, Row]]
    Entries = dict[str, dict[str, Any]]

_OF_LISTINGS = (
    *(Location, Term, Licence, Fact, Ownership, Claim, Document, Flag, Case, Revision),
    *(ListingFile, OwnershipClaim, FactReport, Reach, RemovalRequest, OwnerReply, ListingToken),
)
TABLES: dict[str, Table] = {
    table.name: table
    for table in (model.metadata.tables[model.__tablename__] for model in _OF_LISTINGS)
}
"""What hangs on a listing and may change with a merge, besides assessments, sums and views."""

LISTING = "practitioner"

_LEFT_OUT = {
    LISTING: frozenset(
        {"version", "updated_at", "status", "hidden_reason"}
        | {one.name for one in Practitioner.__table__.columns if one.name.startswith("score")}
    ),
    # Which listing a red flag stands on is for `vetting.moving`, which knows how two change places.
    Flag.__tablename__: frozenset({"practitioner_id"}),
}
"""Columns that follow from others, or that are put back in another way."""

_PAYERS = "payers"
_NONE: dict[str, Any] = {"changed": {}, "added": {}, "gone": {}}


def snapshot(session: Session, listing_ids: Iterable[int]) -> Snapshot:
    """All rows of some listings as JSON could write them, by table and key."""
    session.flush()
    ids = list(listing_ids)
    listings = Practitioner.metadata.tables[LISTING]
    taken = {LISTING: _rows(session, listings, listings.c.id.in_(ids))}
    for name, table in TABLES.items():
        taken[name] = _rows(session, table, table.c.practitioner_id.in_(ids))
    for key, row in taken[Location.__tablename__].items():
        row[_PAYERS] = _payers(session, json.loads(key)[0])
    return taken


def differences(before: Snapshot, after: Snapshot) -> Entries:
    """What has changed, been added and gone between two snapshots. Pure."""
    found: Entries = {}
    for name, rows in after.items():
        had = before[name]
        changed = {key: _changed(had[key], rows[key]) for key in rows if key in had}
        entry = {
            "changed": {key: columns for key, columns in changed.items() if columns},
            "added": {key: digest(row) for key, row in rows.items() if key not in had},
            "gone": {key: row for key, row in had.items() if key not in rows},
        }
        if any(entry.values()):
            found[name] = entry
    return found


def put_back(session: Session, entries: Entries, owners: Collection[int]) -> list[tuple[str, str]]:
    """Take changes back, as long as what they left behind is there unchanged.

    Args:
        session: The open session, writing; the listings are locked.
        entries: What `differences` gave.
        owners: Accounts that speak for the kept listing now: nobody else gets the other one back.

    Returns:
        Table and column, or table alone, of what somebody has changed since: that stays.
    """
    session.flush()
    stays: list[tuple[str, str]] = []
    for name, entry in entries.items():
        for key, told in entry["added"].items():
            if not _take_out(session, _table(name), key, told):
                stays.append((name, ""))
    # What was taken from one row is free before the other gets it back: no two share an NPI.
    for name, key, columns in _emptied_first(entries):
        stays += [(name, column) for column in _turn_back(session, _table(name), key, columns)]
    for row in entries.get(Ownership.__tablename__, _NONE)["gone"].values():
        if row["account_id"] in owners:
            _bring_again(session, TABLES[Ownership.__tablename__], row)
    session.expire_all()
    return stays


def digest(row: Row) -> str:
    """What stands for a row whose words need not be kept. Pure."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def _table(name: str) -> Table:
    return TABLES.get(name, Practitioner.metadata.tables[LISTING])


def _rows(session: Session, table: Table, which: ColumnElement[bool]) -> dict[str, Row]:
    found = session.execute(select(table).where(which)).mappings()
    return {_key(table, row): _written(table, row) for row in found}


def _key(table: Table, row: Any) -> str:
    return json.dumps([_as_json(row[column.name]) for column in table.primary_key])


def _written(table: Table, row: Any) -> Row:
    left_out = _LEFT_OUT.get(table.name, frozenset())
    return {c.name: _as_json(row[c.name]) for c in table.columns if c.name not in left_out}


def _payers(session: Session, location_id: int) -> list[str]:
    statement = select(LocationPayer.payer).where(LocationPayer.location_id == location_id)
    return sorted(session.scalars(statement))


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID | str) else value


def _from_json(table: Table, column: str, value: Any) -> Any:
    kind = table.columns[column].type
    if value is None:
        return None
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return uuid.UUID(value) if isinstance(kind, Uuid) else value


def _changed(before: Row, after: Row) -> dict[str, list[Any]]:
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}


def _find(session: Session, table: Table, key: str) -> Row | None:
    rows = _rows(session, table, _is(table, key))
    row = next(iter(rows.values()), None)
    if row is not None and table.name == Location.__tablename__:
        row[_PAYERS] = _payers(session, json.loads(key)[0])
    return row


def _is(table: Table, key: str) -> ColumnElement[bool]:
    parts = zip(table.primary_key, json.loads(key), strict=True)
    return and_(*(column == part for column, part in parts))


def _take_out(session: Session, table: Table, key: str, told: str) -> bool:
    """Whether an added row is gone by now; one that was changed since stays."""
    row = _find(session, table, key)
    if row is None:
        return True
    if digest(row) != told:
        return False
    session.execute(remove(table).where(_is(table, key)))
    return True


def _emptied_first(entries: Entries) -> list[tuple[str, str, dict[str, list[Any]]]]:
    steps: dict[bool, list[tuple[str, str, dict[str, list[Any]]]]] = defaultdict(list)
    for name, entry in entries.items():
        for key, columns in entry["changed"].items():
            for column, pair in columns.items():
                steps[pair[0] is not None].append((name, key, {column: pair}))
    return steps[False] + steps[True]


def _turn_back(
    session: Session, table: Table, key: str, columns: dict[str, list[Any]]
) -> list[str]:
    """Columns that say something else by now, and stay so."""
    row = _find(session, table, key)
    if row is None:
        return []
    as_left = {name: pair[0] for name, pair in columns.items() if row[name] == pair[1]}
    if as_left:
        values = {name: _from_json(table, name, value) for name, value in as_left.items()}
        session.execute(update(table).where(_is(table, key)).values(values))
    return [name for name in columns if name not in as_left]


def _bring_again(session: Session, table: Table, row: Row) -> None:
    values = {name: _from_json(table, name, value) for name, value in row.items()}
    session.execute(insert(table).values(values))
