"""Keeping the index equal to the database: promised changes, and building it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import outbox
from directory.db import begin_write
from directory.practitioners.service import each_public, load_public
from directory.search.document import document_of
from directory.search.engine import Batch
from directory.vetting.models import Document as Seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

    from directory.search.engine import Document, EngineState, SearchEngine

BATCH = 200
"""Changes applied in one commit: a commit costs the same for one as for many."""

LARGE_BATCH = 2_000
"""The same when as many wait, as after the import of a register: fewer commits, each later seen."""


def index_pending(session: Session, engine: SearchEngine, *, limit: int | None = None) -> int:
    """Bring the index up to date with the oldest promised changes; owns its transactions.

    Without a limit these are `BATCH`, or `LARGE_BATCH` when so many wait.

    A crash at any point loses nothing: promises are struck out only after the index has
    committed, and applying them again changes nothing.

    Returns:
        How many promises were kept.

    Raises:
        IndexBusy: Another process is writing the index.
        SearchUnavailable: There is no index to change.
    """
    entries = outbox.pending(session, outbox.INDEX, limit or LARGE_BATCH)
    if limit is None and len(entries) < LARGE_BATCH:
        entries = entries[:BATCH]
    if not entries:
        session.rollback()
        return 0
    ids = [entry.id for entry in entries]
    keys = dict.fromkeys(entry.key for entry in entries)
    found = load_public(session, keys)
    documented = _documented(session, [practitioner.id for practitioner in found.values()])
    documents = [
        document_of(practitioner, documented=practitioner.id in documented)
        for practitioner in found.values()
    ]
    # The reading transaction ends here: what changes while Whoosh commits is promised anew.
    session.rollback()
    engine.apply(Batch(documents, frozenset(keys.keys() - found.keys())))
    begin_write(session)
    outbox.settle(session, ids)
    session.commit()
    return len(ids)


def rebuild(
    session: Session, engine: SearchEngine, progress: Callable[[int], None] | None = None
) -> EngineState:
    """Build the index anew from the database while the old one goes on answering.

    Promises that stood before the first listing was read are kept by this. Changes made meanwhile
    stay promised: the worker cannot strike them out, since the engine's writer is held until the
    switch.

    Raises:
        IndexBusy: Another process is writing the index.
    """
    session.rollback()  # read what is committed by the time the engine asks for it
    promised: list[int] = []
    state = engine.rebuild(_documents(session, promised), progress)
    session.rollback()
    for start in range(0, len(promised), LARGE_BATCH):
        begin_write(session)
        outbox.settle(session, promised[start : start + LARGE_BATCH])
        session.commit()
    return state


def _documents(session: Session, promised: list[int]) -> Iterator[Document]:
    """Every public listing; the promises that were made before it was read are noted first."""
    promised += outbox.pending_ids(session, outbox.INDEX)
    documented = _documented(session)
    for practitioner in each_public(session):
        yield document_of(practitioner, documented=practitioner.id in documented)


def _documented(session: Session, among: list[int] | None = None) -> set[int]:
    """Ids of practitioners of whom a moderator has seen a document, of all or some."""
    statement = select(Seen.practitioner_id).distinct()
    if among is not None:
        statement = statement.where(Seen.practitioner_id.in_(among))
    return set(session.scalars(statement))
