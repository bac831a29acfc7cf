"""Brings stored scores up to date with what speaks for the practitioners.

One practitioner after a change, or all of them after a month or with a new version: the same
function, and so the same bits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from directory import log
from directory.db import begin_write
from directory.practitioners.models import Practitioner
from directory.practitioners.service import mark_changed
from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist
from directory.vetting.evidence_columns import NO_CAP, gather
from directory.vetting.score import VERSION, Weights, month_number, rate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

BATCH = 10_000
"""Practitioners looked at together."""

WRITTEN_AT_ONCE = 500
"""Most listings changed in one transaction, so that nobody waits long for theirs."""


class Stored(NamedTuple):
    """The score of a practitioner as its row holds it."""

    score: float | None
    score_low: float | None
    score_high: float | None
    score_members: int
    score_is_new: bool
    score_cap: int | None
    score_version: str | None


class Rescored(NamedTuple):
    """How many practitioners were looked at, and how many scores changed."""

    seen: int
    changed: int


def restate(
    session: Session, practitioners: Sequence[Practitioner], now: datetime
) -> list[Practitioner]:
    """Write the scores that practitioners should have, in the caller's transaction.

    Their rows should be locked, and what speaks for them flushed. Search hears of each change.

    Returns:
        Those whose stored score changed.
    """
    scores: dict[int, Stored] = {}
    for kind in {one.kind for one in practitioners}:
        ids = [one.id for one in practitioners if one.kind == kind]
        scores |= scores_of(session, kind, ids, now)
    changed = [one for one in practitioners if not _is_right(_stored(one), scores[one.id])]
    for one in changed:
        for field, value in scores[one.id]._asdict().items():
            setattr(one, field, value)
        mark_changed(session, one)
    return changed


def scores_of(session: Session, kind: Kind, ids: Sequence[int], now: datetime) -> dict[int, Stored]:
    """Work out the scores that practitioners of one kind should have, by their ids."""
    gathered = gather(session, kind, ids)
    rated = rate(
        Weights.of(checklist(kind)),
        gathered.evidence,
        month=month_number(now.date()),
        caps=gathered.caps,
        with_points=False,
    )
    has_score = rated.assessed & ~gathered.unlicensed
    columns = [has_score, rated.score, rated.low, rated.high, rated.is_new]
    columns += [gathered.members, gathered.caps]
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return {one: _row(*row) for one, row in zip(ids, rows, strict=True)}


def rescore(
    session: Session,
    now: datetime,
    advance: Callable[[int], None],
    *,
    batch: int = BATCH,
    actor: str = "command:rescore",
) -> Rescored:
    """Bring every stored score up to date, committing as it goes.

    What is out of date is found without holding anybody up, and looked at again under lock
    before it is written. May be broken off and run again.

    Args:
        session: A session without anything pending.
        now: The present; its month decides how old visits are.
        advance: Told after each batch how many practitioners were looked at in it.
        batch: How many practitioners to look at together.
        actor: Who does it, for the log.
    """
    seen = changed = 0
    for ids in _batches(session, batch):
        stale = _stale(session, ids, now)
        for start in range(0, len(stale), WRITTEN_AT_ONCE):
            changed += _write(session, stale[start : start + WRITTEN_AT_ONCE], now, actor)
        seen += len(ids)
        advance(len(ids))
    return Rescored(seen, changed)


def _batches(session: Session, size: int) -> Iterator[Sequence[int]]:
    last = 0
    while ids := session.scalars(
        select(Practitioner.id).where(Practitioner.id > last).order_by(Practitioner.id).limit(size)
    ).all():
        yield ids
        last = ids[-1]


def _stale(session: Session, ids: Sequence[int], now: datetime) -> list[int]:
    fields = [getattr(Practitioner, field) for field in Stored._fields]
    within = Practitioner.id.between(ids[0], ids[-1])
    stale = []
    for kind in Kind:
        statement = select(Practitioner.id, *fields).where(within, Practitioner.kind == kind)
        stored = {row[0]: Stored(*row[1:]) for row in session.execute(statement)}
        if stored:
            scores = scores_of(session, kind, list(stored), now)
            stale += [one for one in stored if not _is_right(stored[one], scores[one])]
    return sorted(stale)


def _write(session: Session, ids: Sequence[int], now: datetime, actor: str) -> int:
    begin_write(session)
    practitioners = session.scalars(
        select(Practitioner)
        .where(Practitioner.id.in_(ids))
        .order_by(Practitioner.id)
        .with_for_update()
    ).all()
    before = {one.id: one.score for one in practitioners}
    changed = restate(session, practitioners, now)
    for one in changed:
        log.record(
            session,
            actor=actor,
            action="rescored",
            subject=("practitioner", str(one.public_id)),
            before={"score": before[one.id]},
            after={"score": one.score, "version": one.score_version},
        )
    session.commit()
    return len(changed)


def _row(
    has_score: bool, score: float, low: float, high: float, is_new: bool, members: int, cap: float
) -> Stored:
    known_cap = None if cap == NO_CAP else int(cap)
    if not has_score:
        return Stored(None, None, None, members, False, known_cap, None)
    return Stored(score, low, high, members, is_new, known_cap, VERSION)


def _is_right(stored: Stored, should_be: Stored) -> bool:
    """Whether a row says what it should; without a score its version says nothing."""
    if should_be.score is None:
        should_be = should_be._replace(score_version=stored.score_version)
    return stored == should_be


def _stored(one: Practitioner) -> Stored:
    return Stored(*(getattr(one, field) for field in Stored._fields))
