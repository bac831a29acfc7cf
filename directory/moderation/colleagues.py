"""Who else of staff may decide a case: those to whom it can be handed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, union_all

from directory.accounts.models import STAFF, Account, Role
from directory.listings.models import (
    FactReport,
    ListingFile,
    OwnershipClaim,
    Recommendation,
    RemovalRequest,
    Revision,
    Stage,
)
from directory.practitioners.models import Ownership, Practitioner
from directory.vetting.models import Assessment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import CompoundSelect
    from sqlalchemy.orm import Session

    from directory.cases import Case

MOST = 50
"""Colleagues of whom one can be chosen."""


def colleagues_for(session: Session, case: Case, account: Account) -> Sequence[Account]:
    """The other accounts of staff that have no interest in a case, by their addresses.

    The rule is that of `service.may_decide`, asked of all at once.

    Args:
        session: The open session.
        case: What is to be decided.
        account: Who asks.
    """
    about, sent = _accounts_about(case), _accounts_that_sent(case)
    addresses = select(func.lower(func.trim(Practitioner.email))).where(
        Practitioner.id == case.practitioner_id, Practitioner.email.is_not(None)
    )
    return session.scalars(
        select(Account)
        .where(Account.roles.any(Role.name.in_(STAFF)), Account.active, Account.id != account.id)
        .where(Account.id.not_in(about), Account.id.not_in(sent))
        .where(Account.email.not_in(addresses), Account.email.not_in(_addresses_that_sent(case)))
        .order_by(Account.email)
        .limit(MOST)
    ).all()


def _accounts_about(case: Case) -> CompoundSelect[Any]:
    """Who speaks for the listing, claims it, or has assessed it."""
    number = case.practitioner_id
    return union_all(
        select(Ownership.account_id).where(Ownership.practitioner_id == number),
        select(OwnershipClaim.account_id).where(
            OwnershipClaim.practitioner_id == number, OwnershipClaim.status == Stage.WAITING
        ),
        select(Assessment.member_id).where(
            Assessment.practitioner_id == number, Assessment.member_id.is_not(None)
        ),
    )


def _accounts_that_sent(case: Case) -> CompoundSelect[Any]:
    subject = _subject(case)
    return union_all(
        select(Revision.author_id).where(
            Revision.public_id == subject, Revision.author_id.is_not(None)
        ),
        select(ListingFile.account_id).where(
            ListingFile.public_id == subject, ListingFile.account_id.is_not(None)
        ),
        select(OwnershipClaim.account_id).where(OwnershipClaim.public_id == subject),
    )


def _addresses_that_sent(case: Case) -> CompoundSelect[Any]:
    subject = _subject(case)
    return union_all(
        *(
            select(kind.email).where(kind.public_id == subject, kind.email.is_not(None))
            for kind in (FactReport, Recommendation, RemovalRequest)
        )
    )


def _subject(case: Case) -> uuid.UUID | None:
    """The public id of what a case is about; none where that is named otherwise."""
    try:
        return uuid.UUID(case.subject_id)
    except ValueError:
        return None
