"""Listings in doubt: a moderator found that a fact is wrong, and the owner is asked to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory import log
from directory.practitioners.service import mark_changed

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner
    from directory.vetting.decisions import Verdict


def doubt(
    session: Session, practitioner: Practitioner, field: str, verdict: Verdict, *, clear: bool
) -> None:
    """Set a listing back in freshness, and empty what is known to be wrong.

    Args:
        session: The open session, writing; the listing's row is locked.
        practitioner: The listing.
        field: What is wrong, one of `fact_reports.FIELDS`.
        verdict: Who found it, and when.
        clear: Whether a number or website is taken out.
    """
    before = {"doubted_on": _text(practitioner.doubted_on)}
    practitioner.doubted_on = verdict.now.date()
    cleared = clear and _empty(practitioner, field)
    mark_changed(session, practitioner)
    log.record(
        session,
        actor=verdict.actor,
        action="doubted",
        subject=("practitioner", str(practitioner.public_id)),
        before=before,
        after={
            "doubted_on": _text(practitioner.doubted_on),
            "cleared": field if cleared else None,
        },
    )


def tell_owner(
    session: Session, practitioner: Practitioner, owner: Account, field: str, letters: Letters
) -> None:
    """Mail an owner which fact to check, but neither who reported it nor in which words."""
    letters.post(
        session,
        "listings/report_to_owner.txt",
        to=owner.email,
        name=practitioner.name,
        field=field,
        desk=f"/desk/{practitioner.public_id}",
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _empty(practitioner: Practitioner, field: str) -> bool:
    """Take out a number or website that is wrong, wherever it stands."""
    if field == "website":
        practitioner.website = None
    elif field == "phone":
        wrong = practitioner.locations[0].phone if practitioner.locations else None
        for location in practitioner.locations:
            location.phone = None if location.phone == wrong else location.phone
    else:
        return False
    for fact in [fact for fact in practitioner.facts if fact.field == field]:
        practitioner.facts.remove(fact)
    return True
