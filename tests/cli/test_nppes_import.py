"""Whole downloads: several files in one call, runs that broke off and go on."""

import zipfile

import pytest
from sqlalchemy import func, select

from directory.interchange.models import ImportRun
from directory.practitioners.models import (
    Practitioner,
    Status,
)
from tests.cli.directory_contents import contents
from tests.interchange.nppes_files import (
    MONTH,
    NAMES_HEADER,
    PLACES_HEADER,
    WEEK,
    name_row,
    place_row,
    write_download,
    write_table,
)
from tests.interchange.nppes_rows import (
    DENTIST,
    HEADER,
    deactivated,
    organisation,
    person,
    write_file,
)

pytestmark = [pytest.mark.places, pytest.mark.databases("sqlite")]


def listing(read, npi):
    read.rollback()
    read.expire_all()
    return read.scalars(select(Practitioner).where(Practitioner.npi == npi)).one()


def towns(read, npi):
    return [location.city for location in listing(read, npi).locations]


def test_the_zip_of_a_download_is_taken_in_whole(tmp_path, import_files, read):
    clinic, therapist = organisation(), person()
    path = write_download(
        tmp_path,
        providers=[person(codes=(DENTIST,)), clinic, therapist],
        places=[place_row(clinic["NPI"]), place_row(therapist["NPI"], city="BOULDER", zip="80302")],
        names=[name_row(clinic["NPI"], "MILE HIGH REHAB")],
    )

    result = import_files(path)

    assert result.exit_code == 0, result.output
    assert towns(read, clinic["NPI"]) == ["Denver", "Pueblo"]
    assert towns(read, therapist["NPI"]) == ["Denver", "Boulder"]
    assert listing(read, clinic["NPI"]).other_names == ["Mile High Rehab"]
    assert len(read.scalars(select(ImportRun)).all()) == 3


def test_the_files_may_be_given_in_any_order(tmp_path, import_files, read):
    clinic = organisation()
    providers = write_file(tmp_path / "npidata_pfile.csv", [clinic])
    places = write_table(tmp_path / "pl_pfile.csv", PLACES_HEADER, [place_row(clinic["NPI"])])
    names = write_table(tmp_path / "n.csv", NAMES_HEADER, [name_row(clinic["NPI"], "REHAB")])

    result = import_files(names, places, providers)

    assert result.exit_code == 0, result.output
    assert towns(read, clinic["NPI"]) == ["Denver", "Pueblo"]
    assert listing(read, clinic["NPI"]).other_names == ["Rehab"]


def test_the_second_time_a_download_changes_nothing(tmp_path, import_files, read):
    clinic = organisation()
    places = [place_row(clinic["NPI"]), place_row(clinic["NPI"], city="BOULDER", zip="80302")]
    path = write_download(
        tmp_path, providers=[clinic], places=places, names=[name_row(clinic["NPI"], "REHAB")]
    )
    import_files(path)
    before = contents(read)

    result = import_files(path)

    assert result.exit_code == 0, result.output
    assert contents(read) == before
    assert "listings whose further places are the same  1" in result.stdout


def test_a_place_that_a_whole_file_no_longer_has_is_taken_out(tmp_path, import_files, read):
    clinic = organisation()
    import_files(write_download(tmp_path, providers=[clinic], places=[place_row(clinic["NPI"])]))

    import_files(write_download(tmp_path, providers=[clinic], places=[]))

    assert towns(read, clinic["NPI"]) == ["Denver"]


def test_a_weekly_file_takes_nothing_out_by_silence(tmp_path, import_files, read):
    clinic = organisation()
    import_files(write_download(tmp_path, providers=[clinic], places=[place_row(clinic["NPI"])]))

    import_files(write_download(tmp_path, providers=[clinic], places=[], span=WEEK))

    assert towns(read, clinic["NPI"]) == ["Denver", "Pueblo"]


def test_a_row_that_loses_its_profession_hides_its_listing(tmp_path, import_files, read):
    cells = person()
    import_files(write_file(tmp_path / "a.csv", [cells]))
    changed = cells | {"Healthcare Provider Taxonomy Code_1": DENTIST}

    result = import_files(write_file(tmp_path / "b.csv", [changed]))

    found = listing(read, cells["NPI"])
    assert (found.status, found.hidden_reason) == (
        Status.HIDDEN,
        "It no longer lists a profession we cover.",
    )
    assert "no listed profession any more" in result.stdout
    import_files(write_file(tmp_path / "a.csv", [cells]))
    assert listing(read, cells["NPI"]).status == Status.UNCLAIMED


def test_a_number_given_twice_far_apart_changes_nothing_the_second_time(
    tmp_path, import_files, read
):
    first = person(first="ADA")
    others = [person() for _ in range(1_000)]
    path = write_file(tmp_path / "f.csv", [first, *others, first | {"Provider First Name": "EVA"}])
    import_files(path)
    before = contents(read)

    result = import_files(path)

    assert contents(read) == before
    assert listing(read, first["NPI"]).name == "Ada Alderwood"
    assert "given before in this file" in result.stdout


def test_a_broken_archive_ends_the_run_as_failed_and_says_so(tmp_path, import_files, read):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        member = write_file(tmp_path / "x.csv", [person() for _ in range(3_000)])
        archive.write(member, f"npidata_pfile_{MONTH}.csv")
    content = bytearray(path.read_bytes())
    at = len(content) // 2
    content[at : at + 4] = b"\x00\x01\x02\x03"
    path.write_bytes(content)

    result = import_files(path)

    assert result.exit_code == 1
    assert "A file cannot be read on: it is broken or cut short" in result.stderr
    assert read.scalars(select(ImportRun.status)).all() == ["failed"]


def test_a_deactivated_row_of_an_archive_hides_its_listing(tmp_path, import_files, read):
    cells = person()
    import_files(write_download(tmp_path, providers=[cells]))

    import_files(write_download(tmp_path, providers=[deactivated(cells["NPI"])], span=WEEK))

    assert listing(read, cells["NPI"]).status == Status.HIDDEN


def test_a_header_alone_is_an_empty_import(tmp_path, import_files, read):
    result = import_files(write_table(tmp_path / "npidata_pfile.csv", HEADER, []))

    assert result.exit_code == 0, result.output
    assert read.scalar(select(func.count(Practitioner.id))) == 0
