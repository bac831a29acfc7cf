"""Takes batches of records into the directory, each file as one recorded run."""

from __future__ import annotations

from collections import Counter
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from directory import log
from directory.db import utc_now
from directory.interchange import listings
from directory.interchange.models import ImportRun, RunStatus
from directory.interchange.record import Deactivation, ListingRecord
from directory.interchange.suppression import suppressed
from directory.log.models import Event
from directory.practitioners.models import Location, Practitioner, Status
from directory.practitioners.service import mark_changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy.orm import Session

Change: TypeAlias = ListingRecord | Deactivation

ACTOR = "command:import"
DEACTIVATED = "Its NPI was deactivated."
"""Why an import hides a listing; it shows listings again that were hidden for this reason only."""

_COMPARED = ("name", "profession", "credentials")
_EVERYTHING = (
    selectinload(Practitioner.locations).selectinload(Location.payers),
    selectinload(Practitioner.terms),
    selectinload(Practitioner.licences),
    selectinload(Practitioner.facts),
)


class Outcome(StrEnum):
    """What became of a row that was read; the values are keys of the run's counts."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    HIDDEN = "hidden"
    ALREADY_HIDDEN = "already_hidden"
    RESTORED = "restored"
    OLDER = "older"
    CLAIMED_SAME = "claimed_same"
    CLAIMED_DIFFERS = "claimed_differs"
    HELD = "held"
    SUPPRESSED = "suppressed"
    NOT_LISTED = "not_listed"


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


def take(session: Session, run_id: int, changes: Mapping[str, Change], secret: str) -> Counter[str]:
    """Take a batch in: add, update, hide or leave alone, each listing as its state asks for.

    Args:
        session: The open session, in a writing transaction.
        run_id: The run, for the log.
        changes: What the file says, by NPI.
        secret: The site's secret, which keys the suppression list.

    Returns:
        How many rows met which `Outcome`.
    """
    left_out = suppressed(session, changes, secret)
    listed = _listed(session, changes)
    outcomes: Counter[str] = Counter()
    new: list[ListingRecord] = []
    for npi, change in changes.items():
        practitioner = listed.get(npi)
        if npi in left_out:
            outcome = Outcome.SUPPRESSED
        elif isinstance(change, Deactivation):
            outcome = _hide(session, practitioner, change, run_id)
        elif practitioner is None:
            new.append(change)
            outcome = Outcome.ADDED
        else:
            outcome = _renew(session, practitioner, change, run_id)
        outcomes[outcome.value] += 1
    listings.add_all(session, new)
    return outcomes


def note_progress(
    session: Session, run_id: int, counts: Mapping[str, int], rejects_path: str | None
) -> None:
    """Keep a run's counts so far, in the transaction of the batch they tell of."""
    run = session.get_one(ImportRun, run_id)
    run.counts = dict(counts)
    run.rejects_path = rejects_path


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


def _listed(session: Session, npis: Iterable[str]) -> dict[str, Practitioner]:
    statement = select(Practitioner).options(*_EVERYTHING).where(Practitioner.npi.in_(npis))
    return {row.npi: row for row in session.scalars(statement) if row.npi}


def _hide(
    session: Session, practitioner: Practitioner | None, change: Deactivation, run_id: int
) -> Outcome:
    if practitioner is None:
        return Outcome.NOT_LISTED
    if practitioner.status == Status.HIDDEN:
        return Outcome.ALREADY_HIDDEN
    before = {"status": practitioner.status}
    practitioner.status = Status.HIDDEN
    practitioner.hidden_reason = DEACTIVATED
    mark_changed(session, practitioner)
    deactivated_on = change.on.isoformat() if change.on else None
    after = {"status": Status.HIDDEN, "reason": DEACTIVATED, "deactivated_on": deactivated_on}
    _log_change(session, practitioner, "hidden", before, after | {"import_run": run_id})
    return Outcome.HIDDEN


def _renew(
    session: Session, practitioner: Practitioner, record: ListingRecord, run_id: int
) -> Outcome:
    """Bring a known listing up to date, unless its owner or a moderator has the say."""
    restored = practitioner.status == Status.HIDDEN and practitioner.hidden_reason == DEACTIVATED
    if restored:
        hiding = _last_hiding(session, practitioner)
        if not _is_in_use_again(practitioner, record, hiding):
            return Outcome.OLDER
        _show_again(session, practitioner, hiding, run_id)
    if practitioner.source != record.source or practitioner.status != Status.UNCLAIMED:
        return Outcome.RESTORED if restored else _leave_alone(practitioner, record)
    if _is_older(practitioner, record):
        return Outcome.RESTORED if restored else Outcome.OLDER
    same = listings.as_record(practitioner, record.source) == record
    if not same:
        listings.update(session, practitioner, record)
    if restored:
        return Outcome.RESTORED
    return Outcome.UNCHANGED if same else Outcome.UPDATED


def _last_hiding(session: Session, practitioner: Practitioner) -> Event | None:
    subject = str(practitioner.public_id)
    hidings = (
        select(Event)
        .where(Event.subject_type == "practitioner", Event.subject_id == subject)
        .where(Event.action == "hidden")
        .order_by(Event.id.desc())
    )
    return session.scalars(hidings.limit(1)).one_or_none()


def _is_in_use_again(
    practitioner: Practitioner, record: ListingRecord, hiding: Event | None
) -> bool:
    """Tell whether a row is newer than the deactivation: files may be read in any order."""
    stated = (hiding.after or {}).get("deactivated_on") if hiding else None
    deactivated_on = date.fromisoformat(stated) if stated else None
    if record.reactivated_on and (not deactivated_on or record.reactivated_on >= deactivated_on):
        return True
    # A registry can date a deactivation back, before the last update that we know.
    known = [day for day in (deactivated_on, practitioner.source_updated_on) if day]
    return bool(known) and record.updated_on is not None and record.updated_on > max(known)


def _show_again(
    session: Session, practitioner: Practitioner, hiding: Event | None, run_id: int
) -> None:
    """Give a listing whose NPI is in use again the status it had."""
    before = (hiding.before or {}) if hiding else {}
    practitioner.status = Status(before.get("status", Status.UNCLAIMED))
    practitioner.hidden_reason = None
    mark_changed(session, practitioner)
    was = {"status": Status.HIDDEN, "reason": DEACTIVATED}
    after = {"status": practitioner.status, "import_run": run_id}
    _log_change(session, practitioner, "restored", was, after)


def _leave_alone(practitioner: Practitioner, record: ListingRecord) -> Outcome:
    """Only compare: what an owner or a moderator has decided is not the registry's to change."""
    if practitioner.status == Status.HIDDEN:
        return Outcome.HELD
    towns = {(location.city, location.region_code) for location in practitioner.locations}
    same = all(getattr(practitioner, field) == getattr(record, field) for field in _COMPARED)
    if same and (record.location.city, record.location.region_code) in towns:
        return Outcome.CLAIMED_SAME
    return Outcome.CLAIMED_DIFFERS


def _is_older(practitioner: Practitioner, record: ListingRecord) -> bool:
    known, given = practitioner.source_updated_on, record.updated_on
    return known is not None and given is not None and given < known


def _log_change(
    session: Session,
    practitioner: Practitioner,
    action: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> None:
    subject = ("practitioner", str(practitioner.public_id))
    log.record(
        session,
        actor=ACTOR,
        action=action,
        subject=subject,
        before=dict(before),
        after=dict(after),
    )
