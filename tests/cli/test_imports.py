"""`directory import nppes` takes a register's files in and says what became of them."""

import csv

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from directory.cli.imports import imports, parts_or_complaint
from directory.cli.nppes_import import NppesImport
from directory.db import begin_write
from directory.interchange.models import ImportRun
from directory.interchange.suppression import suppress
from directory.log.models import Event
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Practitioner, Status
from tests.interchange.nppes_rows import (
    DENTIST,
    SmallWorld,
    deactivated,
    make_npi,
    organisation,
    person,
    write_file,
)
from tests.running import environment_of

pytestmark = [pytest.mark.places, pytest.mark.databases("sqlite")]


def listed(read):
    read.rollback()
    return {row.npi: row for row in read.scalars(select(Practitioner))}


def test_the_relevant_rows_come_in_where_they_practise(tmp_path, import_files, read):
    wanted, clinic = person(), organisation()
    path = write_file(tmp_path / "npidata.csv", [person(codes=(DENTIST,)), wanted, clinic])

    result = import_files(path)

    assert result.exit_code == 0, result.output
    found = listed(read)
    assert set(found) == {wanted["NPI"], clinic["NPI"]}
    location = found[wanted["NPI"]].locations[0]
    assert (location.city, location.precision) == ("Denver", "postal")
    assert location.latitude == pytest.approx(39.75, abs=0.05)


def test_the_summary_names_what_became_of_the_rows(tmp_path, import_files):
    path = write_file(tmp_path / "npidata.csv", [person(codes=(DENTIST,)), person(), person()])

    result = import_files(path)

    counts = dict(line.strip().rsplit(maxsplit=1) for line in result.stdout.splitlines()[1:])
    assert result.stdout.startswith("Import 1 of npidata.csv: finished")
    assert counts["rows read"] == "3"
    assert counts["added as unclaimed listings"] == "2"


def test_the_second_time_nothing_changes(tmp_path, import_files, read):
    path = write_file(tmp_path / "npidata.csv", [person(), organisation()])
    import_files(path)
    before = read.scalar(select(func.count(OutboxEntry.id)))

    import_files(path)

    read.rollback()
    assert read.scalar(select(func.count(OutboxEntry.id))) == before
    assert {row.version for row in listed(read).values()} == {1}
    assert [run.counts.get("unchanged") for run in read.scalars(select(ImportRun))] == [None, 2]


def test_every_file_is_a_run_of_its_own(tmp_path, import_files, read):
    npi = make_npi()
    first = write_file(tmp_path / "monthly.csv", [person(npi=npi)])
    second = write_file(tmp_path / "weekly.csv", [deactivated(npi)])

    import_files(first, second)

    runs = list(read.scalars(select(ImportRun).order_by(ImportRun.id)))
    assert [(run.file_name, run.status) for run in runs] == [
        ("monthly.csv", "finished"),
        ("weekly.csv", "finished"),
    ]
    assert [len(run.file_sha256) for run in runs] == [64, 64]
    assert listed(read)[npi].status == Status.HIDDEN
    assert read.scalar(select(func.count(Event.id)).where(Event.action == "imported")) == 2


def test_an_older_file_read_again_leaves_a_deactivated_number_hidden(tmp_path, import_files, read):
    npi = make_npi()
    older = write_file(tmp_path / "monthly.csv", [person(npi=npi)])
    import_files(older, write_file(tmp_path / "weekly.csv", [deactivated(npi)]))

    import_files(older)

    assert listed(read)[npi].status == Status.HIDDEN


def test_rejected_rows_stand_in_a_file_with_their_reasons(tmp_path, settings, import_files, read):
    path = write_file(tmp_path / "npidata.csv", [person(npi="1234567890"), person()])

    result = import_files(path)

    rejects = settings.var / "imports" / "1-rejects.csv"
    assert str(rejects) in result.stdout.replace("\n", "")
    with rejects.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["npi"], row["reason"]) == ("2", "1234567890", "bad_npi")
    assert row["what_to_do"]
    assert read.scalars(select(ImportRun)).one().rejects_path == "imports/1-rejects.csv"


def test_those_who_asked_to_be_left_out_stay_out(tmp_path, settings, import_files, read):
    cells = person()
    begin_write(read)
    suppress(read, cells["NPI"], settings.secret_key, actor="command:test")
    read.commit()

    result = import_files(write_file(tmp_path / "npidata.csv", [cells]))

    assert "left out because their holders asked for it" in result.stdout
    assert listed(read) == {}


def test_what_may_be_a_home_is_known_by_its_town_alone(tmp_path, import_files, read):
    cells = person(sole="Y", street="12 MAPLE ST", mailing_street="12 MAPLE ST")

    import_files(write_file(tmp_path / "npidata.csv", [cells]))

    practitioner = listed(read)[cells["NPI"]]
    location = practitioner.locations[0]
    assert practitioner.town_only
    assert (location.street, location.postal_code, location.phone) == ("", "", None)
    assert (location.city, location.precision) == ("Denver", "city")


def test_an_unusable_file_is_named_before_any_other_is_taken_in(tmp_path, import_files, read):
    good = write_file(tmp_path / "npidata.csv", [person()])

    result = import_files(good, tmp_path / "missing.csv")

    assert result.exit_code == 1
    assert "missing.csv cannot be imported: there is no such file." in result.stderr
    assert listed(read) == {}


def test_without_place_data_it_says_how_to_make_them(tmp_path, settings):
    path = write_file(tmp_path / "npidata.csv", [person()])

    result = CliRunner(env=environment_of(settings)).invoke(imports, ["nppes", str(path)])

    assert result.exit_code == 1
    assert "directory gazetteer build" in result.stderr


def test_broken_place_data_end_the_run_as_failed(tmp_path, settings, read):
    settings.gazetteer_path.parent.mkdir(parents=True)
    settings.gazetteer_path.write_bytes(b"no place data")
    path = write_file(tmp_path / "npidata.csv", [person()])

    result = CliRunner(env=environment_of(settings)).invoke(imports, ["nppes", str(path)])

    assert result.exit_code == 1
    assert "Error:" in result.stderr
    assert read.scalars(select(ImportRun)).one().status == "failed"


def take_in(settings, path, world):
    NppesImport(settings, parts_or_complaint(path), world).run()


class Impatient(SmallWorld):
    """Someone presses Ctrl-C when a certain place is asked for."""

    def resolve(self, text, *, country_hint=None):
        if text == "81001":
            raise KeyboardInterrupt
        return super().resolve(text, country_hint=country_hint)


def test_a_stopped_run_is_recorded_and_can_be_done_again(tmp_path, settings, read):
    rows = [person(), person(zip="81001")]
    path = write_file(tmp_path / "npidata.csv", rows)

    with pytest.raises(KeyboardInterrupt):
        take_in(settings, path, Impatient())
    take_in(settings, path, SmallWorld())

    statuses = read.scalars(select(ImportRun.status).order_by(ImportRun.id)).all()
    assert statuses == ["stopped", "finished"]
    assert len(listed(read)) == 2


def test_a_run_that_was_killed_is_abandoned_when_the_next_one_starts(tmp_path, import_files, read):
    path = write_file(tmp_path / "npidata.csv", [person()])
    import_files(path)
    begin_write(read)
    read.scalars(select(ImportRun)).one().status = "running"
    read.commit()

    result = import_files(write_file(tmp_path / "another.csv", [person()]))

    assert "Import 1 of npidata.csv was killed" in result.stdout
    runs = read.scalars(select(ImportRun).order_by(ImportRun.id)).all()
    assert [run.status for run in runs] == ["abandoned", "finished"]


class Curious(SmallWorld):
    """Somebody else starts an import while this one is at work."""

    def __init__(self, start_other):
        super().__init__()
        self.start_other = start_other

    def resolve(self, text, *, country_hint=None):
        self.start_other()
        return super().resolve(text, country_hint=country_hint)


def test_two_imports_at_once_do_not_take_each_other_for_killed(
    tmp_path, settings, read, import_files
):
    path = write_file(tmp_path / "npidata.csv", [person()])
    import_files(path)

    take_in(settings, path, Curious(lambda: take_in(settings, path, SmallWorld())))

    assert set(read.scalars(select(ImportRun.status))) == {"finished"}
    assert read.scalar(select(func.count(Event.id)).where(Event.action == "import abandoned")) == 0


def test_it_explains_itself():
    result = CliRunner().invoke(imports, ["nppes", "--help"])

    assert result.exit_code == 0
    assert "npidata_pfile" in result.output
