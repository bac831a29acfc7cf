"""The table of drafts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, utc_now


class Draft(Base):
    """A form on its way, kept for a browser (by a digest of its token) or for an account."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("token_digest", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(String(40))
    """Which form, and about whom: as `drafts.About.key` writes it."""
    practitioner_id: Mapped[int | None] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )
    """The listing it is about; none for a listing that is still to come."""
    token_digest: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Name of a page to its fields as they were sent."""
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
