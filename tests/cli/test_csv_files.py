"""`directory import csv` and `directory export csv` on a site of the test's own."""

import csv
import io

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.cli.csv_files import exports, import_csv
from directory.db import make_engine
from directory.interchange.models import ImportRun
from directory.interchange.sheet.columns import COLUMNS
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Practitioner
from tests.interchange.sheet.sheets import table
from tests.running import environment_of

pytestmark = [pytest.mark.databases("sqlite")]

ADA = "Ada Elm,therapist,Denver,US"


@pytest.fixture
def run(settings):
    """Runs one of the commands on the site and gives its result."""

    def run_one(command, *arguments):
        arguments = [str(argument) for argument in arguments]
        return CliRunner(env=environment_of(settings)).invoke(command, arguments)

    return run_one


@pytest.fixture
def read(settings):
    """Opens a session on the site's database as the command left it."""
    engine = make_engine(settings.database)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def path(tmp_path):
    """A table with one listing."""
    return write(tmp_path / "table.csv", table(ADA))


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def listed(read):
    read.rollback()
    return {row.name: row for row in read.scalars(select(Practitioner))}


def test_a_table_comes_in_and_is_promised_to_the_index(path, run, read):
    result = run(import_csv, path)

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Import 1 of table.csv: finished")
    assert set(listed(read)) == {"Ada Elm"}
    assert read.scalar(select(func.count(OutboxEntry.id))) == 1


def test_a_site_without_a_database_gets_one(tmp_path, path, run, settings, read):
    read.close()
    for file in settings.var.glob("directory.sqlite*"):
        file.unlink()

    result = run(import_csv, path)

    assert result.exit_code == 0, result.output
    assert set(listed(read)) == {"Ada Elm"}


def test_the_help_says_that_a_dry_run_may_bring_the_database_up_to_date(run):
    result = run(import_csv, "--help")

    said = " ".join(result.stdout.split())
    assert "take in nothing" in said
    assert "brought up to date first, before a dry run too" in said


def test_without_place_data_it_says_what_is_missing(path, run):
    result = run(import_csv, path)

    assert "directory gazetteer build" in result.stderr
    assert "the place has no coordinates" in result.stdout


@pytest.mark.places
def test_with_place_data_towns_are_found(path, run, read, with_places):
    result = run(import_csv, path)

    (place,) = listed(read)["Ada Elm"].locations
    assert (place.region_code, place.precision) == ("CO", "city")
    assert place.latitude == pytest.approx(39.74, abs=0.1)
    assert "gazetteer" not in result.stderr


def test_broken_place_data_are_none(path, run, settings, read):
    settings.gazetteer_path.parent.mkdir(parents=True)
    settings.gazetteer_path.write_bytes(b"no place data")

    result = run(import_csv, path)

    assert result.exit_code == 0, result.output
    assert "directory gazetteer build" in result.stderr
    assert read.scalars(select(ImportRun)).one().status == "finished"


def test_ids_belong_to_the_source_that_is_named(path, run, read):
    run(import_csv, path, "--source", "running-club")

    assert listed(read)["Ada Elm"].source == "running-club"
    assert read.scalars(select(ImportRun)).one().source == "running-club"


@pytest.mark.parametrize("source", ["demo", "nppes", "", "a b", "x" * 41])
def test_some_sources_are_not_to_be_had(path, run, read, source):
    result = run(import_csv, path, "--source", source)

    assert result.exit_code == 2
    assert listed(read) == {}


def test_an_unusable_file_is_named_before_any_other_is_taken_in(tmp_path, path, run, read):
    result = run(import_csv, path, tmp_path / "missing.csv")

    assert result.exit_code == 1
    assert "missing.csv cannot be imported: there is no such file." in result.stderr
    assert listed(read) == {}


def test_a_database_that_refuses_is_a_message(path, run, settings, read):
    run(import_csv, path)
    read.close()
    engine = make_engine(settings.database)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE suppression")
    engine.dispose()

    result = run(import_csv, path)

    assert result.exit_code == 1
    assert "The database did not take table.csv" in result.stderr


def test_all_public_listings_go_out(path, tmp_path, run):
    run(import_csv, path)

    result = run(exports, "csv", tmp_path / "out.csv")

    assert result.exit_code == 0, result.output
    assert "1 listings in 1 rows written." in result.stderr
    (row,) = csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8")))
    assert list(row) == list(COLUMNS)
    assert (row["name"], row["kind"], row["city"]) == ("Ada Elm", "therapist", "Denver")


def test_without_a_file_they_go_to_standard_output(path, run):
    run(import_csv, path)

    plain, marked = run(exports, "csv"), run(exports, "csv", "-", "--bom")

    assert plain.stdout_bytes.startswith(b"external_id,name,")
    assert marked.stdout_bytes == b"\xef\xbb\xbf" + plain.stdout_bytes
    assert run(exports, "csv", "--source", "club").stdout_bytes.count(b"\n") == 1


def test_what_went_out_comes_in_again_unchanged(path, tmp_path, run):
    run(import_csv, path)
    run(exports, "csv", tmp_path / "out.csv")

    result = run(import_csv, tmp_path / "out.csv")

    counts = dict(line.strip().rsplit(maxsplit=1) for line in result.stdout.splitlines()[1:5])
    assert (counts["added as unclaimed listings"], counts["updated"]) == ("0", "0")


def test_a_file_that_cannot_be_written_is_a_message_and_leaves_nothing(tmp_path, run):
    result = run(exports, "csv", tmp_path / "missing" / "out.csv")

    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert list(tmp_path.glob("**/*out.csv*")) == []
