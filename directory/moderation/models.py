"""Tables of the moderation room."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base


class SearchMiss(Base):
    """How many searches of one week found nothing in one region: a count, never what was typed."""

    __tablename__ = "search_miss"

    week: Mapped[date] = mapped_column(primary_key=True)
    """Its Monday."""
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    region_code: Mapped[str] = mapped_column(String(10), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    """Kind of practitioner that was asked for; empty for any."""
    count: Mapped[int] = mapped_column(default=0)
