"""Every room's tables in one import, so that `Base.metadata` is complete."""

from directory.accounts.models import Account, AccountSession, Passkey, Role, SignInCode, Trace
from directory.cases.models import Case, CaseVoice
from directory.drafts.models import Draft
from directory.interchange.models import ImportRun, Suppression
from directory.listings.models import (
    FactReport,
    ListingFile,
    ListingMerge,
    ListingToken,
    ListingViews,
    OwnerReply,
    OwnershipClaim,
    Reach,
    Recommendation,
    RemovalRequest,
    Revision,
)
from directory.log.models import Event
from directory.moderation.models import SearchMiss
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
    "AssessmentRevision",
    "Case",
    "CaseVoice",
    "Claim",
    "Document",
    "Draft",
    "Event",
    "Fact",
    "FactReport",
    "Flag",
    "FormerSlug",
    "ImportRun",
    "Licence",
    "ListingFile",
    "ListingMerge",
    "ListingToken",
    "ListingViews",
    "Location",
    "LocationPayer",
    "Mail",
    "OutboxEntry",
    "OwnerReply",
    "Ownership",
    "OwnershipClaim",
    "Passkey",
    "Practitioner",
    "Proof",
    "Reach",
    "Recommendation",
    "RemovalRequest",
    "Revision",
    "Role",
    "SearchMiss",
    "SignInCode",
    "Suppression",
    "Tally",
    "Term",
    "Trace",
]
