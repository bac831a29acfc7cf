"""Kinds of cases that imports open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from directory.cases import CaseKind, CaseStatus
from directory.db import utc_now
from directory.http.translation import lazy_gettext as _later
from directory.interchange.differences import PLACED, seen_of
from directory.interchange.judging import confirmed_since, is_asked
from directory.listings.owner_mail import reachable_owners
from directory.listings.reading import content_of
from directory.web.moderation.fields import place_names, rows_of_changes
from directory.web.moderation.kinds import KindOfCase, Shown

if TYPE_CHECKING:
    from typing import Any

    from directory.practitioners.models import Practitioner
    from directory.web.moderation.kinds import Looked

_NAMES = {"nppes": _later("the national registry of providers (NPPES)")}
"""What sources are called; others go by their own name."""


def _difference(at: Looked) -> Shown:
    if at.listing is None:
        raise LookupError
    details = at.case.details
    gather = _fields if details.get("fields") else _hidden
    shown = gather(at, at.listing, details)
    shown.facts.update(
        source=str(_NAMES.get(details.get("source", ""), details.get("source", ""))),
        updated_on=_day(details.get("updated_on")),
        phones=at.phones,
    )
    return Shown(shown.facts, shown.decisions, seen_of(details))


def _fields(at: Looked, listing: Practitioner, details: dict[str, Any]) -> Shown:
    """Facts that differ; what cannot be decided now is not offered."""
    fields = {
        path: pair
        for path, pair in details["fields"].items()
        if path.rpartition("/")[2] not in PLACED
    }
    names = place_names(content_of(at.session, listing).as_json())
    has_owner = bool(reachable_owners(at.session, listing.id))
    newer = confirmed_since(listing, fields, details.get("updated_on"))
    asked = is_asked(at.case, utc_now())
    is_open = at.case.status == CaseStatus.OPEN
    facts = {
        "rows": rows_of_changes(fields, names),
        "is_newer": newer and is_open,
        "asked_until": at.case.waits_until if asked else None,
        "has_owner": has_owner,
    }
    possible = {"keep": True, "take": not newer, "ask": has_owner and not asked}
    return Shown(facts, tuple(word for word, can in possible.items() if can))


def _hidden(at: Looked, listing: Practitioner, details: dict[str, Any]) -> Shown:
    """A number that went out of use, or a profession that is listed no more."""
    on = details.get("deactivated_on") or details.get("departed_on")
    has_owner = bool(reachable_owners(at.session, listing.id))
    facts: dict[str, Any] = {"rows": [], "hidden_on": _day(on), "has_owner": has_owner}
    return Shown(facts, ("keep", "show"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


IMPORT_KINDS: dict[CaseKind, KindOfCase] = {
    CaseKind.IMPORT_DIFFERENCE: KindOfCase(
        name=_later("The registry says otherwise"),
        template="moderation/_import_difference.html",
        gather=_difference,
        decisions={
            "keep": _later("Leave it as it is"),
            "take": _later("Take the registry’s"),
            "ask": _later("Ask the owner to look"),
            "show": _later("Show it again"),
        },
        saved=(
            _later("The practice’s own website says the same as the listing."),
            _later("Called: the registry’s number is the right one."),
            _later("Their work needs no such number."),
        ),
    ),
}
"""Differences between an import and what an owner says."""
