"""One table on its way in: one recorded run, one transaction for each batch."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from sqlalchemy.orm import Session

from directory.config import site_secret
from directory.db import begin_write, make_engine
from directory.interchange import service as runs
from directory.interchange.models import RunStatus
from directory.interchange.outcomes import Raised
from directory.interchange.rejects import RejectsFile
from directory.interchange.running import is_gone, under_way
from directory.interchange.sheet.folding import one_line
from directory.interchange.sheet.placing import Placer
from directory.interchange.sheet.reading import open_sheet
from directory.interchange.sheet.remarks import HEADER, Flaw
from directory.interchange.sheet.service import Outcome, take

if TYPE_CHECKING:
    from pathlib import Path

    from directory.config import Settings
    from directory.interchange.sheet.gathering import SheetBatch
    from directory.interchange.sheet.placing import Geocoder
    from directory.interchange.sheet.reading import SheetFile

DRY_RUN = "dry-run"
_FREE_SHOWN = 20
_FREE_COUNTED = 10_000
"""Different free tags of which the summary keeps count; a longer list is no vocabulary."""

_LINES = {
    "rows": "rows read",
    "listings": "listings in them",
    Outcome.ADDED: "  added as unclaimed listings",
    Outcome.UPDATED: "  updated",
    Outcome.UNCHANGED: "  unchanged",
    Outcome.CLAIMED_SAME: "  claimed by their owners, saying the same",
    Outcome.CLAIMED_DIFFERS: "  claimed by their owners, saying something else; left alone",
    Raised.OPENED: "  differences laid before moderators, one case for each listing",
    Raised.RENEWED: "  cases that wait already, now with what this file says",
    Raised.WAITED: "  cases that wait already and say the same",
    Raised.SETTLED: "  cases closed: the file says the same by now",
    Raised.JUDGED: "  differences a moderator has judged before, not raised again",
    Raised.NO_ROOM: "  left for a later file: enough such cases wait already",
    Outcome.HELD: "  hidden or waiting for a moderator, left so",
    Outcome.LISTED_ELSEWHERE: "  listed here from another source, left alone",
    Outcome.SUPPRESSED: "  left out because they asked for it",
    "rejected": "rows rejected",
}
"""What the summary calls each count, in the order shown; then come the flaws."""

_ALWAYS_SHOWN = frozenset(
    {"rows", "listings", "rejected", Outcome.ADDED, Outcome.UPDATED, Outcome.UNCHANGED}
)


class TableImport:
    """One file; a dry run does the same, takes every batch back and records no run."""

    def __init__(
        self,
        settings: Settings,
        path: Path,
        geocoder: Geocoder | None,
        *,
        source: str,
        dry_run: bool = False,
    ) -> None:
        """Prepare to take in the table at the path."""
        self._settings = settings
        self._path = path
        self._placer = Placer(geocoder)
        self._source = source
        self._dry_run = dry_run
        self._secret = site_secret(settings)
        self._size = path.stat().st_size
        self._counts: Counter[str] = Counter()
        self._free: Counter[tuple[str, str]] = Counter()

    def run(self) -> None:
        """Read the file to its end; a run that breaks off is recorded as stopped or failed.

        Raises:
            GeocodingError: The place data cannot be read.
            SheetUnusable: The file is no such table.
        """
        engine = make_engine(self._settings.database)
        with ExitStack() as stack:
            stack.callback(engine.dispose)
            session = stack.enter_context(Session(engine))
            file = stack.enter_context(open_sheet(self._path))
            run_id = None if self._dry_run else self._start(session, stack)
            name = DRY_RUN if run_id is None else run_id
            rejects = stack.enter_context(RejectsFile(self._settings.var, name, HEADER))
            self._tell_file(file)
            try:
                self._take_all(session, run_id, file, rejects)
            except BaseException as error:
                stopped = isinstance(error, KeyboardInterrupt)
                self._finish(
                    session, run_id, rejects, RunStatus.STOPPED if stopped else RunStatus.FAILED
                )
                if run_id is not None:
                    click.echo("What was taken in stays; import the file again to go on.")
                raise
            self._finish(session, run_id, rejects, RunStatus.FINISHED, file.sha256)

    def _tell_file(self, file: SheetFile) -> None:
        for heading in file.header.unknown:
            click.echo(f"The column {heading} is not known and was ignored.")

    def _start(self, session: Session, stack: ExitStack) -> int:
        var = self._settings.var
        begin_write(session)
        for lost in runs.abandon_runs(session, partial(is_gone, var)):
            click.echo(f"Import {lost.id} of {lost.file_name} was killed; import the file again.")
        run = runs.start_run(
            session, source=self._source, file_name=one_line(self._path.name), file_size=self._size
        )
        run_id = run.id
        # Before others can see the run, so that none takes it for one that was killed.
        stack.enter_context(under_way(var, run_id))
        session.commit()
        return run_id

    def _take_all(
        self, session: Session, run_id: int | None, file: SheetFile, rejects: RejectsFile
    ) -> None:
        with _progress() as bars:
            task = bars.add_task(f"Reading {one_line(self._path.name)[:40]}", total=self._size)
            for batch in file.batches(self._placer):
                self._counts.update(batch.counts)
                self._counts["listings"] += len(batch.listings)
                if len(self._free) < _FREE_COUNTED:
                    self._free.update(batch.free)
                rejects.write_rows(remark.cells() for remark in batch.remarks)
                self._take(session, run_id, batch, rejects)
                bars.update(task, completed=batch.bytes_read)

    def _take(
        self, session: Session, run_id: int | None, batch: SheetBatch, rejects: RejectsFile
    ) -> None:
        begin_write(session)
        self._counts.update(take(session, batch.listings, source=self._source, secret=self._secret))
        if run_id is None:
            # The database sees every row before it is all taken back.
            session.flush()
            session.rollback()
        else:
            runs.note_progress(session, run_id, self._counts, rejects.relative_path)
            session.commit()
        session.expunge_all()

    def _finish(
        self,
        session: Session,
        run_id: int | None,
        rejects: RejectsFile,
        status: RunStatus,
        sha256: str | None = None,
    ) -> None:
        title = f"Dry run of {one_line(self._path.name)}: {status}, nothing was taken in"
        session.rollback()
        if run_id is not None:
            begin_write(session)
            runs.note_progress(session, run_id, self._counts, rejects.relative_path)
            run = runs.finish_run(session, run_id, status=status, sha256=sha256)
            title = f"Import {run.id} of {run.file_name}: {run.status}"
            session.commit()
        self._print_summary(title, rejects)

    def _print_summary(self, title: str, rejects: RejectsFile) -> None:
        click.echo(title)
        console = Console(width=100)
        table = Table(show_header=False, box=None)
        table.add_column()
        table.add_column(justify="right")
        labels = {str(key): label for key, label in _LINES.items()}
        rejecting = {flaw.value: f"  {flaw.text}" for flaw in Flaw if flaw.rejects}
        others = {flaw.value: f"  {flaw.text}" for flaw in Flaw if not flaw.rejects}
        self._counts["remarks"] = sum(self._counts[key] for key in others)
        labels |= rejecting | {"remarks": "remarks on what was taken in"} | others
        for key, label in labels.items():
            if self._counts[key] or key in _ALWAYS_SHOWN:
                table.add_row(label, f"{self._counts[key]:,}")
        console.print(table)
        if self._free:
            click.echo("Free tags, kept as given and found as text:")
        for (column, tag), count in self._free.most_common(_FREE_SHOWN):
            click.echo(f"  {column}: {tag} ({count:,})")
        if len(self._free) > _FREE_SHOWN:
            click.echo(f"  and {len(self._free) - _FREE_SHOWN:,} more")
        if rejects.relative_path:
            click.echo(
                f"Rejected and odd rows, with reasons: {self._settings.var / rejects.relative_path}"
            )


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
