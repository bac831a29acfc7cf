"""Takes the files of an NPPES download in, each as one recorded run that can be gone on with."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from sqlalchemy.orm import Session

from directory.cli.import_summary import print_summary
from directory.cli.step_bars import StepBars
from directory.config import site_secret
from directory.db import begin_write, make_engine
from directory.interchange import service
from directory.interchange.download import NppesPart, providers_among
from directory.interchange.file_kinds import FileKind, is_whole
from directory.interchange.gathered_steps import GatheredFile
from directory.interchange.gathering import Gathering, scratch
from directory.interchange.models import RunStatus
from directory.interchange.name_steps import NameTaker
from directory.interchange.nppes import SOURCE
from directory.interchange.nucc import taxonomy
from directory.interchange.places import Locator
from directory.interchange.provider_steps import listed_npis, provider_steps
from directory.interchange.reading import ProviderReader
from directory.interchange.rejects import RejectsFile
from directory.interchange.running import is_gone, under_way
from directory.interchange.secondary_steps import PlaceTaker
from directory.interchange.tables import Mark, Table, open_table
from directory.interchange.wording import clean
from directory.outbox.letters import Letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from directory.config import Settings
    from directory.interchange.archives import Part
    from directory.interchange.models import ImportRun
    from directory.interchange.places import Geocoder
    from directory.interchange.steps import Step


class _Start(NamedTuple):
    """A run about to begin or go on.

    Attributes:
        run_id: The run.
        place: Where it goes on; `None` at the beginning.
        counts: What it had counted by then.
        rejects_bytes: How much of its rejects file it had written by then.
    """

    run_id: int
    place: dict[str, Any] | None
    counts: Counter[str]
    rejects_bytes: int


class NppesImport:
    """The files of one call on their way in: for each one run, for each step one transaction."""

    def __init__(
        self,
        settings: Settings,
        parts: Sequence[NppesPart],
        geocoder: Geocoder,
        *,
        restart: bool = False,
    ) -> None:
        """Prepare.

        Args:
            settings: The site's settings.
            parts: The files, in the order in which they are taken in.
            geocoder: Finds places.
            restart: Whether to begin anew where an earlier run broke off.
        """
        self._settings = settings
        self._parts = parts
        self._locator = Locator(geocoder)
        self._secret = site_secret(settings)
        self._letters = Letters(settings.site_name, settings.public_url)
        self._restart = restart

    def run(self) -> None:
        """Take every file in; a run that breaks off is recorded as stopped or failed.

        Raises:
            FileUnusable: A file turned out to be broken.
            GeocodingError: The place data cannot be read.
        """
        engine = make_engine(self._settings.database)
        try:
            with Session(engine) as session:
                self._close_killed(session)
                for found in self._still_to_do(session):
                    self._take_in(session, found)
        finally:
            engine.dispose()

    def _close_killed(self, session: Session) -> None:
        begin_write(session)
        for lost in service.abandon_runs(session, partial(is_gone, self._settings.var)):
            click.echo(f"Import {lost.id} of {lost.file_name} was killed.")
        session.commit()

    def _still_to_do(self, session: Session) -> Sequence[NppesPart]:
        """Leave out what was taken in before the file that an earlier call broke off in."""
        for number, found in reversed(list(enumerate(self._parts))):
            broken = self._broken_run(session, found.part)
            if broken is None:
                continue
            before = [self._last_run(session, earlier.part) for earlier in self._parts[:number]]
            done = [run for run in before if run and run.status == RunStatus.FINISHED]
            if len(done) == number and all(run.id < broken.id for run in done):
                for run in done:
                    click.echo(f"{run.file_name} was taken in before, by import {run.id}.")
                return self._parts[number:]
        return self._parts

    def _broken_run(self, session: Session, part: Part) -> ImportRun | None:
        if self._restart:
            return None
        run = self._last_run(session, part)
        return run if run and service.can_go_on(run) else None

    def _last_run(self, session: Session, part: Part) -> ImportRun | None:
        return service.last_run(session, SOURCE, part.identity())

    def _take_in(self, session: Session, found: NppesPart) -> None:
        with ExitStack() as stack:
            table = stack.enter_context(open_table(found.part))
            start = self._start(session, found, table, stack)
            if start.place is None and table.line > 1:
                table = stack.enter_context(open_table(found.part))
            rejects = stack.enter_context(
                RejectsFile(self._settings.var, start.run_id, keep_bytes=start.rejects_bytes)
            )
            run = _Run(session, start, found.part, rejects, self._settings)
            run.go_through(partial(self._steps, session, found, table, start.place, stack), table)

    def _start(self, session: Session, found: NppesPart, table: Table, stack: ExitStack) -> _Start:
        broken = self._broken_run(session, found.part)
        checkpoint = (broken.checkpoint if broken else None) or {}
        place = checkpoint.get("place")
        if broken and place and found.kind is FileKind.PROVIDERS:
            click.echo(f"Going on with import {broken.id} of {broken.file_name} ...")
            if not table.skip_to(Mark(**place)):
                click.echo("The file has changed since; starting at its beginning.")
                broken = place = None
        begin_write(session)
        if broken and not service.can_go_on(broken):
            message = f"Import {broken.id} of the same file is under way in another process."
            raise click.ClickException(message)
        run = service.reopen_run(session, broken.id) if broken else self._new_run(session, found)
        start = _Start(
            run.id,
            place,
            Counter(run.counts),
            checkpoint.get("rejects_bytes", 0) if broken else 0,
        )
        if broken:
            rows = f"{run.counts.get('rows', 0):,}"
            click.echo(f"Import {run.id} goes on; {rows} rows were read before.")
        # Before others can see the run, so that none takes it for one that was killed.
        stack.enter_context(under_way(self._settings.var, run.id))
        session.commit()
        return start

    def _new_run(self, session: Session, found: NppesPart) -> ImportRun:
        return service.start_run(
            session,
            source=SOURCE,
            file_name=clean(found.part.name),
            file_size=found.part.size,
        )

    def _steps(
        self,
        session: Session,
        found: NppesPart,
        table: Table,
        place: dict[str, Any] | None,
        stack: ExitStack,
    ) -> Iterator[Step]:
        listed = listed_npis(session)
        session.rollback()
        if found.kind is FileKind.PROVIDERS:
            reader = ProviderReader(table, taxonomy(), self._locator, listed)
            return provider_steps(reader, table, found.part.size, self._secret, self._letters)
        aside = stack.enter_context(scratch(self._settings.var / "imports"))
        taker: PlaceTaker | NameTaker = NameTaker()
        if found.kind is FileKind.LOCATIONS:
            providers = providers_among(self._parts)
            whole = is_whole(found.part.name)
            taker = PlaceTaker(self._locator, aside, providers, whole=whole)
        file = GatheredFile(table, taker, found.part.size)
        return file.steps(Gathering(aside), listed, (place or {}).get("after", ""))


class _Run:
    """One file on its way in."""

    def __init__(
        self,
        session: Session,
        start: _Start,
        part: Part,
        rejects: RejectsFile,
        settings: Settings,
    ) -> None:
        self._session = session
        self._id = start.run_id
        self._counts = start.counts
        self._rejects = rejects
        self._settings = settings
        self._checkpoint: dict[str, Any] = {"file": part.identity(), "place": start.place}

    def go_through(self, steps: Any, table: Table) -> None:
        """Take step after step; how it ends is recorded, whatever happens."""
        try:
            with StepBars(f"Import {self._id}") as bars:
                for step in steps():
                    self._take(step)
                    bars.show(step)
        except BaseException as error:
            stopped = isinstance(error, KeyboardInterrupt)
            self._finish(RunStatus.STOPPED if stopped else RunStatus.FAILED)
            click.echo("What was taken in stays; import the file again to go on.")
            raise
        self._finish(RunStatus.FINISHED, table.sha256)

    def _take(self, step: Step) -> None:
        self._rejects.write(step.remarks)
        counts = self._counts + step.counts
        begin_write(self._session)
        if step.take:
            counts.update(step.take(self._session, self._id))
        self._note(counts, self._checkpoint | {"place": step.place or self._checkpoint["place"]})
        self._session.commit()
        self._session.expunge_all()
        self._counts = counts

    def _note(self, counts: Counter[str], checkpoint: dict[str, Any]) -> None:
        self._checkpoint = checkpoint | {"rejects_bytes": self._rejects.size}
        path = self._rejects.relative_path
        service.note_progress(self._session, self._id, counts, path, self._checkpoint)

    def _finish(self, status: RunStatus, sha256: str | None = None) -> None:
        begin_write(self._session)
        run = service.finish_run(self._session, self._id, status=status, sha256=sha256)
        print_summary(run, self._settings.var)
        self._session.commit()
