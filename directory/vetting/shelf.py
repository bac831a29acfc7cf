"""Lets rows of two listings change places where no listing may have two of a kind.

Two rows of one member, or two red flags of one code, can't stand at one listing even for a moment.
So those that go the other way wait at a row of nobody's, which is there for no longer than that.
"""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import update

from directory.practitioners.models import Practitioner, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from directory.vetting.models import Assessment, Flag

WAITING_TO_MOVE = "Rows that change places wait here."
"""Why the row of nobody's is hidden; nobody else ever sees it."""


def exchange(
    session: Session,
    table: type[Assessment | Flag],
    kept: Practitioner,
    merged: Practitioner,
    coming: Collection[int],
    leaving: Collection[int],
) -> None:
    """Let rows of one listing go to another, and others the opposite way.

    Args:
        session: The open session, writing; both listings are locked.
        table: What the rows are.
        kept: Where those that come go.
        merged: Where those that leave go.
        coming: Numbers of rows that stand at `merged`.
        leaving: Numbers of rows that stand at `kept`.
    """
    session.flush()
    if not leaving:
        _put(session, table, coming, kept.id)
        return
    with _shelf(session, kept) as between:
        _put(session, table, leaving, between)
        _put(session, table, coming, kept.id)
        _put(session, table, leaving, merged.id)


def _put(
    session: Session, table: type[Assessment | Flag], numbers: Collection[int], where: int
) -> None:
    session.execute(
        update(table).where(table.id.in_(numbers)).values(practitioner_id=where),
        execution_options={"synchronize_session": "fetch"},
    )


@contextmanager
def _shelf(session: Session, like: Practitioner) -> Iterator[int]:
    name = uuid.uuid4()
    row = Practitioner(
        public_id=name,
        slug=f"between-{name}",
        kind=like.kind,
        name=like.name,
        profession=like.profession,
        status=Status.HIDDEN,
        hidden_reason=WAITING_TO_MOVE,
        source="merge",
    )
    session.add(row)
    session.flush()
    yield row.id
    session.delete(row)
    session.flush()
