"""Ends of archives: every list of members that a reader might find is measured, none is hidden."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.archive_ends import Directory, directories
from directory.interchange.archives import parts_of
from directory.interchange.unusable import FileUnusable

START = b"PK\3\4" + b"\0" * 30
END = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 100, 0, 0)


def record(entries, size=100):
    return struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, entries, entries, size, 0)


def locator(at):
    return struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)


def read(content):
    return directories(io.BytesIO(content))


def test_a_small_archive_has_one_statement():
    assert read(START + END) == [Directory(1, 100)]


def test_a_large_archive_has_two():
    content = START + record(3) + locator(len(START)) + END

    assert read(content) == [Directory(1, 100), Directory(3, 100)]


def test_a_record_that_only_the_locator_finds_is_measured():
    content = START + record(7, 1 << 40) + b"extensible" + locator(len(START)) + END

    assert read(content)[1] == Directory(7, 1 << 40)


@pytest.mark.parametrize("at", [5, 1 << 50, (1 << 64) - 1])
def test_a_record_beside_a_locator_that_points_nowhere_is_measured(at):
    assert read(START + record(7) + locator(at) + END)[1] == Directory(7, 100)


def test_two_records_that_disagree_are_refused():
    content = START + record(1 << 40) + record(1) + locator(len(START)) + END

    with pytest.raises(zipfile.BadZipFile, match="two ends that disagree"):
        read(content)


def test_the_one_who_gave_the_file_is_told(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(START + record(1 << 40) + record(1) + locator(len(START)) + END)

    with pytest.raises(FileUnusable, match=r"disagree.*download it again"):
        parts_of(path)


def test_members_that_only_the_locator_finds_are_counted(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(START + record(1 << 40) + b"extensible" + locator(len(START)) + END)

    with pytest.raises(FileUnusable, match="more than 1,000 files"):
        parts_of(path)


@given(comment=st.binary(max_size=65_535).filter(lambda text: b"PK\5\6" not in text))
def test_a_comment_of_any_length_hides_nothing(comment):
    content = START + record(3) + locator(len(START)) + END[:-2]

    found = read(content + struct.pack("<H", len(comment)) + comment)

    assert found == [Directory(1, 100), Directory(3, 100)]


@given(content=st.binary(max_size=200))
def test_any_bytes_are_measured_or_refused(content):
    try:
        found = read(content)
    except zipfile.BadZipFile:
        found = [Directory(0, 0)]

    assert len(found) in {1, 2}
