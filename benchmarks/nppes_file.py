"""A made-up `npidata_pfile` of the real form, as large as one likes.

The shares are those of a sample of 2,000 real rows: 6.3 of 100 rows have a listed code, some 3 are
deactivated. Names are drawn from lists, addresses from real ZIP codes with made-up streets; NPIs
are well-formed and each stands once.
"""

from __future__ import annotations

import csv
import io
import random
import sqlite3
from typing import TYPE_CHECKING

from directory.interchange.nucc import taxonomy
from directory.practitioners.npi import check_digit
from tests.interchange.nppes_rows import DENTIST, HEADER, as_row, deactivated, organisation, person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RELEVANT, DEACTIVATED = 0.063, 0.03
_TEMPLATES = 500
_ROWS_AT_ONCE = 2_000
_OTHER_CODES = (DENTIST, "207Q00000X", "163W00000X", "1041C0700X", "183500000X", "363LF0000X")
_GIVEN = (
    *("ADA", "BRAM", "CHLOE", "DARIO", "ESTHER", "FARID", "GRETA", "HUGO", "IRIS", "JONAS"),
    *("KATE", "LEON", "MARIA", "NOAH", "OLGA", "PAUL", "QUINN", "ROSA", "SAM", "TESS", "URSULA"),
    *("VERA", "WILL", "XENIA", "YURI", "ZOE", "MARY-ANN", "JEAN LUC", "ANNE-MARIE", "SKYE"),
)
_FAMILY = (
    *("ALDER", "BIRCH", "CEDAR", "DOGWOOD", "ELM", "FIR", "GINKGO", "HAZEL", "IVY", "JUNIPER"),
    *("KAPOK", "LINDEN", "MAPLE", "NUTMEG", "OAK", "PINE", "QUINCE", "ROWAN", "SPRUCE", "TEAK"),
    *("VIBURNUM", "WILLOW", "YEW", "ZELKOVA", "MCALDER", "O'BIRCH", "VAN ELM", "DE LA FIR"),
)
_ENDINGS = ("S", "SON", "TON", "FIELD", "WOOD", "LEY", "MAN", "BERG", "STEIN", "WELL", "HURST")
_STREETS = ("MAIN", "OAK", "PARK", "LAKE", "HILL", "WALNUT", "SPRING", "RIVER", "CHURCH", "MILL")
_LETTERS = ("PT", "DPT", "PT, DPT", "D.C.", "OTR/L", "LMT", "ATC", "L.AC.", "MD", "PTA", "")


def write_rows(path: Path, rows: int, gazetteer: Path, *, relevant: float = RELEVANT) -> int:
    """Write the file.

    Args:
        path: Where to.
        rows: How many, without the header.
        gazetteer: The place data, for ZIP codes.
        relevant: The share of rows with a listed code.

    Returns:
        How many rows have a listed code.
    """
    maker = _Maker(random.Random(7), _zip_codes(gazetteer))
    told = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerow(HEADER)
        for start in range(0, rows, _ROWS_AT_ONCE):
            numbers = range(start, min(rows, start + _ROWS_AT_ONCE))
            lines = [maker.line(number, relevant) for number in numbers]
            told += sum(is_relevant for _, is_relevant in lines)
            file.write("".join(line for line, _ in lines))
    return told


class _Maker:
    def __init__(self, rng: random.Random, zip_codes: list[tuple[str, str, str]]) -> None:
        self._rng = rng
        self._zip_codes = zip_codes
        self._codes = [taxon.code for taxon in taxonomy().values() if not taxon.organisation]
        self._firm_codes = [taxon.code for taxon in taxonomy().values() if taxon.organisation]
        self._templates = [
            _written(self._person(codes=(rng.choice(_OTHER_CODES),), npi="@"))
            for _ in range(_TEMPLATES)
        ]
        self._gone = _written(deactivated("@"))

    def line(self, number: int, relevant: float) -> tuple[str, bool]:
        """One line, and whether it has a listed code."""
        nine = str(100_000_000 + number * 97 % 99_999_989)
        npi = nine + check_digit(nine)
        drawn = self._rng.random()
        if drawn < relevant:
            return _written(self._relevant(npi)), True
        template = self._gone if drawn > 1 - DEACTIVATED else self._rng.choice(self._templates)
        return template.replace('"@"', f'"{npi}"', 1), False

    def _relevant(self, npi: str) -> dict[str, str]:
        rng = self._rng
        if rng.random() < 0.2:
            name = f"{rng.choice(_FAMILY)} {rng.choice(_STREETS)} PHYSICAL THERAPY LLC"
            codes = (rng.choice(self._firm_codes),)
            return organisation(npi=npi, organisation=name, codes=codes, **self._address())
        main = rng.choice(self._codes)
        licence = (main, str(rng.randrange(10_000, 99_999)), "CO")
        other = (rng.choice(self._codes), "", "")
        codes = (licence, other) if rng.random() < 0.3 else (licence,)
        return self._person(npi=npi, codes=codes)

    def _person(self, **what_matters: object) -> dict[str, str]:
        rng = self._rng
        cells = self._address() | {
            "last": rng.choice(_FAMILY) + rng.choice(_ENDINGS),
            "first": rng.choice(_GIVEN),
            "middle": rng.choice(["", "A", "J", rng.choice(_GIVEN)]),
            "credentials": rng.choice(_LETTERS),
            "sex": rng.choice("FM"),
            "sole": rng.choice("YNNX"),
        }
        if cells["sole"] == "Y" and rng.random() < 0.5:
            cells |= {"mailing_street": cells["street"], "mailing_zip": cells["zip"]}
        found: dict[str, str] = person(**cells | what_matters)
        return found

    def _address(self) -> dict[str, str]:
        rng = self._rng
        code, town, state = rng.choice(self._zip_codes)
        return {
            "street": f"{rng.randrange(1, 9999)} {rng.choice(_STREETS)} ST",
            "street_2": rng.choice(["", "", "STE 200"]),
            "city": town.upper(),
            "state": state,
            "zip": f"{code}{rng.randrange(1000, 9999)}",
            "phone": f"3{rng.randrange(10, 99)}555{rng.randrange(1000, 9999)}",
            "updated": f"{rng.randrange(1, 13):02}/{rng.randrange(1, 29):02}/20{rng.randrange(10, 25)}",
        }


def _written(cells: dict[str, str]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(as_row(cells))
    return line.getvalue()


def _zip_codes(gazetteer: Path) -> list[tuple[str, str, str]]:
    statement = """
        SELECT postal.shown, postal.name, region.code FROM postal
        JOIN country ON country.id = postal.country JOIN region ON region.id = postal.region
        WHERE country.code = 'US' ORDER BY postal.code
    """
    with sqlite3.connect(gazetteer) as connection:
        return [row for row in _fetched(connection, statement) if len(row[2]) == 2]


def _fetched(connection: sqlite3.Connection, statement: str) -> Iterator[tuple[str, str, str]]:
    yield from connection.execute(statement)
