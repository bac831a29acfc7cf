"""Archives: what is read of them, and which are refused."""

import io
import os
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange import archives
from directory.interchange.archives import parts_of, read_piece, stream
from directory.interchange.download import usable_parts
from directory.interchange.unusable import FileUnusable
from tests.interchange.nppes_files import write_download
from tests.interchange.nppes_rows import HEADER, person


def drain(part):
    with stream(part) as source:
        while read_piece(source, 1 << 16):
            pass


NAME = "npidata_pfile_20050523-20251109.csv"


def archive_of(path, *, method=zipfile.ZIP_DEFLATED, **members):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def names_in(path):
    return [part.name for part in parts_of(path)]


def test_a_plain_file_is_one_part(tmp_path):
    path = tmp_path / "any.csv"
    path.write_text("NPI\n")

    (part,) = parts_of(path)

    assert (part.name, part.member, part.size) == ("any.csv", None, 4)


def test_members_are_found_by_their_names_and_header_files_are_not_read(tmp_path):
    path = write_download(tmp_path, providers=[person()], places=[], names=[])

    assert names_in(path) == [
        "npidata_pfile_20050523-20251109.csv",
        "pl_pfile_20050523-20251109.csv",
        "othername_pfile_20050523-20251109.csv",
    ]


def test_a_member_is_read_as_a_stream(tmp_path):
    (part,) = parts_of(archive_of(tmp_path / "a.zip", **{NAME: b"NPI,Name\n"}))

    with stream(part) as source:
        content = read_piece(source, 100)

    assert (content, part.size) == (b"NPI,Name\n", 9)


@pytest.mark.parametrize(
    "name",
    [
        f"../{NAME}",
        f"a/../../{NAME}",
        f"/etc/{NAME}",
        f"..\\{NAME}",
        f"C:\\{NAME}",
        f"C:/{NAME}",
        "npidata_pfile_20050523-20251109.zip",
        "npidata_pfile_20050523-20251109.csv/",
        "npidata_pfile_FileHeader.csv",
        "endpoint_pfile_20050523-20251109.csv",
    ],
)
def test_no_path_is_trusted_and_no_archive_within_is_opened(tmp_path, name):
    path = archive_of(tmp_path / "a.zip", **{name: b"NPI\n"})

    with pytest.raises(FileUnusable, match="without any npidata_pfile"):
        parts_of(path)


def test_a_member_in_a_folder_is_known_by_its_own_name(tmp_path):
    path = archive_of(tmp_path / "a.zip", **{f"November/{NAME}": b"NPI\n"})

    assert names_in(path) == [NAME]


def test_nothing_is_written_to_the_disk(tmp_path):
    path = write_download(tmp_path, providers=[person()])
    before = sorted(tmp_path.rglob("*"))

    usable_parts(path)

    assert sorted(tmp_path.rglob("*")) == before


def test_what_would_unpack_to_far_more_than_its_size_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open(NAME, "w") as member,
    ):
        for _ in range(80):
            member.write(b"0" * (1 << 20))

    with pytest.raises(FileUnusable, match="more than 100 times its size"):
        parts_of(path)


def test_an_encrypted_member_is_refused(tmp_path):
    path = archive_of(tmp_path / "a.zip", **{NAME: b"NPI\n"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)

    with pytest.raises(FileUnusable, match="encrypted"):
        parts_of(path)


def test_an_unusual_method_is_refused(tmp_path):
    path = archive_of(tmp_path / "a.zip", method=zipfile.ZIP_BZIP2, **{NAME: b"NPI\n"})

    with pytest.raises(FileUnusable, match="unusual way"):
        parts_of(path)


def test_a_member_that_claims_to_be_huge_is_refused(tmp_path):
    path = archive_of(tmp_path / "a.zip", method=zipfile.ZIP_STORED, **{NAME: b"NPI\n"})
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\1\2")
    struct.pack_into("<LL", content, at + 20, 0xFFFFFFFE, 0xFFFFFFFE)
    path.write_bytes(content)

    (part,) = parts_of(path)

    with pytest.raises(FileUnusable, match="broken or cut short"):
        drain(part)


def test_all_members_together_have_a_limit(tmp_path):
    members = {f"npidata_pfile_{number}.csv": b"NPI\n" for number in range(10)}
    path = archive_of(tmp_path / "a.zip", method=zipfile.ZIP_STORED, **members)
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\1\2")
    while at >= 0:
        struct.pack_into("<LL", content, at + 20, 0xFFFFFFFE, 0xFFFFFFFE)
        at = content.find(b"PK\1\2", at + 4)
    path.write_bytes(content)

    with pytest.raises(FileUnusable, match="more than 40 GB"):
        parts_of(path)


def test_too_many_members_are_refused(tmp_path):
    members = {f"{number}.txt": b"" for number in range(archives.MEMBERS_AT_MOST + 1)}
    path = archive_of(tmp_path / "a.zip", **members)

    with pytest.raises(FileUnusable, match="more than 1,000 files"):
        parts_of(path)


@pytest.mark.parametrize("is_64", [False, True])
def test_a_list_of_members_that_would_fill_the_memory_is_not_read(tmp_path, is_64):
    path = tmp_path / "a.zip"
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 0x7FFFFFFF, 0, 0)
    if is_64:
        record = struct.pack(
            "<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1 << 40, 1 << 40, 1 << 50, 0
        )
        locator = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
        end = record + locator + end
    path.write_bytes(b"PK\3\4" + b"\0" * 30 + end)

    with pytest.raises(FileUnusable, match="more than 1,000 files"):
        parts_of(path)


def test_a_broken_member_is_named_while_it_is_read(tmp_path):
    path = archive_of(
        tmp_path / "a.zip", method=zipfile.ZIP_STORED, **{NAME: ",".join(HEADER).encode()}
    )
    content = path.read_bytes().replace(b"Entity Type Code", b"Entity Type C0de")
    path.write_bytes(content)

    with pytest.raises(FileUnusable, match="broken or cut short"):
        usable_parts(path)


@pytest.mark.parametrize(
    "content", [b"PK\3\4", b"PK", b"PK\3\4" + b"\0" * 100, b"PK\5\6" + b"\xff" * 18]
)
def test_an_archive_without_an_end_is_broken(tmp_path, content):
    path = tmp_path / "a.zip"
    path.write_bytes(content)

    with pytest.raises(FileUnusable):
        parts_of(path)


def complaint_about(read):
    """What is wrong with a file, in words; anything but a named failure is a fault of ours."""
    try:
        read()
    except FileUnusable as unusable:
        return str(unusable)
    return None


def real_archive():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAME, ",".join(HEADER) + "\n" + "x," * 400)
        archive.writestr("pl_pfile_1.csv", "NPI\n")
    return written.getvalue()


ARCHIVE = real_archive()


@given(
    cut=st.integers(0, len(ARCHIVE)),
    flips=st.lists(st.tuples(st.integers(0, len(ARCHIVE) - 1), st.integers(0, 255)), max_size=6),
)
def test_a_damaged_archive_is_read_or_named(tmp_path, cut, flips):
    content = bytearray(ARCHIVE)
    for at, byte in flips:
        content[at] = byte
    path = tmp_path / f"{os.urandom(4).hex()}.zip"
    path.write_bytes(content[: cut or len(content)])

    complaint = complaint_about(lambda: [drain(part) for part in parts_of(path)])

    assert complaint is None or complaint.endswith(".")


@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_named(tmp_path, content):
    path = tmp_path / f"{os.urandom(4).hex()}.csv"
    path.write_bytes(content)

    complaint = complaint_about(lambda: usable_parts(path))

    assert complaint is None or complaint.endswith(".")


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("", "a folder"),
        ("missing.csv", "no such file"),
        ("x" * 300, "cannot be opened"),
        ("a\0b", "cannot be opened"),
    ],
)
def test_what_is_no_file_is_refused(tmp_path, name, complaint):
    with pytest.raises(FileUnusable, match=complaint):
        parts_of(tmp_path / name)


def test_a_device_is_refused(tmp_path):
    path = tmp_path / "null"
    path.symlink_to("/dev/null")

    with pytest.raises(FileUnusable, match="pipe or a device"):
        parts_of(path)


def test_files_are_told_apart_by_what_is_in_them(tmp_path):
    one, same, other = tmp_path / "1.csv", tmp_path / "2.csv", tmp_path / "3.csv"
    one.write_text("NPI\n1\n")
    same.write_text("NPI\n1\n")
    other.write_text("NPI\n2\n")

    first, second, third = (parts_of(path)[0].identity() for path in (one, same, other))

    assert first == second
    assert first != third
