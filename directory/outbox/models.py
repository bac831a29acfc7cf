"""The outbox table: work that a committed transaction has promised."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, utc_now


class OutboxEntry(Base):
    """One promise: do `topic` for `key`, at `version` or newer."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_topic_id", "topic", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    """When to try again after it failed."""
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class Mail(Base):
    """A mail that was promised, until it is sent; then its content is deleted with it."""

    __tablename__ = "mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    expires_at: Mapped[datetime | None]
    """After this it is useless (a code that has run out) and is dropped instead of sent."""
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
