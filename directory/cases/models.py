"""The table of cases."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, utc_now


class CaseKind(StrEnum):
    """What a moderator is asked to decide."""

    PRIVATE_REPORT = "private_report"
    RED_FLAG = "red_flag"
    BURST = "burst"
    SHARED_NETWORK = "shared_network"
    PATTERN = "pattern"
    COMMENT = "comment"
    PROOF = "proof"
    DOCUMENT = "document"
    SUBMISSION = "submission"
    REVISION = "revision"
    CLAIM = "claim"
    REPLY = "reply"
    FACT_REPORT = "fact_report"
    RECOMMENDATION = "recommendation"
    REMOVAL = "removal"
    DISPUTE = "dispute"
    APPEAL = "appeal"
    IMPORT_DIFFERENCE = "import_difference"
    DUPLICATE = "duplicate"


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    DECIDED = "decided"


class Case(Base):
    """One thing that waits for a moderator. Its log row is written by who opens and decides it."""

    __tablename__ = "moderation_case"
    __table_args__ = (Index("ix_moderation_case_subject", "kind", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    kind: Mapped[CaseKind] = mapped_column(String(30))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(64))
    practitioner_id: Mapped[int | None] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    status: Mapped[CaseStatus] = mapped_column(String(10), default=CaseStatus.OPEN, index=True)
    opened_at: Mapped[datetime] = mapped_column(default=utc_now)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decision: Mapped[str | None] = mapped_column(String(30))
    reason: Mapped[str | None] = mapped_column(String(1000))
    held_by: Mapped[str | None] = mapped_column(String(80))
    """Who has it before them, as the log names them; nobody else decides it until `held_until`."""
    held_until: Mapped[datetime | None]
    handed_to: Mapped[str | None] = mapped_column(String(80))
    """Whom another moderator asked to decide it, as the log names them."""
    note: Mapped[str | None] = mapped_column(String(500))
    """What moderators tell each other about it."""
    waits_until: Mapped[datetime | None]
    """Before this it is decided only by more than one: a dispute's notice to both sides."""
    undo: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What taking the decision back needs to know; none where it cannot be taken back."""

    def __init__(self, **values: Any) -> None:
        """Make an open case with an id of its own."""
        values.setdefault("public_id", uuid.uuid4())
        values.setdefault("status", CaseStatus.OPEN)
        super().__init__(**values)


class CaseVoice(Base):
    """What one moderator says where a decision needs two."""

    __tablename__ = "case_voice"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("moderation_case.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    decision: Mapped[str] = mapped_column(String(30))
    choice: Mapped[str] = mapped_column(String(64), default="")
    reason: Mapped[str] = mapped_column(String(1000))
    said_at: Mapped[datetime] = mapped_column(default=utc_now)
