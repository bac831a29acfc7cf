"""Forgetting what was said about listings once it has served."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, update

from directory.listings.models import (
    FactReport,
    ListingFile,
    OwnershipClaim,
    Recommendation,
    RemovalRequest,
    Revision,
    RevisionKind,
    Stage,
)
from directory.listings.reaching import purge_reaches
from directory.listings.tokens import purge_tokens
from directory.listings.views import purge_views
from directory.practitioners.models import Practitioner, Status

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

ADDRESSES_KEPT = timedelta(days=180)
"""How long the addresses of those who report or recommend are kept where nobody decides."""

DECIDED_KEPT = timedelta(days=730)
"""How long it can be read what was decided: two years."""


def forget_about_listings(session: Session, now: datetime) -> None:
    """Delete what owners and visitors said about listings and is not to be kept any longer.

    Args:
        session: The open session, in a writing transaction.
        now: The time.
    """
    purge_tokens(session, now)
    purge_reaches(session, now.date())
    purge_views(session, now.date())
    _forget_addresses(session, now - ADDRESSES_KEPT)
    _forget_abandoned(session, now - DECIDED_KEPT)
    _forget_decided(session, now - DECIDED_KEPT)


def _forget_addresses(session: Session, limit: datetime) -> None:
    """Of visitors, and of the recommended who never answered: they did not ask to be written down."""
    session.execute(
        update(FactReport)
        .where(FactReport.email.is_not(None), FactReport.reported_at <= limit)
        .values(email=None)
    )
    session.execute(
        update(Recommendation)
        .where(
            Recommendation.recommended_at <= limit,
            Recommendation.email.is_not(None)
            | Recommendation.contact_email.is_not(None)
            | (Recommendation.contact != ""),
        )
        .values(email=None, contact_email=None, contact="")
    )
    session.execute(
        delete(RemovalRequest).where(
            RemovalRequest.status != Stage.WAITING, RemovalRequest.decided_at <= limit
        )
    )


def _forget_abandoned(session: Session, limit: datetime) -> None:
    """Submissions that came back or were refused, and nobody took up again."""
    sent = Revision.practitioner_id == Practitioner.id
    lately = exists().where(sent, Revision.decided_at.is_(None) | (Revision.decided_at > limit))
    refused = exists().where(
        sent, Revision.kind == RevisionKind.SUBMISSION, Revision.status == Stage.REFUSED
    )
    pending = (Practitioner.status == Status.PENDING) & exists().where(sent)
    never_shown = pending | ((Practitioner.status == Status.HIDDEN) & refused)
    session.execute(
        delete(Practitioner)
        .where(never_shown, ~lately)
        .execution_options(synchronize_session=False)
    )


def _forget_decided(session: Session, limit: datetime) -> None:
    for table in (Revision, ListingFile, OwnershipClaim, FactReport, Recommendation):
        session.execute(
            delete(table).where(table.status != Stage.WAITING, table.decided_at <= limit)
        )
