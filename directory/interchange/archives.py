"""Finds the CSV files of an NPPES download, plain or in a zip, and opens them as streams.

An archive is never unpacked to a folder and none of its paths is used: its members are told by
their names, read as streams and measured against caps, because an archive can be a trap (far more
than it seems, encrypted, broken off, or with a directory that fills the memory by itself).
"""

from __future__ import annotations

import hashlib
import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from directory.interchange.archive_ends import directories
from directory.interchange.file_kinds import kind_named
from directory.interchange.unusable import FileUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNPACKED_BYTES_AT_MOST = 40_000_000_000
"""Of all members read: the monthly files are 11 GB together and grow by a few percent a year."""

MEMBERS_AT_MOST = 1_000
RATIO_AT_MOST = 100
"""Unpacked to packed size; the registry's files come to about 10."""

RATIO_FREE_BYTES = 64 << 20
"""What is smaller than this harms nobody, however well it was packed."""

DIRECTORY_BYTES_AT_MOST = 4 << 20
"""The list of members, which is read into memory before anything can be checked."""

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
)
"""What reading a damaged or hostile archive raises.

`zipfile` answers with `NotImplementedError` to versions and methods of packing that it does not have.
"""

_HEAD_BYTES = 64 << 10
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@dataclass(frozen=True, slots=True)
class Part:
    """One CSV: a file by itself, or a member of an archive.

    Attributes:
        path: The file on the disk.
        member: The member's name within the archive, or `None`.
        name: The CSV's own name, without folders.
        size: Its bytes, unpacked.
        checksum: The CRC that an archive keeps of a member.
    """

    path: Path
    member: str | None
    name: str
    size: int
    checksum: int = 0

    def identity(self) -> dict[str, str | int]:
        """What tells this CSV from any other: sizes, and the hash of the file's first 64 KiB."""
        with opened(self.path) as file:
            head = hashlib.sha256(file.read(_HEAD_BYTES)).hexdigest()
            size = file.seek(0, 2)
        member = self.member or ""
        return {"size": size, "head": head, "member": member, "checksum": self.checksum}


def parts_of(path: Path) -> list[Part]:
    """The CSV files in a file: itself, or those of an archive whose names are known.

    Raises:
        FileUnusable: There is no such file, or it is an archive that cannot be trusted or used.
    """
    with opened(path) as file:
        if not file.read(4).startswith(b"PK"):
            return [Part(path, None, path.name, file.seek(0, 2))]
        _check_directory(file)
        with _archive(file) as archive:
            members = archive.infolist()
    _check_count(len(members))
    wanted = [member for member in members if _is_wanted(member)]
    if not wanted:
        message = (
            "it is an archive without any npidata_pfile, pl_pfile or othername_pfile; give "
            "the zip as it was downloaded."
        )
        raise FileUnusable(message)
    for member in wanted:
        _check_member(member)
    _check_size(sum(member.file_size for member in wanted))
    return [
        Part(path, member.filename, _own_name(member), member.file_size, member.CRC)
        for member in wanted
    ]


@contextmanager
def stream(part: Part) -> Iterator[IO[bytes]]:
    """Open a part for reading from its beginning.

    Raises:
        FileUnusable: It cannot be opened.
    """
    with opened(part.path) as file:
        if part.member is None:
            yield file
            return
        with _archive(file) as archive:
            try:
                member = archive.open(part.member)
            except (*BROKEN, KeyError) as error:
                raise FileUnusable(_broken(error)) from error
            with member:
                yield member


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a regular file.

    Raises:
        FileUnusable: There is none, it is a folder, pipe or device, or it may not be read.
    """
    try:
        _refuse_special(path.stat().st_mode)
        file = path.open("rb", buffering=0)
    except FileNotFoundError:
        message = "there is no such file."
        raise FileUnusable(message) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"it cannot be opened ({reason})."
        raise FileUnusable(message) from error
    with file:
        yield file


def read_piece(source: IO[bytes], length: int) -> bytes:
    """Read on, at most `length` bytes.

    Raises:
        FileUnusable: The archive is broken, or the disk is.
    """
    try:
        return source.read(length)
    except (*BROKEN, OSError) as error:
        raise FileUnusable(_broken(error)) from error


@contextmanager
def _archive(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN as error:
        raise FileUnusable(_broken(error)) from error
    with archive:
        yield archive


def _check_directory(file: IO[bytes]) -> None:
    """Measure the list of members before anybody reads it into memory."""
    try:
        found = directories(file)
    except BROKEN as error:
        raise FileUnusable(_broken(error)) from error
    for entries, directory_bytes in found:
        _check_count(entries)
        if directory_bytes > DIRECTORY_BYTES_AT_MOST:
            _check_count(MEMBERS_AT_MOST + 1)
    file.seek(0)


def _check_count(members: int) -> None:
    if members > MEMBERS_AT_MOST:
        message = f"it is an archive with more than {MEMBERS_AT_MOST:,} files in it; unpack it."
        raise FileUnusable(message)


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    name = member.filename
    trusted = not (name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name)
    return trusted and kind_named(_own_name(member)) is not None


def _own_name(member: zipfile.ZipInfo) -> str:
    return member.filename.rpartition("/")[2]


def _check_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED:
        message = "it is an encrypted archive; unpack it with its password and give the CSV."
        raise FileUnusable(message)
    if member.compress_type not in _METHODS:
        message = "it is an archive packed in an unusual way; unpack it and give the CSV."
        raise FileUnusable(message)
    packed = max(member.compress_size, 1)
    if member.file_size > RATIO_FREE_BYTES and member.file_size / packed > RATIO_AT_MOST:
        message = f"it is an archive that would unpack to more than {RATIO_AT_MOST} times its size."
        raise FileUnusable(message)


def _check_size(unpacked: int) -> None:
    if unpacked > UNPACKED_BYTES_AT_MOST:
        limit = UNPACKED_BYTES_AT_MOST // 1_000_000_000
        message = f"it is an archive that would unpack to more than {limit} GB."
        raise FileUnusable(message)


def _broken(error: Any) -> str:
    reason = str(error).partition("\n")[0][:100] or type(error).__name__
    return f"it is broken or cut short ({reason}); download it again."


def _refuse_special(mode: int) -> None:
    if stat.S_ISDIR(mode):
        message = "it is a folder; give the file in it."
        raise FileUnusable(message)
    if not stat.S_ISREG(mode):
        message = "it is a pipe or a device; save it as a file first."
        raise FileUnusable(message)
