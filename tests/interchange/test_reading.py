"""Reading a file batch by batch."""

import csv
import hashlib

import pytest

from directory.interchange import reading
from directory.interchange.nucc import taxonomy
from directory.interchange.places import Locator
from directory.interchange.reading import FileUnusable, open_nppes
from directory.interchange.record import Deactivation
from directory.interchange.remarks import Reason
from tests.interchange.nppes_rows import (
    DENTIST,
    HEADER,
    OLD_HEADER,
    SmallWorld,
    as_row,
    deactivated,
    make_npi,
    person,
    write_file,
)


def batches_of(path):
    with open_nppes(path) as file:
        return list(file.batches(taxonomy(), Locator(SmallWorld())))


def only_batch(path):
    (batch,) = batches_of(path)
    return batch


@pytest.mark.parametrize("header", [HEADER, OLD_HEADER])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_only_listed_professions_are_read(tmp_path, header, encoding):
    wanted = person()
    path = write_file(
        tmp_path / "f.csv", [person(codes=(DENTIST,)), wanted, person(codes=())], header, encoding
    )

    batch = only_batch(path)

    assert list(batch.changes) == [wanted["NPI"]]
    assert (batch.counts["rows"], batch.counts["irrelevant"], batch.counts["relevant"]) == (3, 2, 1)


def test_deactivated_rows_are_handed_over_as_such(tmp_path):
    gone, back = make_npi(), make_npi()
    rows = [deactivated(gone), person(npi=back, deactivated="01/02/2006", reactivated="01/03/2006")]

    batch = only_batch(write_file(tmp_path / "f.csv", rows))

    assert isinstance(batch.changes[gone], Deactivation)
    assert not isinstance(batch.changes[back], Deactivation)
    assert batch.counts["deactivated"] == 1


def test_of_two_rows_with_one_number_the_last_counts(tmp_path):
    npi = make_npi()
    rows = [person(npi=npi, first="FIRST"), person(npi=npi, first="LAST")]

    batch = only_batch(write_file(tmp_path / "f.csv", rows))

    assert batch.changes[npi].name == "Last Alderwood"
    assert [(remark.line, remark.reason) for remark in batch.remarks] == [(3, Reason.DUPLICATE)]


def test_a_number_deactivated_after_its_row_is_deactivated(tmp_path):
    npi = make_npi()

    batch = only_batch(write_file(tmp_path / "f.csv", [person(npi=npi), deactivated(npi)]))

    assert isinstance(batch.changes[npi], Deactivation)


def test_a_bad_row_is_named_by_its_line_and_the_rest_goes_in(tmp_path):
    rows = [person(npi="1234567890"), as_row(person())[:-1], person()]

    batch = only_batch(write_file(tmp_path / "f.csv", rows))

    assert len(batch.changes) == 1
    assert [(remark.line, remark.reason, remark.kept) for remark in batch.remarks] == [
        (2, Reason.BAD_NPI, False),
        (3, Reason.WRONG_WIDTH, False),
    ]
    assert batch.counts["rejected"] == 2


def test_what_was_odd_about_a_place_is_remarked(tmp_path):
    path = write_file(tmp_path / "f.csv", [person(zip="99999", city="NOWHERE")])

    (remark,) = only_batch(path).remarks

    assert (remark.reason, remark.kept) == (Reason.PLACE_UNKNOWN, True)


def test_the_npi_of_a_remark_is_harmless_in_a_spreadsheet(tmp_path):
    path = write_file(tmp_path / "f.csv", [person(npi='=HYPERLINK("x")')])

    (remark,) = only_batch(path).remarks

    assert remark.npi == "HYPERLINKx"


def test_nuls_and_bytes_that_are_not_utf_8_do_not_stop_a_file(tmp_path):
    path = write_file(
        tmp_path / "f.csv", [person(last="MU\u00d1OZ", first="A\0DA")], encoding="latin1"
    )

    (record,) = only_batch(path).changes.values()

    assert record.name == "Ada Muñoz"


def test_a_quotation_mark_left_open_costs_its_own_rows_only(tmp_path):
    path = write_file(tmp_path / "f.csv", [person()])
    with path.open("a") as file:
        file.write('"1234567893,' + "x" * (csv.field_size_limit() + 1) + "\n")
        csv.writer(file).writerow(as_row(person()))

    batch = only_batch(path)

    assert len(batch.changes) == 2
    assert [remark.reason for remark in batch.remarks] == [Reason.UNREADABLE]


def test_empty_lines_are_no_rows(tmp_path):
    path = write_file(tmp_path / "f.csv", [person()])
    with path.open("a") as file:
        file.write("\n\n")

    assert only_batch(path).counts["rows"] == 1


def test_a_long_file_comes_in_batches_that_tell_how_far_they_are(tmp_path):
    path = write_file(tmp_path / "f.csv", [person() for _ in range(reading.BATCH_CHANGES + 1)])

    first, second = batches_of(path)

    assert (len(first.changes), len(second.changes)) == (reading.BATCH_CHANGES, 1)
    assert 0 < first.bytes_read <= second.bytes_read == path.stat().st_size


def test_a_stretch_without_anything_relevant_still_shows_progress(tmp_path):
    row = as_row(person(codes=(DENTIST,)))
    path = write_file(tmp_path / "f.csv", [row] * (reading.BATCH_ROWS + 1))

    first, second = batches_of(path)

    assert (first.counts["rows"], second.counts["rows"]) == (reading.BATCH_ROWS, 1)


def test_the_whole_file_is_hashed(tmp_path):
    path = write_file(tmp_path / "f.csv", [person()])

    with open_nppes(path) as file:
        list(file.batches(taxonomy(), Locator(SmallWorld())))

    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "it is empty"),
        (b"PK\x03\x04....", "zip archive; unpack"),
        (b"\x1f\x8b....", "gzip archive; unpack"),
        (b"\x7fELF\0\0", "not a text file"),
        ("NPI".encode("utf-16"), "not a text file"),
        (b"NPI,Name\n", 'header lacks "Entity Type Code"'),
        (b'"' + b"x" * 200_000, "field larger than field limit"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_it_is(tmp_path, content, complaint):
    path = tmp_path / "f.csv"
    path.write_bytes(content)

    with pytest.raises(FileUnusable, match=complaint), open_nppes(path):
        pass


@pytest.mark.parametrize(
    ("name", "complaint"),
    [("", "a folder"), ("missing.csv", "no such file"), ("x" * 300, "cannot be opened")],
)
def test_what_is_no_file_is_refused(tmp_path, name, complaint):
    with pytest.raises(FileUnusable, match=complaint), open_nppes(tmp_path / name):
        pass


def test_a_device_is_refused(tmp_path):
    path = tmp_path / "null"
    path.symlink_to("/dev/null")

    with pytest.raises(FileUnusable, match="pipe or a device"), open_nppes(path):
        pass
