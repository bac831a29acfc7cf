"""Finds out how a table's file is encoded, and with what its cells are separated.

Spreadsheets save as UTF-8 with or without a mark at the start, as UTF-16 ("Unicode text"), and as
the code page of their system: Windows-1252, or Mac Roman on older Macs.
"""

from __future__ import annotations

import codecs
import csv
import re
from typing import TYPE_CHECKING, NamedTuple

from directory.interchange.sheet.columns import known_in

if TYPE_CHECKING:
    from typing import BinaryIO

DELIMITERS = ",;\t|"
CHUNK_BYTES = 1 << 20
HEADER_CHARACTERS = 20_000
"""No header of ours is longer, whatever columns stand beside."""

WESTERN = "western"
"""Name of the error handler that reads single bytes which are no UTF-8 as Windows-1252."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARIES = (
    (b"PK\x03\x04", "a zip archive or a workbook"),
    (b"\xd0\xcf\x11\xe0", "a workbook"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3", "a database"),
)
_SEPARATOR_LINE = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Letters with accents stand between small letters. Windows-1252 has them from C0 on, Mac Roman
# below A0; the signs of Windows-1252 that stand between letters too (dashes, apostrophes) are
# left out of account, and so is D5, the apostrophe of Mac Roman.
_MAC_LETTER = re.compile(rb"[a-z][\x87-\x8f\x90\x98-\x9f](?=[a-z ,;\r\n])")
_WINDOWS_LETTER = re.compile(rb"[a-z][\xdf-\xf6\xf8-\xff](?=[a-z ,;\r\n])")


class SheetUnusable(ValueError):
    """A file cannot be read as such a table; the message says why and what to give instead."""


class Survey(NamedTuple):
    """What a look through the whole file tells."""

    encoding: str
    errors: str


def survey(file: BinaryIO) -> Survey:
    """Go through a file once, in constant memory, and tell its encoding.

    Raises:
        SheetUnusable: It is empty or no text.
    """
    start = file.read(4_096)
    _refuse(start)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), "")
    wide = marked or _without_mark(start)
    if wide:
        return Survey(wide, WESTERN if wide == "utf-8-sig" else "replace")
    high = characters = mac = windows = 0
    decoder, is_utf8, chunk = codecs.getincrementaldecoder("utf-8")(), True, start
    while chunk:
        is_utf8 = is_utf8 and _decodes(decoder, chunk)
        high += len(_HIGH.findall(chunk))
        found = _UTF8.findall(chunk)
        characters += len(found)
        high -= sum(map(len, found))
        mac += len(_MAC_LETTER.findall(chunk))
        windows += len(_WINDOWS_LETTER.findall(chunk))
        chunk = file.read(CHUNK_BYTES)
    if is_utf8 or characters > high:
        return Survey("utf-8", WESTERN)
    return Survey("mac-roman" if mac > windows else "cp1252", WESTERN)


def delimiter_of(start: str) -> tuple[str, bool]:
    """Tell what separates the cells of a table from its beginning.

    Returns:
        The sign, and whether the first line only says so ("sep=;") and is no header.
    """
    first_line = start.splitlines()[0] if start else ""
    said = _SEPARATOR_LINE.fullmatch(first_line)
    if said:
        return said[1], True
    return max(DELIMITERS, key=lambda sign: _columns_known(start, sign)), False


def _columns_known(start: str, delimiter: str) -> int:
    rows = csv.reader(start.splitlines(keepends=True), delimiter=delimiter)
    try:
        return known_in(next(rows, []))
    except csv.Error:
        return 0


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _refuse(start: bytes) -> None:
    if not start.strip():
        message = "it is empty."
        raise SheetUnusable(message)
    for magic, what in _BINARIES:
        if start.startswith(magic):
            message = f"it is {what}; save the table as CSV and give that file."
            raise SheetUnusable(message)


def _without_mark(start: bytes) -> str:
    """UTF-16 without a mark at the start, which shows by its zeros at every second byte."""
    zeros = start.count(0)
    if zeros * 10 < len(start):
        return ""  # some programs leave a few in a text
    odd = start[1::2].count(0)
    if zeros > len(start) // 4 and max(odd, zeros - odd) > 0.9 * zeros:
        return "utf-16-le" if odd > zeros - odd else "utf-16-be"
    message = "it is not a text file; save the table as CSV and give that file."
    raise SheetUnusable(message)


def _as_western(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "replace") if error.encoding == "utf-8" else "\ufffd", error.end


codecs.register_error(WESTERN, _as_western)
