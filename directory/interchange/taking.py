"""Takes batches of the registry's rows into the directory."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from directory.interchange import hiding, listings
from directory.interchange.difference_cases import Compared, lay_before, owned_among
from directory.interchange.differences import differences
from directory.interchange.kept_facts import kept_facts
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
    from directory.listings.changes import Changes
    from directory.outbox.letters import Letters

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
    *,
    letters: Letters,
) -> Counter[str]:
    """Take a batch in: add, update, hide or leave alone, each listing as its state asks for.

    What an owner or a moderator has stated stays as it is. Where the registry contradicts it,
    moderators are told; see `difference_cases`.

    Args:
        session: The open session, in a writing transaction.
        run_id: The run, for the log.
        changes: What the file says, by NPI.
        secret: The site's secret, which keys the suppression list.
        again: NPIs that this file has given before; only a later date counts for them.
        letters: Writes to owners whose listing goes off the site.

    Returns:
        How many rows met which `Outcome`, and how many differences which `Raised`.
    """
    left_out = suppressed(session, changes, secret)
    records = [change for change in changes.values() if isinstance(change, ListingRecord)]
    same = said_already(session, records) - left_out
    listed = _listed(session, changes.keys() - same - left_out)
    batch = _Batch(
        session, run_id, owned_among(session, [one.id for one in listed.values()]), letters
    )
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
            outcome = batch.apply(practitioner, change, repeated=npi in again)
        outcomes[outcome.value] += 1
    outcomes.update(lay_before(session, batch.compared))
    listings.add_all(session, new)
    return +outcomes


class _Batch:
    """Rows about listings that the directory has, on their way in."""

    def __init__(
        self, session: Session, run_id: int, owned: Collection[int], letters: Letters
    ) -> None:
        self._session = session
        self._run_id = run_id
        self._owned = owned
        self._letters = letters
        self.compared: list[Compared] = []

    def apply(
        self, practitioner: Practitioner | None, change: Change, *, repeated: bool
    ) -> Outcome:
        """Do what one row asks for."""
        session, run_id = self._session, self._run_id
        is_owned = practitioner is not None and practitioner.id in self._owned
        if isinstance(change, Deactivation):
            letters = self._letters if is_owned else None
            return hiding.hide_deactivated(session, practitioner, change, run_id, letters=letters)
        if isinstance(change, Departure):
            return hiding.hide_departed(session, practitioner, change, run_id, is_owned=is_owned)
        if practitioner is None:
            return Outcome.NOT_LISTED
        if repeated and not _is_newer(practitioner, change):
            return Outcome.REPEATED
        return self._renew(practitioner, change, is_owned=is_owned)

    def _renew(
        self, practitioner: Practitioner, record: ListingRecord, *, is_owned: bool
    ) -> Outcome:
        """Bring a known listing up to date, unless its owner or a moderator has the say."""
        reasons = hiding.hidden_for(practitioner)
        restored = bool(reasons) and hiding.show_again(
            self._session, practitioner, record, self._run_id
        )
        if reasons and not restored:
            return Outcome.OLDER if practitioner.hidden_reason in reasons else Outcome.HELD
        unclaimed = practitioner.status == Status.UNCLAIMED and not is_owned
        if practitioner.source != record.source or not unclaimed:
            outcome = self._leave_alone(practitioner, record, is_owned=is_owned)
        else:
            outcome = self._update(practitioner, record)
        return Outcome.RESTORED if restored else outcome

    def _update(self, practitioner: Practitioner, record: ListingRecord) -> Outcome:
        if _is_older(practitioner, record):
            return Outcome.OLDER
        same = _says(practitioner, record)
        if not same:
            listings.update(self._session, practitioner, record)
        if kept_facts(practitioner):
            self._note(practitioner, record, differences(practitioner, record))
        return Outcome.UNCHANGED if same else Outcome.UPDATED

    def _leave_alone(
        self, practitioner: Practitioner, record: ListingRecord, *, is_owned: bool
    ) -> Outcome:
        """Only compare: what an owner or a moderator decided is not the registry's to change."""
        if practitioner.status == Status.HIDDEN:
            return Outcome.HELD
        fields = differences(practitioner, record)
        is_said = is_owned or practitioner.status == Status.PUBLISHED or kept_facts(practitioner)
        if is_said and practitioner.is_public and not _is_older(practitioner, record):
            self._note(practitioner, record, fields)
        return Outcome.CLAIMED_DIFFERS if fields else Outcome.CLAIMED_SAME

    def _note(self, practitioner: Practitioner, record: ListingRecord, fields: Changes) -> None:
        self.compared.append(Compared(practitioner, fields, record.source, record.updated_on))


def _listed(session: Session, npis: Iterable[str]) -> dict[str, Practitioner]:
    statement = select(Practitioner).options(*_EVERYTHING).where(Practitioner.npi.in_(npis))
    return {row.npi: row for row in session.scalars(statement) if row.npi}


def _says(practitioner: Practitioner, record: ListingRecord) -> bool:
    wanted = names_wanted(practitioner.other_names, record)
    return wanted == practitioner.other_names and listings.says(practitioner, record)


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
