"""Every room's tables in one import, so that `Base.metadata` is complete."""

from directory.interchange.models import ImportRun, Suppression
from directory.log.models import Event
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import (
    Fact,
    FormerSlug,
    Licence,
    Location,
    LocationPayer,
    Practitioner,
    Term,
)

__all__ = [
    "Event",
    "Fact",
    "FormerSlug",
    "ImportRun",
    "Licence",
    "Location",
    "LocationPayer",
    "OutboxEntry",
    "Practitioner",
    "Suppression",
    "Term",
]
