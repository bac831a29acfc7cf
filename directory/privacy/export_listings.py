"""What the site holds about somebody's listings, and about what they said of others' as a visitor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from directory.listings.models import (
    FactReport,
    ListingFile,
    ListingToken,
    ListingViews,
    OwnerReply,
    OwnershipClaim,
    Recommendation,
    RemovalRequest,
    Revision,
)
from directory.listings.reading import content_of
from directory.practitioners.models import Ownership, Practitioner

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account

    Facts = dict[str, Any]


def ownerships(session: Session, account: Account) -> list[Facts]:
    """The listings an account speaks for, with all that they say and how often they are read."""
    rows = session.execute(
        select(Ownership, Practitioner)
        .join(Practitioner, Practitioner.id == Ownership.practitioner_id)
        .where(Ownership.account_id == account.id)
        .order_by(Ownership.practitioner_id)
    )
    return [
        {
            "practitioner": named(practitioner),
            "since": text_of(ownership.since),
            "status": practitioner.status,
            "confirmed_on": text_of(practitioner.confirmed_on),
            "asked_on": text_of(practitioner.asked_on),
            "listing": content_of(session, practitioner).as_json(),
            "replies": _replies(session, practitioner),
            "views": _views(session, practitioner),
        }
        for ownership, practitioner in rows
    ]


def revisions(session: Session, account: Account) -> list[Facts]:
    """What an account sent in: submissions and changes, with what became of them."""
    rows = session.execute(
        select(Revision, Practitioner)
        .join(Practitioner, Practitioner.id == Revision.practitioner_id)
        .where(Revision.author_id == account.id)
        .order_by(Revision.id)
    )
    return [
        {
            "practitioner": named(practitioner),
            "kind": row.kind,
            "status": row.status,
            "content": row.content,
            "changes": row.changes,
            "submitted_at": text_of(row.submitted_at),
            "decided_at": text_of(row.decided_at),
            "reason": row.reason,
        }
        for row, practitioner in rows
    ]


def files(session: Session, account: Account) -> list[Facts]:
    """The documents an account sent; a file is kept until it is decided on."""
    rows = session.execute(
        select(ListingFile, Practitioner)
        .join(Practitioner, Practitioner.id == ListingFile.practitioner_id)
        .where(ListingFile.account_id == account.id)
        .order_by(ListingFile.id)
    )
    return [
        {
            "practitioner": named(practitioner),
            "purpose": row.purpose,
            "title": row.title,
            "item": row.code,
            "link": row.link,
            "content_type": row.content_type,
            "size_bytes": row.size_bytes,
            "status": row.status,
            "uploaded_at": text_of(row.uploaded_at),
            "decided_at": text_of(row.decided_at),
            "reason": row.reason,
            "file_is_kept": row.file_name is not None,
        }
        for row, practitioner in rows
    ]


def claims(session: Session, account: Account) -> list[Facts]:
    """The listings an account said were theirs."""
    rows = session.execute(
        select(OwnershipClaim, Practitioner)
        .join(Practitioner, Practitioner.id == OwnershipClaim.practitioner_id)
        .where(OwnershipClaim.account_id == account.id)
        .order_by(OwnershipClaim.id)
    )
    return [
        {
            "practitioner": named(practitioner),
            "way": row.way,
            "message": row.message,
            "npi": row.npi,
            "licence_number": row.licence_number,
            "status": row.status,
            "claimed_at": text_of(row.claimed_at),
            "decided_at": text_of(row.decided_at),
        }
        for row, practitioner in rows
    ]


def links(session: Session, account: Account) -> list[Facts]:
    """The links about listings that were mailed to an account's address; never the links themselves."""
    rows = session.scalars(
        select(ListingToken).where(ListingToken.email == account.email).order_by(ListingToken.id)
    )
    return [
        {
            "purpose": row.purpose,
            "mailed_at": text_of(row.created_at),
            "until": text_of(row.expires_at),
            "used_at": text_of(row.used_at),
        }
        for row in rows
    ]


def reports(session: Session, account: Account) -> list[Facts]:
    """Facts that were reported as wrong with this address."""
    rows = session.execute(
        select(FactReport, Practitioner)
        .join(Practitioner, Practitioner.id == FactReport.practitioner_id)
        .where(FactReport.email == account.email)
        .order_by(FactReport.id)
    )
    return [
        {
            "practitioner": named(practitioner),
            "field": row.field,
            "said": row.said,
            "status": row.status,
            "reported_at": text_of(row.reported_at),
        }
        for row, practitioner in rows
    ]


def recommendations(session: Session, account: Account) -> list[Facts]:
    """Who was recommended with this address, and where this address itself was recommended."""
    rows = session.scalars(
        select(Recommendation)
        .where(
            or_(
                Recommendation.email == account.email, Recommendation.contact_email == account.email
            )
        )
        .order_by(Recommendation.id)
    )
    return [
        {
            "name": row.name,
            "kind": row.kind,
            "place": row.place,
            "why": row.why,
            "by_you": row.email == account.email,
            "status": row.status,
            "recommended_at": text_of(row.recommended_at),
        }
        for row in rows
    ]


def removals(session: Session, account: Account) -> list[Facts]:
    """The removals that were asked for with this address."""
    rows = session.execute(
        select(RemovalRequest, Practitioner)
        .join(Practitioner, Practitioner.id == RemovalRequest.practitioner_id)
        .where(RemovalRequest.email == account.email)
        .order_by(RemovalRequest.id)
    )
    return [
        {
            "practitioner": named(practitioner),
            "message": row.message,
            "status": row.status,
            "asked_at": text_of(row.asked_at),
        }
        for row, practitioner in rows
    ]


def named(practitioner: Practitioner) -> Facts:
    """How the export names a listing. Pure."""
    return {"id": str(practitioner.public_id), "name": practitioner.name}


def text_of(moment: date | None) -> str | None:
    """A day or moment as ISO 8601 writes it. Pure."""
    return moment.isoformat() if moment else None


def _replies(session: Session, practitioner: Practitioner) -> list[Facts]:
    rows = session.scalars(
        select(OwnerReply)
        .where(OwnerReply.practitioner_id == practitioner.id)
        .order_by(OwnerReply.id)
    )
    return [
        {"text": row.text, "status": row.status, "sent_at": text_of(row.sent_at)} for row in rows
    ]


def _views(session: Session, practitioner: Practitioner) -> dict[str, int]:
    rows = session.scalars(
        select(ListingViews)
        .where(ListingViews.practitioner_id == practitioner.id)
        .order_by(ListingViews.day)
    )
    return {row.day.isoformat(): row.count for row in rows}
