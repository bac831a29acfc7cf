"""Takes somebody out of the directory for good, because they asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory import log, outbox
from directory.interchange.suppression import suppress, suppress_external

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

    The log says that something was removed and by whom, not what stood there.

    Args:
        session: The open session, in a writing transaction.
        practitioner: The listing.
        secret: The site's secret, which keys the list of those left out.
        actor: Who does it, for the log.
    """
    known = False
    if practitioner.npi:
        suppress(session, practitioner.npi, secret, actor=actor)
        known = True
    if practitioner.external_id:
        suppress_external(
            session, practitioner.source, practitioner.external_id, secret, actor=actor
        )
        known = True
    key = str(practitioner.public_id)
    # An export names by it what has no other id; the table may come back.
    suppress_external(session, TABLES, key, secret, actor=actor)
    session.delete(practitioner)
    outbox.enqueue(session, outbox.INDEX, key, practitioner.version + 1)
    log.record(session, actor=actor, action="removed", subject=("practitioner", key))
    return Removal(known)
