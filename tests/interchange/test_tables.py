"""Tables of any size and any bytes."""

import csv
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange import tables
from directory.interchange.archives import parts_of
from directory.interchange.tables import Mark, open_table
from directory.interchange.unusable import FileUnusable
from tests.interchange.nppes_rows import as_row, person, write_file


def rows_of(path):
    (part,) = parts_of(path)
    with open_table(part) as table:
        return list(table.rows())


def write_rows(path, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_the_whole_file_is_hashed(tmp_path):
    path = write_file(tmp_path / "f.csv", [person()])
    (part,) = parts_of(path)

    with open_table(part) as table:
        list(table.rows())

    assert table.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert table.bytes_read == path.stat().st_size


@pytest.mark.parametrize("stop", [1, 2, 30, 49])
def test_a_reading_goes_on_where_another_stopped(tmp_path, stop):
    path = write_rows(
        tmp_path / "f.csv", [["a", "b"], *([str(n), "two\nlines"] for n in range(50))]
    )
    (part,) = parts_of(path)
    with open_table(part) as table:
        rows = table.rows()
        first = [next(rows) for _ in range(stop)]
        mark = table.mark()

    with open_table(part) as table:
        assert table.skip_to(Mark(**mark.as_json()))
        assert table.line == mark.lines
        rest = list(table.rows())

    assert [row[0] for row in first + rest] == [str(n) for n in range(50)]
    assert table.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_changed_before_the_mark_is_not_gone_on_with(tmp_path):
    path = write_rows(tmp_path / "f.csv", [["a"], *([str(n)] for n in range(50))])
    with open_table(parts_of(path)[0]) as table:
        rows = table.rows()
        next(rows)
        mark = table.mark()
    path.write_bytes(path.read_bytes().replace(b"7", b"8"))

    with open_table(parts_of(path)[0]) as table:
        assert not table.skip_to(mark)


def test_a_file_that_became_shorter_is_not_gone_on_with(tmp_path):
    path = write_rows(tmp_path / "f.csv", [["a"], ["1"]])

    with open_table(parts_of(path)[0]) as table:
        assert not table.skip_to(Mark(lines=9, bytes=99, sha256=""))


def test_a_row_without_an_end_is_given_up(tmp_path):
    path = tmp_path / "f.csv"
    with path.open("w") as file:
        file.write("a,b\n1,2\n")
        file.write('"' + '","\n' * (tables.ROW_BYTES_AT_MOST // 2))

    rows = rows_of(path)

    assert rows[0] == ["1", "2"]
    assert None in rows


def test_a_line_without_an_end_does_not_fill_the_memory(tmp_path):
    path = tmp_path / "f.csv"
    with path.open("w") as file:
        file.write("a,b\n1,2\n" + "x" * (2 * tables.ROW_BYTES_AT_MOST) + "\n3,4\n")

    rows = rows_of(path)

    assert (rows[0], rows[-1]) == (["1", "2"], ["3", "4"])
    assert None in rows


def test_a_cell_longer_than_csv_allows_costs_its_row(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("a\n" + "x" * (csv.field_size_limit() + 1) + "\n2\n")

    assert rows_of(path) == [None, ["2"]]


def test_empty_lines_are_no_rows(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("a\n\n\n1\n\n")

    assert rows_of(path) == [["1"]]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "it is empty"),
        (b"\x1f\x8b....", "gzip archive; unpack"),
        (b"\x7fELF\0\0", "not a text file"),
        ("NPI".encode("utf-16"), "not a text file"),
        (b'"' + b"x" * 200_000, "header cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_with_what_it_is(tmp_path, content, complaint):
    path = tmp_path / "f.csv"
    path.write_bytes(content)

    with pytest.raises(FileUnusable, match=complaint):
        rows_of(path)


@given(content=st.binary(max_size=300))
def test_any_bytes_after_a_header_become_rows(tmp_path, content):
    path = tmp_path / "any.csv"
    path.write_bytes(b"a,b\n" + content.replace(b"\0", b""))

    for row in rows_of(path):
        assert row is None or all(isinstance(cell, str) for cell in row)


def test_a_real_row_keeps_its_cells(tmp_path):
    cells = person()

    (row,) = rows_of(write_file(tmp_path / "f.csv", [cells]))

    assert row == as_row(cells)
