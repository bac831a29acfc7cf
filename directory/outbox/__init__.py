"""The outbox: promises made inside a transaction, kept by the worker after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from directory.outbox.models import OutboxEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

INDEX = "index"
"""Topic: bring the search index up to date with a practitioner (key: public id)."""


def enqueue(session: Session, topic: str, key: str, version: int) -> None:
    """Promise work on `key`; it stands or falls with the caller's transaction."""
    session.add(OutboxEntry(topic=topic, key=key, version=version))


def pending(session: Session, topic: str, limit: int) -> Sequence[OutboxEntry]:
    """The oldest promises of a topic, at most `limit`."""
    statement = (
        select(OutboxEntry).where(OutboxEntry.topic == topic).order_by(OutboxEntry.id).limit(limit)
    )
    return session.scalars(statement).all()


def pending_ids(session: Session, topic: str) -> list[int]:
    """Ids of all promises of a topic that are to be seen now."""
    return list(session.scalars(select(OutboxEntry.id).where(OutboxEntry.topic == topic)))


def settle(session: Session, ids: Sequence[int]) -> None:
    """Strike out promises that have been kept."""
    session.execute(delete(OutboxEntry).where(OutboxEntry.id.in_(ids)))
