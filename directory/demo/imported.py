"""What imports and searches leave for moderators, as it stands in the demo."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from directory.cases import CaseKind, open_case
from directory.demo.owned import publish
from directory.interchange.hiding import DEACTIVATED
from directory.interchange.outcomes import ACTOR
from directory.moderation.misses import Missed, count_misses, monday_of
from directory.practitioners.hiding import hide
from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    from directory.accounts.models import Account
    from directory.demo.setting import Setting
    from directory.practitioners.models import Practitioner

_SOURCE = "nppes"

_MISSES = (
    ("MT", Kind.RUNNING_COACH, 14),
    ("MT", "", 9),
    ("WY", Kind.THERAPIST, 8),
    ("NM", Kind.MOVEMENT_COACH, 6),
    ("ID", "", 3),
)
"""Region, kind that was asked for, and how many searches of a week found nobody."""


def plant_contradicted(setting: Setting, owner: Account) -> None:
    """A listing whose address and letters the registry has otherwise."""
    listing = publish(setting, "contradicted", owner, days=120)
    place = listing.locations[0]
    fields = {
        "credentials": [listing.credentials, "MPT"],
        f"places/{place.id}/street": [place.street, "80 Invented Avenue, Ste 4"],
        f"places/{place.id}/phone": [place.phone, "+1 303-555-0161"],
    }
    updated_on = setting.ago(30).date().isoformat()
    details = {"source": _SOURCE, "updated_on": updated_on, "fields": fields}
    _open(setting, listing, details, days=3)


def plant_deactivated(setting: Setting, owner: Account) -> None:
    """A listing that an import took off the site, since its number is closed."""
    listing = publish(setting, "deactivated", owner, days=200)
    hide(setting.session, listing, DEACTIVATED, actor=ACTOR)
    day = setting.ago(12).date().isoformat()
    _open(setting, listing, {"source": _SOURCE, "deactivated_on": day}, days=5)


def plant_misses(setting: Setting) -> None:
    """Searches of two weeks that found nobody."""
    monday = monday_of(setting.now.date())
    counts = {
        Missed(monday - timedelta(weeks=back), "US", region, str(kind)): number - back
        for region, kind, number in _MISSES
        for back in (0, 1)
    }
    count_misses(setting.session, counts)


def _open(setting: Setting, listing: Practitioner, details: dict[str, Any], *, days: float) -> None:
    setting.session.flush()
    open_case(
        setting.session,
        CaseKind.IMPORT_DIFFERENCE,
        subject=("practitioner", str(listing.public_id)),
        practitioner_id=listing.id,
        details=details,
        actor=ACTOR,
    )
    setting.session.flush()
    setting.case_of(listing.public_id, days, CaseKind.IMPORT_DIFFERENCE)
