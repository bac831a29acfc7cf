"""Reads what the end of a zip says about its list of members, before anybody reads the list.

The format is PKWARE's "APPNOTE.TXT - .ZIP File Format Specification", 4.3.14 to 4.3.16.
"""

from __future__ import annotations

import struct
import zipfile
from typing import IO, NamedTuple

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_COMMENT_BYTES = (1 << 16) - 1
_SIGNATURE, _SIGNATURE_64, _SIGNATURE_LOCATOR = b"PK\5\6", b"PK\6\6", b"PK\6\7"


class Directory(NamedTuple):
    """How many members an archive says that it lists, in how many bytes."""

    entries: int
    size_bytes: int


def directories(file: IO[bytes]) -> list[Directory]:
    """Every statement about the list of members that a reader of the archive may go by.

    Raises:
        BadZipFile: The end is missing, or states two different things.
    """
    size = file.seek(0, 2)
    start = max(0, size - _COMMENT_BYTES - _END.size)
    tail = _read(file, start, size - start)
    at = tail.rfind(_SIGNATURE)
    if at < 0 or len(tail) - at < _END.size:
        message = "it has no end"
        raise zipfile.BadZipFile(message)
    found = [Directory(*_END.unpack_from(tail, at)[4:6])]
    record = _record_64(file, start + at)
    return [*found, Directory(*_END_64.unpack(record)[7:9])] if record else found


def _record_64(file: IO[bytes], end_at: int) -> bytes | None:
    """The ZIP64 record that belongs to an end.

    Some readers take the record right before its locator, others the one that the locator points
    to (Python itself has done both, see CVE-2025-8291): where these differ, the archive would be
    one thing when it is measured and another when it is read. A locator may also point nowhere, as
    it does when something was put before the archive.
    """
    locator_at = end_at - _LOCATOR.size
    before = _record_at(file, locator_at - _END_64.size)
    locator = _read(file, locator_at, _LOCATOR.size)
    if not locator.startswith(_SIGNATURE_LOCATOR):
        return before
    pointed = _record_at(file, _LOCATOR.unpack(locator)[2])
    if before and pointed and before != pointed:
        message = "it has two ends that disagree"
        raise zipfile.BadZipFile(message)
    return before or pointed


def _record_at(file: IO[bytes], at: int) -> bytes | None:
    record = _read(file, at, _END_64.size)
    return record if len(record) == _END_64.size and record.startswith(_SIGNATURE_64) else None


def _read(file: IO[bytes], at: int, length: int) -> bytes:
    if not 0 <= at <= file.seek(0, 2) - length:
        return b""
    file.seek(at)
    return file.read(length)
