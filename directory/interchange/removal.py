"""Takes somebody out of the directory for good, because they asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory import log, outbox
from directory.interchange.suppression import suppress, suppress_external
from directory.listings.merging.leading import merged_into

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner


TABLES = "csv"
"""The source of tables that name no other."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What a removal did.

    Attributes:
        kept_out: Whether imports know the listing and will leave it out; without NPI and without a
            source's id there is nothing to know it by.
    """

    kept_out: bool


def remove(session: Session, practitioner: Practitioner, secret: str, *, actor: str) -> Removal:
    """Delete a listing with all that hangs on it, from the search too, and keep it out of imports.

    Listings of the same person that were merged with it go as well.

    The log says that something was removed and by whom, not what stood there.

    Args:
        session: The open session, in a writing transaction.
        practitioner: The listing.
        secret: The site's secret, which keys the list of those left out.
        actor: Who does it, for the log.
    """
    # What was merged with it is the same person's: they asked for all of it to go.
    family = [practitioner, *merged_into(session, practitioner.id)]
    known = [_keep_out(session, one, secret, actor) for one in family]
    for one in family:
        key = str(one.public_id)
        session.delete(one)
        outbox.enqueue(session, outbox.INDEX, key, one.version + 1)
        log.record(session, actor=actor, action="removed", subject=("practitioner", key))
    return Removal(any(known))


def _keep_out(session: Session, practitioner: Practitioner, secret: str, actor: str) -> bool:
    """Whether imports know the listing: they leave it out from now on."""
    if practitioner.npi:
        suppress(session, practitioner.npi, secret, actor=actor)
    if practitioner.external_id:
        suppress_external(
            session, practitioner.source, practitioner.external_id, secret, actor=actor
        )
    # An export names by it what has no other id; the table may come back.
    suppress_external(session, TABLES, str(practitioner.public_id), secret, actor=actor)
    return bool(practitioner.npi or practitioner.external_id)
