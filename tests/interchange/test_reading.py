"""Reading a file batch by batch."""

import csv
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange import reading
from directory.interchange.archives import parts_of
from directory.interchange.npi_sets import KnownNpis
from directory.interchange.nucc import taxonomy
from directory.interchange.places import Locator
from directory.interchange.reading import ProviderReader
from directory.interchange.record import Deactivation, Departure
from directory.interchange.remarks import Reason
from directory.interchange.tables import open_table
from directory.interchange.unusable import FileUnusable
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


def batches_of(path, listed=()):
    (part,) = parts_of(path)
    with open_table(part) as table:
        reader = ProviderReader(table, taxonomy(), Locator(SmallWorld()), KnownNpis(listed))
        return list(reader.batches())


def only_batch(path, listed=()):
    (batch,) = batches_of(path, listed)
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


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("07/08/2017", "07/09/2017", "Second Alderwood"),
        ("07/08/2017", "07/08/2017", "First Alderwood"),
        ("07/08/2017", "07/07/2017", "First Alderwood"),
        ("07/08/2017", "", "First Alderwood"),
        ("", "07/08/2017", "Second Alderwood"),
        ("", "", "First Alderwood"),
    ],
)
def test_of_two_rows_with_one_number_the_later_dated_counts(tmp_path, first, second, name):
    npi = make_npi()
    rows = [
        person(npi=npi, first="FIRST", updated=first),
        person(npi=npi, first="SECOND", updated=second),
    ]

    batch = only_batch(write_file(tmp_path / "f.csv", rows))

    assert batch.changes[npi].name == name
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


def test_a_long_file_comes_in_batches(tmp_path):
    path = write_file(tmp_path / "f.csv", [person() for _ in range(reading.BATCH_CHANGES + 1)])

    first, second = batches_of(path)

    assert (len(first.changes), len(second.changes)) == (reading.BATCH_CHANGES, 1)


def test_a_stretch_without_anything_relevant_still_shows_progress(tmp_path):
    row = as_row(person(codes=(DENTIST,)))
    path = write_file(tmp_path / "f.csv", [row] * (reading.BATCH_ROWS + 1))

    first, second = batches_of(path)

    assert (first.counts["rows"], second.counts["rows"]) == (reading.BATCH_ROWS, 1)


def test_a_number_given_in_two_batches_is_given_again(tmp_path):
    npi = make_npi()
    rows = [person() for _ in range(reading.BATCH_CHANGES - 1)]
    path = write_file(tmp_path / "f.csv", [person(npi=npi), *rows, person(npi=npi)])

    first, second = batches_of(path)

    assert (first.again, second.again) == (set(), {npi})
    assert [remark.reason for remark in second.remarks] == [Reason.DUPLICATE]


def test_a_listing_whose_row_has_no_listed_code_any_more_departs(tmp_path):
    npi, other = make_npi(), make_npi()
    rows = [person(npi=number, codes=(DENTIST,)) for number in (npi, other)]

    batch = only_batch(write_file(tmp_path / "f.csv", rows), listed=[npi])

    assert batch.changes == {npi: Departure(npi, date(2017, 7, 8))}
    assert batch.counts["irrelevant"] == 2


def test_a_reactivated_number_of_another_profession_is_of_no_interest(tmp_path):
    row = person(codes=(DENTIST,), deactivated="01/02/2006", reactivated="01/03/2006")

    batch = only_batch(write_file(tmp_path / "f.csv", [row]))

    assert (batch.changes, batch.counts["rows"], batch.counts["irrelevant"]) == ({}, 1, 1)


def test_a_header_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("NPI,Name\n")

    with pytest.raises(FileUnusable, match='header lacks "Entity Type Code"'):
        batches_of(path)


ODD_CELLS = st.one_of(st.text(max_size=20), st.sampled_from(["Y", "225100000X", "01/01/2020", "1"]))


@given(
    rows=st.lists(
        st.dictionaries(st.sampled_from(HEADER), ODD_CELLS, max_size=40).map(
            lambda odd: person() | odd
        ),
        max_size=5,
    )
)
def test_rows_with_anything_in_them_are_taken_or_named(tmp_path, rows):
    path = tmp_path / "odd.csv"
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(as_row(row) for row in rows)

    batches = batches_of(path)

    counts = sum((batch.counts for batch in batches), Counter())
    told = counts["irrelevant"] + counts["relevant"] + counts["deactivated"]
    unread = counts["wrong_width"] + counts["unreadable"]
    assert told + unread == counts["rows"]


@given(content=st.binary(max_size=600))
def test_any_bytes_behind_a_header_are_taken_or_named(tmp_path, content):
    path = tmp_path / "any.csv"
    path.write_bytes(",".join(HEADER).encode() + b"\n" + content)

    batches = batches_of(path)

    assert all(batch.counts["relevant"] == 0 for batch in batches)
