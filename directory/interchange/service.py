"""Records every file that is read in as a run, and finds the run that a broken one can go on from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory import log
from directory.db import utc_now
from directory.interchange.models import ImportRun, RunStatus
from directory.interchange.outcomes import ACTOR, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

__all__ = ["ACTOR", "Outcome"]

_BROKEN_OFF = (RunStatus.ABANDONED, RunStatus.STOPPED, RunStatus.FAILED)
_SEARCHED_RUNS = 200


def start_run(session: Session, *, source: str, file_name: str, file_size: int) -> ImportRun:
    """Record that a file is about to be read.

    Args:
        session: The open session, in a writing transaction.
        source: Where the file comes from: "nppes".
        file_name: Its name without folders.
        file_size: Bytes.
    """
    run = ImportRun(source=source, file_name=file_name[:255], file_size=file_size, counts={})
    session.add(run)
    session.flush()
    return run


def last_run(session: Session, source: str, identity: Mapping[str, Any]) -> ImportRun | None:
    """The newest run of a file, however it ended.

    Args:
        session: The open session.
        source: Where the file comes from.
        identity: What tells the file from others, as the run's checkpoint keeps it.
    """
    newest = select(ImportRun).where(ImportRun.source == source).order_by(ImportRun.id.desc())
    runs = session.scalars(newest.limit(_SEARCHED_RUNS))
    return next((run for run in runs if (run.checkpoint or {}).get("file") == identity), None)


def can_go_on(run: ImportRun) -> bool:
    """Tell whether a run broke off after something of it was taken in."""
    return run.status in _BROKEN_OFF and bool((run.checkpoint or {}).get("place"))


def reopen_run(session: Session, run_id: int) -> ImportRun:
    """Let a run that broke off go on."""
    run = session.get_one(ImportRun, run_id)
    run.status = RunStatus.RUNNING
    run.finished_at = None
    log.record(session, actor=ACTOR, action="import resumed", subject=("import_run", str(run.id)))
    return run


def note_progress(
    session: Session,
    run_id: int,
    counts: Mapping[str, int],
    rejects_path: str | None,
    checkpoint: Mapping[str, Any] | None = None,
) -> None:
    """Keep a run's counts so far, in the transaction of the batch they tell of.

    Args:
        session: The open session, in a writing transaction.
        run_id: The run.
        counts: Rows by their fate, since the file's beginning.
        rejects_path: The rejects file within the var folder, if there is one.
        checkpoint: Where the file is to be read on from: "file" is what tells it from others,
            "place" where in it. Without one the last stays.
    """
    run = session.get_one(ImportRun, run_id)
    run.counts = dict(counts)
    run.rejects_path = rejects_path
    if checkpoint is not None:
        run.checkpoint = dict(checkpoint)


def finish_run(
    session: Session, run_id: int, *, status: RunStatus, sha256: str | None = None
) -> ImportRun:
    """Close a run and write it to the log."""
    run = session.get_one(ImportRun, run_id)
    run.status = status
    run.finished_at = utc_now()
    run.file_sha256 = sha256
    log.record(
        session,
        actor=ACTOR,
        action="imported" if status is RunStatus.FINISHED else f"import {status.value}",
        subject=("import_run", str(run.id)),
        after={"source": run.source, "file": run.file_name, "counts": run.counts},
    )
    return run


def abandon_runs(session: Session, is_gone: Callable[[int], bool]) -> list[ImportRun]:
    """Close the runs whose process was killed, so that none seems to run for ever.

    Args:
        session: The open session, in a writing transaction.
        is_gone: Tells of a run's id whether nothing works at it any more.
    """
    running = select(ImportRun.id).where(ImportRun.status == RunStatus.RUNNING)
    gone = [run_id for run_id in session.scalars(running.order_by(ImportRun.id)) if is_gone(run_id)]
    return [finish_run(session, run_id, status=RunStatus.ABANDONED) for run_id in gone]
