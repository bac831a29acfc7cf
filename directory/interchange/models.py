"""Tables of the interchange room: runs, and identifiers that must not come back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, utc_now


class RunStatus(StrEnum):
    """How far a run has come.

    A run that was killed is `abandoned` as soon as the next one starts, with its last counts.
    """

    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    ABANDONED = "abandoned"


class ImportRun(Base):
    """One file read in.

    Attributes:
        file_size: Bytes.
        file_sha256: Of the whole file; `None` until it has been read to its end.
        finished_at: For an abandoned run, when that was found out.
        counts: How many rows met which fate; written with every batch.
        rejects_path: File of the rejected and odd rows, within the var folder; `None` without any.
        checkpoint: How far the file has been taken in, written with every batch; a run of the same
            file that follows a broken one goes on from there.
    """

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    file_name: Mapped[str] = mapped_column(String(255))
    file_size: Mapped[int] = mapped_column(BigInteger)
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(default=utc_now)
    finished_at: Mapped[datetime | None]
    status: Mapped[RunStatus] = mapped_column(String(20), default=RunStatus.RUNNING)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    rejects_path: Mapped[str | None] = mapped_column(String(200))
    checkpoint: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class Suppression(Base):
    """An NPI whose holder asked to be left out, kept only as a hash keyed with the site's secret."""

    __tablename__ = "suppression"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
