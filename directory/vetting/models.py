"""Tables of the vetting room."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, utc_now
from directory.practitioners.vocabulary import Kind
from directory.vetting.guard import Standing

__all__ = [
    "Answer",
    "Assessment",
    "AssessmentRevision",
    "Claim",
    "CommentStatus",
    "Document",
    "Flag",
    "FlagStatus",
    "Proof",
    "Standing",
    "Tally",
]


class Answer(StrEnum):
    """What a member can answer to an item; the last two add nothing."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class CommentStatus(StrEnum):
    """Whether a member's comment is shown; a moderator reads it first."""

    WAITING = "waiting"
    SHOWN = "shown"
    REFUSED = "refused"


class FlagStatus(StrEnum):
    """Where a red flag stands."""

    OPEN = "open"
    CAPPED = "capped"
    CLEARED = "cleared"


class Assessment(Base):
    """What one member answered about one practitioner; the newest edit stands here.

    Withdrawing keeps the row without its content, so that one member never has two.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("practitioner_id", "member_id"),
        Index("ix_assessment_standing", "practitioner_id", "standing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioner.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Kind] = mapped_column(String(20))
    """Kind of practitioner whose checklist was answered."""
    version: Mapped[str] = mapped_column(String(20))
    sore: Mapped[str | None] = mapped_column(String(20))
    """Key of the place that hurt most (`checklist.SORE_PLACES`); none with no pain."""
    visits: Mapped[str] = mapped_column(String(5))
    """ "1", "2-3" or "4+"."""
    visit_month: Mapped[date]
    """First day of the month of the last visit; editing keeps it."""
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    """Item code to a value of `Answer`."""
    links: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """Links of the chain that were examined; [] is "none of these", none is "don't know"."""
    flags: Mapped[list[str]] = mapped_column(JSON)
    """Codes of the red flags reported."""
    flags_asked: Mapped[list[str]] = mapped_column(JSON)
    """Codes of the red flags that were answered, with yes or no."""
    comment: Mapped[str | None] = mapped_column(Text)
    comment_status: Mapped[CommentStatus | None] = mapped_column(String(10))
    standing: Mapped[Standing] = mapped_column(String(10))
    counts_from: Mapped[datetime | None]
    """Its place in the order of those without proof: when it begins, or began, to count."""
    arrived_at: Mapped[datetime]
    proved: Mapped[bool] = mapped_column(default=False)
    """Whether a moderator has seen proof of the visit."""
    released: Mapped[bool] = mapped_column(default=False)
    """Whether a moderator let it count after it had been held."""
    barred: Mapped[bool] = mapped_column(default=False)
    """Whether it was held or rejected when it was withdrawn: it comes back to a moderator."""
    vote_group: Mapped[int] = mapped_column(BigInteger)
    """Smallest id among the assessments of this practitioner whose accounts are linked by device;
    its own id for an independent one. Those with the same number share one vote."""
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    revisions: Mapped[list[AssessmentRevision]] = relationship(
        cascade="all, delete-orphan", order_by="AssessmentRevision.id"
    )
    proof: Mapped[Proof | None] = relationship(cascade="all, delete-orphan")

    def __init__(self, **values: Any) -> None:
        """Make an assessment with an id of its own."""
        values.setdefault("public_id", uuid.uuid4())
        super().__init__(**values)


class AssessmentRevision(Base):
    """What an assessment said before it was edited."""

    __tablename__ = "assessment_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), index=True
    )
    replaced_at: Mapped[datetime] = mapped_column(default=utc_now)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Proof(Base):
    """A file that shows a visit took place; the file goes when it has been decided on."""

    __tablename__ = "visit_proof"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), unique=True
    )
    file_name: Mapped[str | None] = mapped_column(String(80))
    """Random name under the uploads folder; none once the file is deleted."""
    content_type: Mapped[str] = mapped_column(String(40))
    size_bytes: Mapped[int]
    uploaded_at: Mapped[datetime] = mapped_column(default=utc_now)
    decided_at: Mapped[datetime | None]
    accepted: Mapped[bool | None]


class Claim(Base):
    """What a practitioner says about one item of the checklist, with one sentence how."""

    __tablename__ = "claim"

    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    sentence: Mapped[str] = mapped_column(String(300))
    stated_on: Mapped[date]


class Document(Base):
    """A licence, certificate or course record that a moderator has seen, for one item."""

    __tablename__ = "document"

    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    partly: Mapped[bool] = mapped_column(default=False)
    """Whether it counts by half: older or lapsed, as the item says."""
    link: Mapped[str | None] = mapped_column(String(20))
    """The link of the chain it is about, if it is about one."""
    seen_on: Mapped[date]


class Flag(Base):
    """A red flag on a practitioner: what was reported, what was asked, and what was decided."""

    __tablename__ = "red_flag"
    __table_args__ = (UniqueConstraint("practitioner_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, default=uuid.uuid4)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioner.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(4))
    status: Mapped[FlagStatus] = mapped_column(String(10), default=FlagStatus.OPEN)
    reported: Mapped[int] = mapped_column(default=0)
    """Members who reported it, when it was last looked at."""
    answered: Mapped[int] = mapped_column(default=0)
    """Members who answered the question, reporting it or not."""
    attempts: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    """Each attempt to reach the practitioner: {"on": ISO date, "how": text}, oldest first."""
    reply: Mapped[str | None] = mapped_column(Text)
    """The practitioner's answer, as approved for showing."""
    replied_on: Mapped[date | None]
    opened_at: Mapped[datetime] = mapped_column(default=utc_now)
    decided_at: Mapped[datetime | None]


class Tally(Base):
    """Running sums of what counted members answered to one item, or about one link.

    The weighted sums are whole numbers, so that adding and taking away is exact. `code` is an
    item's code, or `link:` and a key of a link.
    """

    __tablename__ = "tally"

    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    yes_proved: Mapped[int] = mapped_column(BigInteger, default=0)
    asked_proved: Mapped[int] = mapped_column(BigInteger, default=0)
    yes_unproved: Mapped[int] = mapped_column(BigInteger, default=0)
    asked_unproved: Mapped[int] = mapped_column(BigInteger, default=0)
    said_yes: Mapped[int] = mapped_column(default=0)
    """Independent members who said so (a linked group speaks through the first of it who answered)."""
    said_partly: Mapped[int] = mapped_column(default=0)
    said_no: Mapped[int] = mapped_column(default=0)
