"""Files are opened, understood and read in batches; unusable ones are refused with a word."""

import os

import pytest

from directory.interchange.sheet.gathering import BATCH_LISTINGS
from directory.interchange.sheet.reading import SheetUnusable, open_sheet
from directory.interchange.sheet.rows import BIO_LENGTH
from tests.interchange.sheet.sheets import BESIDE_PLACES, table


@pytest.fixture
def batches(tmp_path):
    def read(content):
        path = tmp_path / "table.csv"
        path.write_bytes(content)
        with open_sheet(path) as file:
            return list(file.batches(BESIDE_PLACES))

    return read


def test_a_long_table_comes_in_batches(batches):
    rows = [f"Ada {number},therapist,Denver,US" for number in range(2 * BATCH_LISTINGS + 1)]
    content = table(*rows).encode()

    found = batches(content)

    assert [len(batch.listings) for batch in found] == [BATCH_LISTINGS, BATCH_LISTINGS, 1]
    assert sum(batch.counts["rows"] for batch in found) == len(rows)
    assert found[-1].bytes_read == len(content)


def test_many_rejected_rows_come_in_batches_too(batches):
    found = batches(table(*[",therapist,Denver,US"] * 3_000).encode())

    assert [batch.counts["rejected"] for batch in found] == [2_000, 1_000]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_system_s_line_ends_are_read(batches, end):
    (batch,) = batches(table("Ada,therapist,Denver,US", "Bo,therapist,Bern,CH", end=end).encode())

    assert [listing.person.name for listing in batch.listings] == ["Ada", "Bo"]


def test_a_line_that_says_the_separator_is_no_header(batches):
    (batch,) = batches(b"sep=;\r\nname;kind;city\r\nAda;therapist;Denver, CO\r\n")

    assert batch.listings[0].places[0].city == "Denver, CO"


def test_a_table_without_rows_is_read_too(batches):
    assert [batch.listings for batch in batches(b"name,kind")] == [[]]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"Ada,therapist,Denver\n", "no column name and no column kind"),
        (b"name,city\n", "no column kind"),
        (b'"', "no column"),
        (b"name,kind,NAME\n", "twice"),
    ],
)
def test_what_is_no_such_table_is_refused(batches, content, what):
    with pytest.raises(SheetUnusable, match=what):
        batches(content)


def test_a_folder_a_pipe_and_nothing_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for name, what in [("", "a folder"), ("pipe", "a pipe"), ("none.csv", "no such file")]:
        with pytest.raises(SheetUnusable, match=what), open_sheet(tmp_path / name):
            pass


def test_a_name_that_no_file_can_have_is_refused(tmp_path):
    with pytest.raises(SheetUnusable, match="cannot be opened"), open_sheet(tmp_path / ("x" * 300)):
        pass


def test_the_hash_is_that_of_the_whole_file(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"name,kind\n")

    with open_sheet(path) as file:
        assert len(file.sha256) == 64


def test_a_long_text_goes_in_cut(batches):
    row = f'Ada,therapist,Bern,CH,"{"word " * 30_000}"'

    (batch,) = batches(table(row, header="name,kind,city,country,bio").encode())

    (listing,) = batch.listings
    assert len(listing.person.bio) == BIO_LENGTH
    assert batch.counts["text_cut"] == 1
    assert batch.counts["rejected"] == 0
