"""Takes back what was decided on a claim: nobody speaks for the listing any more, or it waits again.

A document that came with a claim was deleted with the decision, and stays so.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.accounts.models import Account
from directory.cases import CaseKind
from directory.cases.footprint import Reversal, part
from directory.listings.models import ListingFile, ListingToken, OwnerReply, OwnershipClaim
from directory.listings.tokens import TokenPurpose
from directory.listings.undoing_rows import (
    DECIDED,
    note_listing,
    note_subject,
    standing_rows,
    whole_listing,
)
from directory.practitioners.models import Ownership, Practitioner
from directory.vetting.models import Assessment, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.cases.footprint import Back, Part


def _approved(session: Session, case: Case) -> Sequence[Part] | None:
    """Whatever the new owner may do with the listing stands in the way.

    So does an assessment that they gave up for it: its answers are not kept.
    """
    if _gives_up_answers(session, case):
        return None
    number = case.practitioner_id
    handed_over = (ListingToken.practitioner_id == number) & (
        ListingToken.purpose == TokenPurpose.HAND_OVER
    )
    return [
        *whole_listing(number),
        *_claims(number),
        part(OwnerReply, OwnerReply.practitioner_id == number, only=["sent_at"]),
        part(ListingToken, handed_over, only=["created_at"]),
        part(ListingFile, ListingFile.practitioner_id == number, only=["uploaded_at"]),
    ]


def _refused(_session: Session, case: Case) -> Sequence[Part]:
    number = case.practitioner_id
    return [standing_rows(number), *_claims(number)]


def _claims(number: int | None) -> list[Part]:
    return [
        part(Ownership, Ownership.practitioner_id == number),
        part(OwnershipClaim, OwnershipClaim.practitioner_id == number, only=DECIDED),
    ]


def _gives_up_answers(session: Session, case: Case) -> bool:
    own = (
        select(Assessment.id)
        .join(OwnershipClaim, OwnershipClaim.account_id == Assessment.member_id)
        .where(
            OwnershipClaim.public_id == uuid.UUID(case.subject_id),
            Assessment.practitioner_id == case.practitioner_id,
            Assessment.standing != Standing.WITHDRAWN,
        )
    )
    return session.scalars(own).first() is not None


def _end(back: Back) -> None:
    listing = back.session.get_one(Practitioner, back.case.practitioner_id)
    note_listing(back, listing, "ownership ended")


def _wait_again(back: Back) -> None:
    note_subject(back, "waits again")


def _claimant(session: Session, case: Case) -> list[tuple[str, str]]:
    """Who claims the listing, by address, with its name."""
    found = session.execute(
        select(Account.email, Practitioner.name)
        .join(OwnershipClaim, OwnershipClaim.account_id == Account.id)
        .join(Practitioner, Practitioner.id == OwnershipClaim.practitioner_id)
        .where(OwnershipClaim.public_id == uuid.UUID(case.subject_id))
        .where(Account.active.is_(True), Account.is_demo.is_(False))
    )
    return [(email, name) for email, name in found]


CLAIM_REVERSALS: dict[tuple[CaseKind, str], Reversal] = {
    (CaseKind.CLAIM, "approve"): Reversal(rows=_approved, follow=_end, told=_claimant),
    (CaseKind.CLAIM, "refuse"): Reversal(rows=_refused, follow=_wait_again, told=_claimant),
}
"""How each decision on a claim is taken back."""
