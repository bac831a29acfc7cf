"""What the site holds about somebody's listings, and about what they said of others' as a visitor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from directory.cases import Case, CaseKind
from directory.listings.merging.leading import merged_into
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
from directory.privacy.rows import about_listings, named, of_table, plain, told

if TYPE_CHECKING:
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
            "since": plain(ownership.since),
            **told(practitioner, "status", "confirmed_on", "asked_on"),
            "listing": content_of(session, practitioner).as_json(),
            "merged_listings": [
                {**named(one), "listing": content_of(session, one).as_json()}
                for one in merged_into(session, practitioner.id)
            ],
            "replies": _replies(session, practitioner),
            "views": _views(session, practitioner),
        }
        for ownership, practitioner in rows
    ]


def revisions(session: Session, account: Account) -> list[Facts]:
    """What an account sent in: submissions and changes, with what became of them."""
    fields = "kind", "status", "content", "changes", "submitted_at", "decided_at", "reason"
    return about_listings(session, Revision, Revision.author_id == account.id, *fields)


def files(session: Session, account: Account) -> list[Facts]:
    """The documents an account sent; a file is kept until it is decided on."""
    fields = (
        "purpose", "title", "link", "content_type", "size_bytes", "status", "uploaded_at",
        "decided_at", "reason",
    )  # fmt: skip
    mine = ListingFile.account_id == account.id
    return about_listings(session, ListingFile, mine, *fields, item="code", file_is_kept="is_kept")


def claims(session: Session, account: Account) -> list[Facts]:
    """The listings an account said were theirs."""
    fields = "way", "message", "npi", "licence_number", "status", "claimed_at", "decided_at"
    mine = OwnershipClaim.account_id == account.id
    return about_listings(session, OwnershipClaim, mine, *fields)


def appeals(session: Session, account: Account) -> list[Facts]:
    """What was asked for the listings that an account speaks for: that a decision be looked at again."""
    owned = select(Ownership.practitioner_id).where(Ownership.account_id == account.id)
    mine = Case.practitioner_id.in_(owned) & (Case.kind == CaseKind.APPEAL)
    fields = "status", "opened_at", "decided_at", "reason"
    return about_listings(session, Case, mine, *fields, words="details")


def links(session: Session, account: Account) -> list[Facts]:
    """The links about listings that were mailed to an account's address; never the links themselves."""
    return of_table(
        session,
        ListingToken,
        ListingToken.email == account.email,
        "purpose",
        mailed_at="created_at",
        until="expires_at",
        used_at="used_at",
    )


def reports(session: Session, account: Account) -> list[Facts]:
    """Facts that were reported as wrong with this address."""
    mine = FactReport.email == account.email
    return about_listings(session, FactReport, mine, "field", "said", "status", "reported_at")


def recommendations(session: Session, account: Account) -> list[Facts]:
    """Who was recommended with this address, and where this address itself was recommended."""
    mine = or_(Recommendation.email == account.email, Recommendation.contact_email == account.email)
    rows = session.scalars(select(Recommendation).where(mine).order_by(Recommendation.id))
    fields = "name", "kind", "place", "why", "status", "recommended_at"
    return [told(row, *fields) | {"by_you": row.email == account.email} for row in rows]


def removals(session: Session, account: Account) -> list[Facts]:
    """The removals that were asked for with this address."""
    mine = RemovalRequest.email == account.email
    return about_listings(session, RemovalRequest, mine, "message", "status", "asked_at")


def _replies(session: Session, practitioner: Practitioner) -> list[Facts]:
    mine = OwnerReply.practitioner_id == practitioner.id
    return of_table(session, OwnerReply, mine, "text", "status", "sent_at")


def _views(session: Session, practitioner: Practitioner) -> dict[str, int]:
    rows = session.scalars(
        select(ListingViews)
        .where(ListingViews.practitioner_id == practitioner.id)
        .order_by(ListingViews.day)
    )
    return {row.day.isoformat(): row.count for row in rows}
