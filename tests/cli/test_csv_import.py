"""One table on its way in: a recorded run, a summary, a file of odd rows, and a way to try it."""

import csv

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.cli.csv_import import TableImport
from directory.db import begin_write, make_engine
from directory.interchange.models import ImportRun
from directory.log.models import Event
from directory.practitioners.models import Practitioner
from tests.interchange.sheet.sheets import table
from tests.interchange.sheet.test_placing import World

pytestmark = [pytest.mark.databases("sqlite")]

ROWS = ("Ada Elm,therapist,Denver,US", ",therapist,Denver,US", "Bo Fir,running coach,Denver,US")


@pytest.fixture
def read(settings):
    engine = make_engine(settings.database)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def take(settings, tmp_path, capsys):
    """Takes a table in and gives what was said."""

    def take_in(*rows, header="name,kind,city,country", geocoder=None, dry_run=False):
        path = tmp_path / "table.csv"
        path.write_text(table(*rows, header=header), encoding="utf-8")
        TableImport(settings, path, geocoder or World(), source="csv", dry_run=dry_run).run()
        return capsys.readouterr().out

    return take_in


def counts_in(said):
    lines = (
        line.strip().rsplit(maxsplit=1) for line in said.splitlines() if line.strip()[-1:].isdigit()
    )
    return {label: int(count.replace(",", "")) for label, count in lines}


def names(read):
    read.rollback()
    return set(read.scalars(select(Practitioner.name)))


def runs(read):
    return list(read.scalars(select(ImportRun).order_by(ImportRun.id)))


def test_the_summary_says_what_became_of_the_rows(take, read):
    counts = counts_in(take(*ROWS))

    assert (counts["rows read"], counts["listings in them"], counts["rows rejected"]) == (3, 2, 1)
    assert counts["added as unclaimed listings"] == 2
    assert counts["The row has no name."] == 1
    assert names(read) == {"Ada Elm", "Bo Fir"}


def test_a_run_is_recorded_with_its_counts(take, read):
    take(*ROWS)

    (run,) = runs(read)
    assert (run.source, run.file_name, run.status) == ("csv", "table.csv", "finished")
    assert (run.counts["added"], len(run.file_sha256)) == (2, 64)
    assert read.scalar(select(func.count(Event.id)).where(Event.action == "imported")) == 1


def test_the_second_time_nothing_changes(take, read):
    take(*ROWS)

    counts = counts_in(take(*ROWS))

    assert (counts["added as unclaimed listings"], counts["unchanged"]) == (0, 2)
    assert set(read.scalars(select(Practitioner.version))) == {1}


def test_rejected_rows_stand_in_a_file_with_their_reasons(take, settings):
    said = take(*ROWS)

    path = settings.var / "imports" / "1-rejects.csv"
    assert str(path) in said
    with path.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["outcome"], row["reason"]) == ("3", "rejected", "no_name")


def test_free_tags_and_unknown_columns_are_named(take):
    header = "name,kind,city,country,modalities,shoe size"
    tags = [f"Tag {number}" for number in range(30)]

    said = take(f"Ada,therapist,Denver,US,{';'.join(tags)},42", header=header)

    assert "The column shoe size is not known and was ignored." in said
    assert "modalities: Tag 0 (1)" in said
    assert "and 10 more" in said


def test_a_dry_run_says_the_same_and_changes_nothing(take, read, settings):
    tried = take(*ROWS, dry_run=True)

    assert names(read) == set()
    assert runs(read) == []
    assert (settings.var / "imports" / "dry-run-rejects.csv").exists()
    assert tried.startswith("Dry run of table.csv: finished, nothing was taken in")
    assert counts_in(tried) == counts_in(take(*ROWS))


class Impatient(World):
    """Someone presses Ctrl-C when a certain place is asked for."""

    def resolve(self, text, *, country_hint=None):
        if text == "Stop":
            raise KeyboardInterrupt
        return super().resolve(text, country_hint=country_hint)


@pytest.mark.parametrize(("dry_run", "statuses"), [(False, ["stopped", "finished"]), (True, [])])
def test_a_stopped_run_is_recorded_and_can_be_done_again(take, read, capsys, dry_run, statuses):
    rows = [f"Ada {number},therapist,Denver,US" for number in range(600)]

    with pytest.raises(KeyboardInterrupt):
        take(*rows, "Bo,therapist,Stop,US", geocoder=Impatient(), dry_run=dry_run)
    take(*rows, dry_run=dry_run)

    assert [run.status for run in runs(read)] == statuses
    assert len(names(read)) == (0 if dry_run else 600)


def test_a_run_that_was_killed_is_abandoned_when_the_next_one_starts(take, read):
    take(*ROWS)
    begin_write(read)
    runs(read)[0].status = "running"
    read.commit()

    said = take(*ROWS)

    assert "Import 1 of table.csv was killed" in said
    read.rollback()
    assert [run.status for run in runs(read)] == ["abandoned", "finished"]
