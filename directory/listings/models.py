"""Tables of the listings' room: what owners and visitors say about listings, until it is decided."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, utc_now


class RevisionKind(StrEnum):
    """What a revision is for."""

    SUBMISSION = "submission"
    EDIT = "edit"
    LIVE = "live"
    """Small safe changes that went live at once and are looked at afterwards."""


class Stage(StrEnum):
    """Where something stands that a moderator decides."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    """Sent back with a reason that says what to change."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """Taken back by who sent it, or replaced by what they sent later."""


class ReachOutcome(StrEnum):
    """What came of a call."""

    YES = "yes"
    WRONG_NUMBER = "wrong_number"
    FULL = "full"
    WAIT = "wait"


class FilePurpose(StrEnum):
    """What an owner's file is for."""

    DOCUMENT = "document"
    CLAIM = "claim"


_WAITS = text("status = 'waiting' AND kind <> 'live'")


class Revision(Base):
    """What an owner wants a listing to say; the page keeps what was approved until it is decided."""

    __tablename__ = "listing_revision"
    __table_args__ = (
        Index("ix_listing_revision_status", "practitioner_id", "status"),
        # Flush the end of the one that waited before adding the next: inserts come before updates.
        Index(
            "ix_listing_revision_one_waits",
            "practitioner_id",
            unique=True,
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, default=uuid.uuid4)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioner.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    kind: Mapped[RevisionKind] = mapped_column(String(12))
    status: Mapped[Stage] = mapped_column(String(12), default=Stage.WAITING)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The whole listing as it would be, as `content.ListingContent.as_json` writes it."""
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Path of a field to [before, after], as `changes.changes` finds them."""
    submitted_at: Mapped[datetime] = mapped_column(default=utc_now)
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(1000))
    """What is to be changed, for the owner to read."""


class ListingFile(Base):
    """A document an owner sent; the file is deleted once a moderator has decided on it."""

    __tablename__ = "listing_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, default=uuid.uuid4)
    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    purpose: Mapped[FilePurpose] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(200))
    code: Mapped[str | None] = mapped_column(String(10))
    """The checklist's item it is evidence for; none for a licence alone."""
    link: Mapped[str | None] = mapped_column(String(20))
    """The link of the chain it is about, if it is about one."""
    file_name: Mapped[str | None] = mapped_column(String(80))
    """Random name under the uploads folder; none once the file is deleted."""
    content_type: Mapped[str] = mapped_column(String(40))
    size_bytes: Mapped[int]
    status: Mapped[Stage] = mapped_column(String(12), default=Stage.WAITING)
    uploaded_at: Mapped[datetime] = mapped_column(default=utc_now)
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(1000))

    @property
    def is_kept(self) -> bool:
        """Whether the file itself is still there."""
        return self.file_name is not None


class OwnershipClaim(Base):
    """Somebody says that a listing is theirs."""

    __tablename__ = "ownership_claim"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, default=uuid.uuid4)
    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    way: Mapped[str] = mapped_column(String(12))
    """How it is shown: "email", "documents", "licence", "phone"."""
    message: Mapped[str] = mapped_column(String(500), default="")
    npi: Mapped[str | None] = mapped_column(String(10))
    licence_number: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[Stage] = mapped_column(String(12), default=Stage.WAITING)
    claimed_at: Mapped[datetime] = mapped_column(default=utc_now)
    decided_at: Mapped[datetime | None]


class ListingToken(Base):
    """A link in a mail that does one thing to one listing, once; only a keyed digest is kept."""

    __tablename__ = "listing_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20))
    practitioner_id: Mapped[int | None] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    """Where it was sent."""
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class FactReport(Base):
    """A visitor says that a fact of a listing is wrong."""

    __tablename__ = "fact_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, default=uuid.uuid4)
    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )
    field: Mapped[str] = mapped_column(String(40))
    said: Mapped[str] = mapped_column(String(500))
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    """Whom to thank; forgotten once decided."""
    status: Mapped[Stage] = mapped_column(String(12), default=Stage.WAITING)
    reported_at: Mapped[datetime] = mapped_column(default=utc_now)
    decided_at: Mapped[datetime | None]


class Reach(Base):
    """What came of one visitor's call; who called is kept as a keyed digest, for 90 days."""

    __tablename__ = "reach"
    __table_args__ = (UniqueConstraint("practitioner_id", "visitor", "called_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioner.id", ondelete="CASCADE"))
    visitor: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[ReachOutcome] = mapped_column(String(16))
    wait_days: Mapped[int | None]
    called_on: Mapped[date] = mapped_column(index=True)


class Recommendation(Base):
    """Somebody who is not listed and should be; nothing shows before they list themselves."""

    __tablename__ = "recommendation"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, default=uuid.uuid4)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(200))
    contact_email: Mapped[str | None] = mapped_column(String(254))
    contact: Mapped[str] = mapped_column(String(300), default="")
    """A phone number or web address, where no e-mail is known."""
    why: Mapped[str] = mapped_column(String(500), default="")
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    """Whom to thank; forgotten once decided."""
    status: Mapped[Stage] = mapped_column(String(12), default=Stage.WAITING)
    recommended_at: Mapped[datetime] = mapped_column(default=utc_now)
    decided_at: Mapped[datetime | None]


class RemovalRequest(Base):
    """Somebody who was never asked wants to be left out of the directory."""

    __tablename__ = "removal_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, default=uuid.uuid4)
    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(String(254), index=True)
    """Where the outcome is mailed."""
    message: Mapped[str] = mapped_column(String(500), default="")
    status: Mapped[Stage] = mapped_column(String(12), default=Stage.WAITING)
    asked_at: Mapped[datetime] = mapped_column(default=utc_now)
    decided_at: Mapped[datetime | None]


class OwnerReply(Base):
    """An owner's answer to a red flag, made of safe sentences; shown once a moderator agrees."""

    __tablename__ = "owner_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, default=uuid.uuid4)
    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )
    flag_id: Mapped[int] = mapped_column(ForeignKey("red_flag.id", ondelete="CASCADE"))
    sentences: Mapped[list[str]] = mapped_column(JSON)
    """Keys of the safe sentences chosen."""
    text: Mapped[str] = mapped_column(Text)
    """The whole reply as it would be shown."""
    status: Mapped[Stage] = mapped_column(String(12), default=Stage.WAITING)
    sent_at: Mapped[datetime] = mapped_column(default=utc_now)
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(1000))


class ListingViews(Base):
    """How often a listing's page was looked at on one day."""

    __tablename__ = "listing_views"

    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class ListingMerge(Base):
    """Two listings of one person that became one; the merged one is hidden and leads to the other."""

    __tablename__ = "listing_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, default=uuid.uuid4)
    kept_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )
    merged_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )
    moved: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What went over to the kept listing, and what it held before, so that it can go back."""
    merged_at: Mapped[datetime] = mapped_column(default=utc_now)
    undone_at: Mapped[datetime | None]
