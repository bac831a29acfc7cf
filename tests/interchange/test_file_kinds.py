"""Files of a download are told apart by name and header."""

import pytest

from directory.interchange.file_kinds import FileKind, is_whole, kind_named, kind_of
from directory.interchange.unusable import FileUnusable
from tests.interchange.nppes_files import NAMES_HEADER, PLACES_HEADER
from tests.interchange.nppes_rows import HEADER

HEADERS = {
    FileKind.PROVIDERS: HEADER,
    FileKind.LOCATIONS: PLACES_HEADER,
    FileKind.NAMES: NAMES_HEADER,
}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("npidata_pfile_20050523-20251109.csv", FileKind.PROVIDERS),
        ("PL_PFILE_20251103-20251109.CSV", FileKind.LOCATIONS),
        ("othername_pfile.csv", FileKind.NAMES),
        ("npidata_pfile_20050523-20251109_fileheader.csv", None),
        ("npidata_pfile_20050523-20251109_FileHeader.csv", None),
        ("endpoint_pfile_20050523-20251109.csv", None),
        ("npidata.csv", None),
        ("npidata_pfile.zip", None),
    ],
)
def test_a_name_tells_the_kind(name, kind):
    assert kind_named(name) is kind


@pytest.mark.parametrize("kind", FileKind)
def test_a_header_tells_the_kind_of_a_file_of_any_name(kind):
    assert kind_of("download.csv", HEADERS[kind]) is kind


@pytest.mark.parametrize("told", FileKind)
@pytest.mark.parametrize("named", FileKind)
def test_name_and_header_must_agree(named, told):
    name = f"{named}_pfile_20251103-20251109.csv"
    if named is told:
        assert kind_of(name, HEADERS[told]) is told
        return

    with pytest.raises(FileUnusable, match=f"name says {named}_pfile, its header {told}_pfile"):
        kind_of(name, HEADERS[told])


@pytest.mark.parametrize("kind", [FileKind.LOCATIONS, FileKind.NAMES])
def test_a_small_file_with_a_foreign_header_is_refused(kind):
    with pytest.raises(FileUnusable, match=f"not that of a {kind}_pfile"):
        kind_of(f"{kind}_pfile.csv", ["NPI", "Something"])


def test_an_unknown_header_is_taken_for_a_providers_file_whose_reader_says_what_lacks():
    assert kind_of("any.csv", ["NPI"]) is FileKind.PROVIDERS


def test_providers_come_before_what_is_said_more_about_them():
    shuffled = [FileKind.NAMES, FileKind.PROVIDERS, FileKind.LOCATIONS]

    assert sorted(shuffled, key=lambda kind: kind.order) == list(FileKind)


def test_only_a_file_since_the_registrys_first_day_has_everything():
    assert is_whole("pl_pfile_20050523-20251109.csv")
    assert not is_whole("pl_pfile_20251103-20251109.csv")
    assert not is_whole("pl_pfile.csv")


def test_a_providers_file_with_a_column_renamed_is_not_taken_for_a_small_one():
    header = ["Foo Code" if name == "Entity Type Code" else name for name in HEADER]

    assert kind_of("any.csv", header) is FileKind.PROVIDERS
