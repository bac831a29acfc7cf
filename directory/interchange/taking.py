"""Takes batches of the registry's rows into the directory."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from directory.interchange import hiding, listings
from directory.interchange.other_names import names_wanted
from directory.interchange.outcomes import Outcome
from directory.interchange.record import Deactivation, Departure, ListingRecord
from directory.interchange.stored import said_already
from directory.interchange.suppression import suppressed
from directory.practitioners.models import Location, Practitioner, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

    from directory.interchange.record import Change

_COMPARED = ("name", "profession", "credentials")
_EVERYTHING = (
    selectinload(Practitioner.locations).selectinload(Location.payers),
    selectinload(Practitioner.terms),
    selectinload(Practitioner.licences),
    selectinload(Practitioner.facts),
    selectinload(Practitioner.former_slugs),
)


def take(
    session: Session,
    run_id: int,
    changes: Mapping[str, Change],
    secret: str,
    again: Collection[str] = frozenset(),
) -> Counter[str]:
    """Take a batch in: add, update, hide or leave alone, each listing as its state asks for.

    Args:
        session: The open session, in a writing transaction.
        run_id: The run, for the log.
        changes: What the file says, by NPI.
        secret: The site's secret, which keys the suppression list.
        again: NPIs that this file has given before; only a later date counts for them.

    Returns:
        How many rows met which `Outcome`.
    """
    left_out = suppressed(session, changes, secret)
    records = [change for change in changes.values() if isinstance(change, ListingRecord)]
    same = said_already(session, records) - left_out
    listed = _listed(session, changes.keys() - same - left_out)
    outcomes = Counter(
        {Outcome.SUPPRESSED.value: len(left_out), Outcome.UNCHANGED.value: len(same)}
    )
    new: list[ListingRecord] = []
    for npi, change in changes.items():
        if npi in same or npi in left_out:
            continue
        practitioner = listed.get(npi)
        if isinstance(change, ListingRecord) and practitioner is None:
            new.append(change)
            outcome = Outcome.ADDED
        else:
            outcome = _apply(session, practitioner, change, run_id, repeated=npi in again)
        outcomes[outcome.value] += 1
    listings.add_all(session, new)
    return +outcomes


def _apply(
    session: Session,
    practitioner: Practitioner | None,
    change: Change,
    run_id: int,
    *,
    repeated: bool,
) -> Outcome:
    if isinstance(change, Deactivation):
        return hiding.hide_deactivated(session, practitioner, change, run_id)
    if isinstance(change, Departure):
        return hiding.hide_departed(session, practitioner, change, run_id)
    if practitioner is None:
        return Outcome.NOT_LISTED
    if repeated and not _is_newer(practitioner, change):
        return Outcome.REPEATED
    return _renew(session, practitioner, change, run_id)


def _listed(session: Session, npis: Iterable[str]) -> dict[str, Practitioner]:
    statement = select(Practitioner).options(*_EVERYTHING).where(Practitioner.npi.in_(npis))
    return {row.npi: row for row in session.scalars(statement) if row.npi}


def _renew(
    session: Session, practitioner: Practitioner, record: ListingRecord, run_id: int
) -> Outcome:
    """Bring a known listing up to date, unless its owner or a moderator has the say."""
    reasons = hiding.hidden_for(practitioner)
    restored = bool(reasons) and hiding.show_again(session, practitioner, record, run_id)
    if reasons and not restored:
        return Outcome.OLDER if practitioner.hidden_reason in reasons else Outcome.HELD
    if practitioner.source != record.source or practitioner.status != Status.UNCLAIMED:
        return Outcome.RESTORED if restored else _leave_alone(practitioner, record)
    if _is_older(practitioner, record):
        return Outcome.RESTORED if restored else Outcome.OLDER
    same = _says(practitioner, record)
    if not same:
        listings.update(session, practitioner, record)
    if restored:
        return Outcome.RESTORED
    return Outcome.UNCHANGED if same else Outcome.UPDATED


def _says(practitioner: Practitioner, record: ListingRecord) -> bool:
    wanted = names_wanted(practitioner.other_names, record)
    same_names = wanted == practitioner.other_names
    return same_names and listings.as_record(practitioner, record.source) == record


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
    """Whether more is known than a row says: a newer row, or that visitors found it wrong since."""
    known, given = practitioner.source_updated_on, record.updated_on
    if given is None:
        return False
    doubted = practitioner.doubted_on
    return (known is not None and given < known) or (doubted is not None and given <= doubted)


def _is_newer(practitioner: Practitioner, record: ListingRecord) -> bool:
    known, given = practitioner.source_updated_on, record.updated_on
    return given is not None and (known is None or given > known)
