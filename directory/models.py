"""Every room's tables in one import, so that `Base.metadata` is complete."""

from directory.accounts.models import Account, AccountSession, Passkey, Role, SignInCode, Trace
from directory.cases.models import Case
from directory.interchange.models import ImportRun, Suppression
from directory.log.models import Event
from directory.outbox.models import Mail, OutboxEntry
from directory.practitioners.models import (
    Fact,
    FormerSlug,
    Licence,
    Location,
    LocationPayer,
    Ownership,
    Practitioner,
    Term,
)
from directory.vetting.models import (
    Assessment,
    AssessmentDraft,
    AssessmentRevision,
    Claim,
    Document,
    Flag,
    Proof,
    Tally,
)

__all__ = [
    "Account",
    "AccountSession",
    "Assessment",
    "AssessmentDraft",
    "AssessmentRevision",
    "Case",
    "Claim",
    "Document",
    "Event",
    "Fact",
    "Flag",
    "FormerSlug",
    "ImportRun",
    "Licence",
    "Location",
    "LocationPayer",
    "Mail",
    "OutboxEntry",
    "Ownership",
    "Passkey",
    "Practitioner",
    "Proof",
    "Role",
    "SignInCode",
    "Suppression",
    "Tally",
    "Term",
    "Trace",
]
