"""`directory import`: takes listings in from files, each file as one recorded run."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from functools import partial
from pathlib import Path
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

from directory.cli.migrations import bring_to_head
from directory.cli.site import read_settings
from directory.config import site_secret
from directory.db import begin_write, make_engine
from directory.geo.failures import GeocodingError
from directory.geo.gazetteer import Gazetteer
from directory.interchange import service
from directory.interchange.models import ImportRun, RunStatus
from directory.interchange.nppes import SOURCE
from directory.interchange.nucc import taxonomy
from directory.interchange.places import Locator
from directory.interchange.reading import FileUnusable, open_nppes
from directory.interchange.rejects import RejectsFile
from directory.interchange.running import is_gone, under_way
from directory.interchange.wording import clean

if TYPE_CHECKING:
    from directory.config import Settings
    from directory.interchange.places import Geocoder
    from directory.interchange.reading import Batch, NppesFile

_LINES = {
    "rows": "rows read",
    "irrelevant": "  of other professions, skipped",
    "deactivated": "  with a deactivated NPI",
    "hidden": "    listings hidden for it",
    "already_hidden": "    listings hidden before",
    "relevant": "  of listed professions",
    "added": "    added as unclaimed listings",
    "updated": "    updated",
    "restored": "    shown again: the NPI is in use again",
    "unchanged": "    unchanged",
    "older": "    older than what is known, left alone",
    "claimed_same": "    claimed by their owners, saying the same",
    "claimed_differs": "    claimed by their owners, saying something else; left alone",
    "held": "    hidden by a moderator, left hidden",
    "suppressed": "    left out because their holders asked for it",
    "rejected": "rejected",
    "unreadable": "  not readable as CSV",
    "wrong_width": "  with too few or too many columns",
    "bad_npi": "  with a malformed NPI",
    "unknown_entity": "  neither person nor organisation",
    "no_name": "  without a name",
    "no_address": "  without a practice address",
    "clinic_code_on_person": "  persons with only a clinic's code",
    "zip_state_conflict": "taken in with ZIP code and state in conflict",
    "place_unknown": "taken in without coordinates",
    "home_unplaced": "taken in without coordinates: maybe a home in an unknown town",
    "phone_dropped": "taken in without their malformed phone number",
    "duplicate": "NPIs given twice; the last row counts",
}
"""What the summary calls each count, in the order shown."""

_ALWAYS_SHOWN = frozenset(
    {"rows", "irrelevant", "relevant", "added", "updated", "unchanged", "rejected"}
)


@click.group("import")
def imports() -> None:
    """Take listings in from files. Every file is one recorded run and may be imported again."""


@imports.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
def nppes(files: tuple[Path, ...]) -> None:
    """Take in providers from CMS's public NPPES download, the CSV named npidata_pfile_*.csv.

    Of its rows only the listed professions come in, as unclaimed listings. A second run with the
    same file changes nothing.
    """
    settings = read_settings()
    if not settings.gazetteer_path.exists():
        message = (
            "There is no place data yet to find addresses with. Run: directory gazetteer build"
        )
        raise click.ClickException(message)
    for path in files:
        _try_out(path)
    bring_to_head(settings.database, settings.var / "migrations.lock")
    geocoder = Gazetteer(settings.gazetteer_path)
    for path in files:
        try:
            FileImport(settings, path, geocoder).run()
        except GeocodingError as error:
            raise click.ClickException(str(error)) from error


def _try_out(path: Path) -> None:
    """Complain about an unusable file before any other is taken in."""
    try:
        with open_nppes(path):
            return
    except FileUnusable as error:
        message = f"{clean(str(path))} cannot be imported: {error}"
        raise click.ClickException(message) from error


class FileImport:
    """One file on its way in: one recorded run, one transaction for each batch."""

    def __init__(self, settings: Settings, path: Path, geocoder: Geocoder) -> None:
        """Prepare to take in the `npidata_pfile` at the path."""
        self._settings = settings
        self._path = path
        self._locator = Locator(geocoder)
        self._secret = site_secret(settings)
        self._size = path.stat().st_size
        self._counts: Counter[str] = Counter()

    def run(self) -> None:
        """Read the file to its end; a run that breaks off is recorded as stopped or failed.

        Raises:
            GeocodingError: The place data cannot be read.
        """
        engine = make_engine(self._settings.database)
        with Session(engine) as session, open_nppes(self._path) as file, ExitStack() as stack:
            run_id = self._start(session, stack)
            with RejectsFile(self._settings.var, run_id) as rejects:
                try:
                    self._take_all(session, run_id, file, rejects)
                except BaseException as error:
                    stopped = isinstance(error, KeyboardInterrupt)
                    status = RunStatus.STOPPED if stopped else RunStatus.FAILED
                    self._finish(session, run_id, rejects, status)
                    click.echo("What was taken in stays; import the file again to go on.")
                    raise
                self._finish(session, run_id, rejects, RunStatus.FINISHED, file.sha256)
        engine.dispose()

    def _start(self, session: Session, stack: ExitStack) -> int:
        var = self._settings.var
        begin_write(session)
        for lost in service.abandon_runs(session, partial(is_gone, var)):
            click.echo(f"Import {lost.id} of {lost.file_name} was killed; import the file again.")
        run = service.start_run(
            session, source=SOURCE, file_name=clean(self._path.name), file_size=self._size
        )
        run_id = run.id
        # Before others can see the run, so that none takes it for one that was killed.
        stack.enter_context(under_way(var, run_id))
        session.commit()
        return run_id

    def _take_all(
        self, session: Session, run_id: int, file: NppesFile, rejects: RejectsFile
    ) -> None:
        with _progress() as bars:
            task = bars.add_task(f"Import {run_id}", total=self._size, rate="")
            for batch in file.batches(taxonomy(), self._locator):
                self._counts.update(batch.counts)
                rejects.write(batch.remarks)
                if batch.changes:
                    self._take(session, run_id, batch, rejects)
                elapsed = bars.tasks[task].elapsed or 0
                rate = f"{self._counts['rows'] / elapsed:,.0f} rows/s" if elapsed else ""
                bars.update(task, completed=batch.bytes_read, rate=rate)

    def _take(self, session: Session, run_id: int, batch: Batch, rejects: RejectsFile) -> None:
        begin_write(session)
        outcomes = service.take(session, run_id, batch.changes, self._secret)
        self._counts.update(outcomes)
        service.note_progress(session, run_id, self._counts, rejects.relative_path)
        session.commit()
        session.expunge_all()

    def _finish(
        self,
        session: Session,
        run_id: int,
        rejects: RejectsFile,
        status: RunStatus,
        sha256: str | None = None,
    ) -> None:
        begin_write(session)
        service.note_progress(session, run_id, self._counts, rejects.relative_path)
        run = service.finish_run(session, run_id, status=status, sha256=sha256)
        _print_summary(run, self._settings.var)
        session.commit()


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


def _print_summary(run: ImportRun, var: Path) -> None:
    click.echo(f"Import {run.id} of {run.file_name}: {run.status}")
    table = Table(show_header=False, box=None)
    table.add_column()
    table.add_column(justify="right")
    for key, label in _LINES.items():
        count = run.counts.get(key, 0)
        if count or key in _ALWAYS_SHOWN:
            table.add_row(label, f"{count:,}")
    Console(width=100).print(table)
    if run.rejects_path:
        click.echo(f"Rejected and odd rows, with reasons: {var / run.rejects_path}")
