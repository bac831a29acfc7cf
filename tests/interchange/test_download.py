"""Files of a download, known for what they are."""

import pytest

from directory.interchange.download import in_order, providers_among, usable_parts
from directory.interchange.file_kinds import FileKind
from directory.interchange.unusable import FileUnusable
from tests.interchange.nppes_files import (
    NAMES_HEADER,
    PLACES_HEADER,
    write_download,
    write_table,
)
from tests.interchange.nppes_rows import person, write_file


def test_each_part_of_a_zip_is_known(tmp_path):
    parts = usable_parts(write_download(tmp_path, providers=[person()], places=[], names=[]))

    assert [found.kind for found in parts] == list(FileKind)


def test_plain_files_are_known_by_their_headers(tmp_path):
    paths = [
        write_table(tmp_path / "a.csv", NAMES_HEADER, []),
        write_table(tmp_path / "b.csv", PLACES_HEADER, []),
        write_file(tmp_path / "c.csv", [person()]),
    ]

    parts = in_order(part for path in paths for part in usable_parts(path))

    assert [found.kind for found in parts] == list(FileKind)
    assert [part.name for part in providers_among(parts)] == ["c.csv"]


@pytest.mark.parametrize("header", [PLACES_HEADER[:4], ["NPI", "Provider Other Organization Name"]])
def test_a_file_that_lacks_columns_is_refused(tmp_path, header):
    with pytest.raises(FileUnusable, match="header lacks"):
        usable_parts(write_table(tmp_path / "a.csv", header, []))


def test_a_file_of_places_that_lacks_some_columns_is_refused(tmp_path):
    header = [name for name in PLACES_HEADER if "State" not in name]

    with pytest.raises(FileUnusable, match=r"header lacks .*State Name"):
        usable_parts(write_table(tmp_path / "pl_pfile.csv", header, []))
