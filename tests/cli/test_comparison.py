"""`directory compare nppes` tells what changed between two files."""

import csv
import re

import pytest
from click.testing import CliRunner

from directory.cli.comparison import compare
from tests.interchange.nppes_files import PLACES_HEADER, WEEK, write_download, write_table
from tests.interchange.nppes_rows import (
    CHIROPRACTOR,
    DENTIST,
    as_row,
    deactivated,
    make_npi,
    organisation,
    person,
    write_file,
)
from tests.running import environment_of

pytestmark = pytest.mark.databases("sqlite")

CODE = "Healthcare Provider Taxonomy Code_1"


@pytest.fixture
def compare_files(settings):
    """Runs the command and gives its result and the rows of the CSV."""

    def run(old, new):
        result = CliRunner(env=environment_of(settings)).invoke(
            compare, ["nppes", str(old), str(new)]
        )
        found = sorted((settings.var / "imports").glob("compared-*.csv"))
        rows = []
        if found:
            with found[-1].open(newline="", encoding="utf-8") as file:
                rows = list(csv.DictReader(file))
        return result, rows

    return run


def summary(result):
    lines = re.findall(r"^ *(.+?)  +([\d,]+) *$", result.stdout, re.MULTILINE)
    return {name: int(number) for name, number in lines if int(number)}


def test_every_kind_of_change_is_told(tmp_path, compare_files):
    same, moved, renamed, other, gone, out, left = (person() for _ in range(7))
    back = make_npi()
    new = person()
    older = [
        same,
        moved,
        renamed,
        other,
        gone,
        out,
        left,
        deactivated(back),
        person(codes=(DENTIST,)),
    ]
    newer = [
        left | {CODE: DENTIST},
        deactivated(out["NPI"]),
        person(npi=back),
        other | {CODE: CHIROPRACTOR},
        renamed | {"Provider Last Name (Legal Name)": "ELMWOOD"},
        moved | {"Provider First Line Business Practice Location Address": "99 ELM ST"},
        same,
        new,
        person(codes=(DENTIST,)),
        deactivated(make_npi()),
    ]

    result, rows = compare_files(
        write_file(tmp_path / "old.csv", older), write_file(tmp_path / "new.csv", newer)
    )

    assert result.exit_code == 0, result.output
    told = {(row["difference"], row["npi"]) for row in rows}
    assert told == {
        ("left the listed professions", left["NPI"]),
        ("deactivated", out["NPI"]),
        ("reactivated", back),
        ("changed profession", other["NPI"]),
        ("renamed", renamed["NPI"]),
        ("moved", moved["NPI"]),
        ("added", new["NPI"]),
        ("gone", gone["NPI"]),
    }
    assert summary(result) == {difference: 1 for difference, _ in told}


def test_a_file_compared_with_itself_differs_in_nothing(tmp_path, compare_files):
    path = write_file(tmp_path / "f.csv", [person(), organisation(), deactivated(make_npi())])

    result, rows = compare_files(path, path)

    assert (summary(result), rows) == ({}, [])


def test_one_row_can_differ_in_several_ways(tmp_path, compare_files):
    older = person()
    newer = older | {
        "Provider Last Name (Legal Name)": "ELMWOOD",
        "Provider First Line Business Practice Location Address": "99 ELM ST",
    }

    _, rows = compare_files(
        write_file(tmp_path / "old.csv", [older]), write_file(tmp_path / "new.csv", [newer])
    )

    assert [row["difference"] for row in rows] == ["moved", "renamed"]
    assert (rows[0]["name"], rows[0]["profession"]) == ("Greta Elmwood", "physical_therapist")
    assert rows[0]["place"] == "99 Elm St, Denver, CO, 80202"


def test_what_may_be_a_home_is_told_by_its_town(tmp_path, compare_files):
    newer = person(sole="Y", mailing_street="12 MAPLE ST", mailing_zip="80202")

    _, (row,) = compare_files(
        write_file(tmp_path / "old.csv", []), write_file(tmp_path / "new.csv", [newer])
    )

    assert row["place"] == "Denver, CO"


def test_no_cell_is_a_formula(tmp_path, compare_files):
    firm = organisation(organisation="=HYPERLINK(1)")

    _, (row,) = compare_files(
        write_file(tmp_path / "old.csv", []), write_file(tmp_path / "new.csv", [firm])
    )

    assert row["name"].startswith("'=")


def test_archives_and_broken_rows_are_read_too(tmp_path, compare_files):
    kept = person()
    old = write_download(tmp_path, providers=[kept, as_row(person())[:-1], person(npi="12")])
    new = write_download(tmp_path, providers=[kept], places=[], span=WEEK)

    result, rows = compare_files(old, new)

    assert (result.exit_code, rows) == (0, [])


def test_what_is_no_such_file_is_named(tmp_path, compare_files):
    good = write_file(tmp_path / "f.csv", [])
    other = tmp_path / "other.csv"
    other.write_text("NPI,Name\n")

    missing, _ = compare_files(good, tmp_path / "missing.csv")
    foreign, _ = compare_files(good, other)

    assert "missing.csv cannot be imported: there is no such file." in missing.stderr
    assert "header lacks" in foreign.stderr


def test_an_archive_without_providers_is_refused(tmp_path, compare_files):
    path = write_table(tmp_path / "pl_pfile.csv", PLACES_HEADER, [])

    result, _ = compare_files(path, path)

    assert "has 0 npidata_pfile in it" in result.stderr


def test_more_rows_than_one_batch_are_compared(tmp_path, compare_files):
    rows = [person() for _ in range(30)]
    filler = [as_row(person(codes=(DENTIST,)))] * 5_000

    result, found = compare_files(
        write_file(tmp_path / "old.csv", [*filler, *rows[:-1]]),
        write_file(tmp_path / "new.csv", [*rows, *filler]),
    )

    assert result.exit_code == 0, result.output
    assert [row["difference"] for row in found] == ["added"]
