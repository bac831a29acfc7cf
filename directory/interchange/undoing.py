"""Takes back what moderators decided between a registry and an owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory import log
from directory.cases import CaseKind
from directory.cases.footprint import Reversal
from directory.interchange.difference_cases import KEEP, SHOW
from directory.interchange.judging import TAKE
from directory.listings.owner_mail import reachable_owners
from directory.listings.undoing_rows import standing_rows, whole_listing
from directory.practitioners.models import Practitioner
from directory.practitioners.service import mark_changed
from directory.vetting.recount import recount

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.cases.footprint import Back, Part


def _left(_session: Session, _case: Case) -> Sequence[Part]:
    """Nothing was changed."""
    return []


def _taken(_session: Session, case: Case) -> Sequence[Part]:
    return whole_listing(case.practitioner_id)


def _shown(_session: Session, case: Case) -> Sequence[Part]:
    return [standing_rows(case.practitioner_id)]


def _noted(back: Back) -> None:
    subject = (back.case.subject_type, back.case.subject_id)
    log.record(back.session, actor=back.actor, action="waits again", subject=subject)


def _changed(action: str) -> Callable[[Back], None]:
    """The listing is as it was: search and score hear of it."""

    def follow(back: Back) -> None:
        listing = back.session.get_one(Practitioner, back.case.practitioner_id)
        mark_changed(back.session, listing)
        after = {"status": listing.status}
        subject = ("practitioner", str(listing.public_id))
        log.record(back.session, actor=back.actor, action=action, subject=subject, after=after)
        recount(back.session, listing, back.now)

    return follow


def _owners(session: Session, case: Case) -> list[tuple[str, str]]:
    listing = session.get_one(Practitioner, case.practitioner_id)
    return [(owner.email, listing.name) for owner in reachable_owners(session, listing.id)]


IMPORT_REVERSALS: dict[tuple[CaseKind, str], Reversal] = {
    (CaseKind.IMPORT_DIFFERENCE, KEEP): Reversal(rows=_left, follow=_noted),
    (CaseKind.IMPORT_DIFFERENCE, TAKE): Reversal(
        rows=_taken, follow=_changed("correction taken back"), told=_owners
    ),
    (CaseKind.IMPORT_DIFFERENCE, SHOW): Reversal(
        rows=_shown, follow=_changed("hidden again"), told=_owners
    ),
}
"""How each of these decisions is taken back."""
