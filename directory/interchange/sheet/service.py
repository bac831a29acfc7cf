"""Takes people from tables into the directory, and goes through all listings on their way out."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from directory.interchange.difference_cases import Compared, lay_before, owned_among
from directory.interchange.differences import differences
from directory.interchange.kept_facts import kept_facts
from directory.interchange.sheet import listings as sheets
from directory.interchange.sheet.folding import fold
from directory.interchange.sheet.keeping import as_record
from directory.interchange.suppression import key_of_external, suppressed
from directory.practitioners.models import PUBLIC_STATUSES, Location, Practitioner, Status
from directory.practitioners.npi import is_npi
from directory.practitioners.service import each_public

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from directory.interchange.sheet.record import SheetListing

SOURCE = "csv"
"""Where listings come from if the command does not say otherwise."""

_EVERYTHING = (
    selectinload(Practitioner.locations).selectinload(Location.payers),
    selectinload(Practitioner.terms),
    selectinload(Practitioner.facts),
)


class Outcome(StrEnum):
    """What became of a listing of the table; the values are keys of the run's counts.

    `LISTED_ELSEWHERE` is one that stands here already from another source, under the id by which
    an export names it: it is left alone, and not doubled.
    """

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CLAIMED_SAME = "claimed_same"
    CLAIMED_DIFFERS = "claimed_differs"
    HELD = "held"
    LISTED_ELSEWHERE = "listed_elsewhere"
    SUPPRESSED = "suppressed"


_CLAIMED = frozenset({Outcome.CLAIMED_SAME, Outcome.CLAIMED_DIFFERS})


def take(
    session: Session, listings: Sequence[SheetListing], *, source: str, secret: str
) -> Counter[str]:
    """Take a batch in: add, update or leave alone, each listing as its state asks for.

    Args:
        session: The open session, in a writing transaction.
        listings: What the table says; no id twice.
        source: The origin that the ids belong to.
        secret: The site's secret, which keys the suppression list.

    Returns:
        How many listings met which outcome, and how many differences which `Raised`.
    """
    left_out = _suppressed(session, listings, source, secret)
    known = _known(session, listings, source)
    owned = owned_among(session, [practitioner.id for practitioner in known.values()])
    elsewhere = _elsewhere(session, listings, source)
    outcomes: Counter[str] = Counter()
    new: list[SheetListing] = []
    compared: list[Compared] = []
    for listing in listings:
        practitioner = known.get(listing.external_id)
        if listing.external_id in left_out:
            outcome = Outcome.SUPPRESSED
        elif practitioner:
            is_owned = practitioner.id in owned
            outcome = _renew(session, practitioner, listing, is_owned=is_owned)
            if practitioner.is_public and (outcome in _CLAIMED or kept_facts(practitioner)):
                fields = differences(practitioner, as_record(listing, source))
                compared.append(Compared(practitioner, fields, source, None))
        elif listing.external_id in elsewhere:
            outcome = Outcome.LISTED_ELSEWHERE
        else:
            new.append(listing)
            outcome = Outcome.ADDED
        outcomes[outcome.value] += 1
    outcomes.update(lay_before(session, compared))
    sheets.add_all(session, new, source)
    return outcomes


def each_listing(session: Session, source: str | None = None) -> Iterator[SheetListing]:
    """Go through the public listings as the table says them, in a fixed order.

    Args:
        session: The open session.
        source: Only listings of this source; all of them without one.
    """
    shared = _shared_ids(session, source)
    for practitioner in each_public(session):
        if source is None or practitioner.source == source:
            own = practitioner.external_id or practitioner.npi
            stable = own if own and own not in shared else str(practitioner.public_id)
            listing = sheets.as_sheet(practitioner, stable)
            yield _town_alone(listing) if practitioner.town_only else listing


def _town_alone(listing: SheetListing) -> SheetListing:
    """Leave of what may be a home nothing narrower than the town, even if more were stored."""
    places = (
        replace(place, street="", postal_code="", phone=None, point=None)
        for place in listing.places
    )
    return replace(listing, places=tuple(places))


def _suppressed(
    session: Session, listings: Sequence[SheetListing], source: str, secret: str
) -> set[str]:
    """Ids that are suppressed for this source, or as the NPI that they are."""
    by_key = {key_of_external(source, item.external_id): item.external_id for item in listings}
    by_key |= {item.external_id: item.external_id for item in listings if is_npi(item.external_id)}
    return {by_key[key] for key in suppressed(session, by_key, secret)}


def _known(
    session: Session, listings: Sequence[SheetListing], source: str
) -> dict[str, Practitioner]:
    ids = [listing.external_id for listing in listings]
    statement = (
        select(Practitioner)
        .options(*_EVERYTHING)
        .where(Practitioner.source == source, Practitioner.external_id.in_(ids))
    )
    return {row.external_id: row for row in session.scalars(statement) if row.external_id}


def _elsewhere(session: Session, listings: Sequence[SheetListing], source: str) -> set[str]:
    """Ids by which an export names listings that stand here already, from another source."""
    names = {listing.external_id: fold(listing.person.name) for listing in listings}
    columns = (Practitioner.public_id, Practitioner.npi, Practitioner.external_id)
    public_ids = [public_id for text in names if (public_id := _uuid(text))]
    npis = [text for text in names if is_npi(text)]
    statement = select(*columns, Practitioner.name, Practitioner.source).where(
        or_(
            Practitioner.public_id.in_(public_ids),
            Practitioner.npi.in_(npis),
            Practitioner.external_id.in_(names),
        )
    )
    found: set[str] = set()
    for public_id, npi, external_id, name, its_source in session.execute(statement):
        found |= {str(public_id), npi or ""}
        if external_id and its_source != source and names.get(external_id) == fold(name):
            found.add(external_id)
    return found


def _renew(
    session: Session, practitioner: Practitioner, listing: SheetListing, *, is_owned: bool
) -> Outcome:
    """Bring a known listing up to date, unless its owner or a moderator has the say."""
    if practitioner.status in {Status.HIDDEN, Status.PENDING}:
        return Outcome.HELD
    listed = sheets.as_sheet(practitioner, listing.external_id, practitioner.source)
    if is_owned or practitioner.status != Status.UNCLAIMED:
        same = listed == listing
        return Outcome.CLAIMED_SAME if same else Outcome.CLAIMED_DIFFERS
    if listed == sheets.respected(practitioner, listing):
        return Outcome.UNCHANGED
    sheets.update(session, practitioner, listing)
    return Outcome.UPDATED


def _shared_ids(session: Session, source: str | None) -> set[str]:
    """Ids that several of the public listings have, each from another source."""
    own_id = func.coalesce(Practitioner.external_id, Practitioner.npi)
    statement = select(own_id).where(Practitioner.status.in_(PUBLIC_STATUSES), own_id.is_not(None))
    if source is not None:
        statement = statement.where(Practitioner.source == source)
    return set(session.scalars(statement.group_by(own_id).having(func.count() > 1)))


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if len(text) == 36 else None
    except ValueError:
        return None
