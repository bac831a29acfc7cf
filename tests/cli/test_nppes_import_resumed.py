"""Imports that were killed or stopped go on where they were."""

import io
import signal

import pytest
from click import ClickException
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.cli.nppes_import import NppesImport
from directory.db import begin_write, make_engine
from directory.interchange import service
from directory.interchange.download import usable_parts
from directory.interchange.models import ImportRun
from directory.log.models import Event
from directory.practitioners.models import Fact, Licence, Location, Practitioner, Term
from tests.cli.directory_contents import contents
from tests.interchange.nppes_files import name_row, place_row, write_download
from tests.interchange.nppes_rows import as_row, organisation, person, write_file
from tests.running import RunningProgram, wait_until

pytestmark = [pytest.mark.places, pytest.mark.databases("sqlite")]


@pytest.fixture
def big_download(tmp_path):
    """Enough for several steps of each file."""
    clinics = [organisation(organisation=f"CLINIC {number}") for number in range(1_500)]
    therapists = [person(last=f"ALDER{chr(65 + number % 26)}") for number in range(3_000)]
    rows = [as_row(row) for row in (*clinics, *therapists)]
    rows.insert(2_500, as_row(person(npi="1234567890")))
    return write_download(
        tmp_path,
        providers=rows,
        places=[place_row(row["NPI"]) for row in clinics],
        names=[name_row(row["NPI"], f"OTHER {row['NPI']}") for row in clinics],
    )


def killed_after(settings, path, output, enough):
    """Import until something is there, then kill -9."""
    arguments = ["-m", "directory", "import", "nppes", path]
    engine = make_engine(settings.database)
    with RunningProgram(arguments, settings, output) as program, Session(engine) as session:

        def happened():
            session.rollback()
            return enough(session) or program.process.poll() is not None

        wait_until(happened, "nothing was taken in")
        program.signal(signal.SIGKILL)
        program.wait()
    engine.dispose()
    return program.process.returncode


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "at_least"),
    [(Practitioner, 1), (Practitioner, 2_500), (Location, 4_501)],
    ids=["at the beginning", "in the middle", "among further places"],
)
def test_an_import_killed_at_any_moment_goes_on_to_the_same_end(
    tmp_path, settings, import_files, read, big_download, model, at_least
):
    def enough(session):
        return session.scalar(select(func.count()).select_from(model)) >= at_least

    code = killed_after(settings, big_download, tmp_path / "output", enough)

    result = import_files(big_download)

    assert code == -signal.SIGKILL
    assert result.exit_code == 0, result.output
    assert "goes on" in result.stdout
    assert set(read.scalars(select(ImportRun.status))) == {"finished"}
    assert sorted(read.scalars(select(ImportRun.id))) == [1, 2, 3]
    counts = read.get_one(ImportRun, 1).counts
    assert (counts["rows"], counts["added"], counts["bad_npi"]) == (4_501, 4_500, 1)
    rejects = (settings.var / "imports" / "1-rejects.csv").read_text().splitlines()
    assert len(rejects) == 2
    after = contents(read)
    undisturbed(settings, import_files, big_download)
    assert contents(read) == after


def undisturbed(settings, import_files, path):
    """Import into a directory emptied again."""
    engine = make_engine(settings.database)
    with engine.begin() as connection:
        for model in (Location, Term, Licence, Fact, Practitioner, ImportRun, Event):
            connection.execute(model.__table__.delete())
    engine.dispose()
    result = import_files(path, "--restart")
    assert result.exit_code == 0, result.output


def test_restart_begins_anew(tmp_path, settings, import_files, read):
    path = write_file(tmp_path / "f.csv", [person() for _ in range(2_500)])
    import_files(path)
    break_off(read, lines=1_001)

    result = import_files(path, "--restart")

    assert "goes on" not in result.stdout
    assert [run.status for run in read.scalars(select(ImportRun))] == ["stopped", "finished"]


def test_a_changed_file_begins_anew(tmp_path, settings, import_files, read):
    path = write_file(tmp_path / "f.csv", [person() for _ in range(2_500)])
    import_files(path)
    break_off(read, lines=1_001)
    content = path.read_bytes()
    path.write_bytes(content[:80_000] + content[80_000:].replace(b"DENVER", b"PUEBLO"))

    result = import_files(path)

    assert "The file has changed since" in result.stdout
    assert [run.status for run in read.scalars(select(ImportRun))] == ["stopped", "finished"]


class Rival(io.StringIO):
    """An output that lets another process take the run over as soon as it is announced."""

    def __init__(self, take_over):
        super().__init__()
        self._take_over = take_over

    def write(self, text):
        if "Going on with" in text:
            self._take_over()
        return super().write(text)


def test_of_two_processes_that_go_on_with_one_run_the_second_is_refused(
    tmp_path, settings, import_files, read, monkeypatch
):
    path = write_file(tmp_path / "f.csv", [person() for _ in range(2_500)])
    import_files(path)
    stopped_at_its_mark(read)
    before = contents(read)
    read.rollback()

    def take_over():
        begin_write(read)
        service.reopen_run(read, 1)
        read.commit()

    monkeypatch.setattr("sys.stdout", Rival(take_over))
    late = NppesImport(settings, usable_parts(path), None)
    with pytest.raises(ClickException, match="Import 1 of the same file is under way in another"):
        late.run()

    read.rollback()
    assert [run.status for run in read.scalars(select(ImportRun))] == ["running"]
    assert contents(read) == before


def stopped_at_its_mark(read):
    """Pretend that the only run was stopped right behind its last batch."""
    read.rollback()
    begin_write(read)
    read.scalars(select(ImportRun)).one().status = "stopped"
    read.commit()


def break_off(read, lines):
    """Pretend that the only run was stopped after some lines."""
    read.rollback()
    read.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
    run = read.scalars(select(ImportRun)).one()
    run.status = "stopped"
    run.checkpoint = run.checkpoint | {"place": run.checkpoint["place"] | {"lines": lines}}
    read.commit()
