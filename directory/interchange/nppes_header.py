"""The headers of the NPPES files: where each column is, in files of any year. Pure.

Source of the columns: the header lines of the public files. Columns are found by name, because
names change ("Provider Gender Code" became "Provider Sex Code") and columns are added.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

TAXONOMY_SLOTS = 15

_COLUMNS = {
    "npi": ("NPI",),
    "entity": ("Entity Type Code",),
    "organisation": ("Provider Organization Name (Legal Business Name)",),
    "last": ("Provider Last Name (Legal Name)",),
    "first": ("Provider First Name",),
    "street": ("Provider First Line Business Practice Location Address",),
    "city": ("Provider Business Practice Location Address City Name",),
    "state": ("Provider Business Practice Location Address State Name",),
    "zip": ("Provider Business Practice Location Address Postal Code",),
    "updated": ("Last Update Date",),
    "deactivated": ("NPI Deactivation Date",),
    "reactivated": ("NPI Reactivation Date",),
    "code_1": ("Healthcare Provider Taxonomy Code_1",),
}
_OPTIONAL = {
    "middle": ("Provider Middle Name",),
    "suffix": ("Provider Name Suffix Text",),
    "credentials": ("Provider Credential Text",),
    "other_organisation": ("Provider Other Organization Name",),
    "other_type": ("Provider Other Organization Name Type Code",),
    "other_last": ("Provider Other Last Name",),
    "other_first": ("Provider Other First Name",),
    "other_middle": ("Provider Other Middle Name",),
    "other_suffix": ("Provider Other Name Suffix Text",),
    "other_last_type": ("Provider Other Last Name Type Code",),
    "mailing_street": ("Provider First Line Business Mailing Address",),
    "mailing_street_2": ("Provider Second Line Business Mailing Address",),
    "mailing_zip": ("Provider Business Mailing Address Postal Code",),
    "street_2": ("Provider Second Line Business Practice Location Address",),
    "country": (
        "Provider Business Practice Location Address Country Code (If outside U.S.)",
        "Provider Business Practice Location Address Country Code",
    ),
    "phone": ("Provider Business Practice Location Address Telephone Number",),
    "sex": ("Provider Sex Code", "Provider Gender Code"),
    "sole": ("Is Sole Proprietor",),
}

LOCATION_COLUMNS = {
    "npi": "NPI",
    "street": "Provider Secondary Practice Location Address- Address Line 1",
    "street_2": "Provider Secondary Practice Location Address-  Address Line 2",
    "city": "Provider Secondary Practice Location Address - City Name",
    "state": "Provider Secondary Practice Location Address - State Name",
    "zip": "Provider Secondary Practice Location Address - Postal Code",
    "country": "Provider Secondary Practice Location Address - Country Code (If outside U.S.)",
    "phone": "Provider Secondary Practice Location Address - Telephone Number",
}
"""Columns of a `pl_pfile` by our own short names."""

NAME_COLUMNS = {
    "npi": "NPI",
    "name": "Provider Other Organization Name",
    "type": "Provider Other Organization Name Type Code",
}
"""Columns of an `othername_pfile`."""

_SLOT = (
    "healthcare provider taxonomy code",
    "provider license number",
    "provider license number state code",
    "healthcare provider primary taxonomy switch",
)


class NotNppes(ValueError):
    """The header is not that of an `npidata_pfile`; the message names what is missing."""


class Slot(NamedTuple):
    """The places of one of the taxonomies a row can state; `None` for a column the file lacks."""

    code: int
    licence_number: int | None
    licence_state: int | None
    primary: int | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file has its columns.

    Attributes:
        width: Number of columns.
        positions: Place of each column we read, by our own short name.
        slots: One for each taxonomy.
    """

    width: int
    positions: Mapping[str, int]
    slots: tuple[Slot, ...]

    def codes(self) -> Callable[[Sequence[str]], tuple[str, ...]]:
        """A fast function from a row to all its taxonomy codes."""
        places = [slot.code for slot in self.slots]
        # With one argument itemgetter would give a bare text; a repeated one keeps it a tuple.
        return itemgetter(places[0], *places)

    def cell(self, row: Sequence[str], column: str) -> str:
        """The text of a column, stripped; nothing when the file has no such column."""
        return cell_at(row, self.positions.get(column))


def cell_at(row: Sequence[str], place: int | None) -> str:
    """The text at a place, stripped; nothing when there is no such place."""
    return "" if place is None else row[place].strip()


def read_header(header: Sequence[str]) -> Layout:
    """Find the columns by name: files of any year and any order of columns can be read.

    Raises:
        NotNppes: Columns that every `npidata_pfile` has are missing.
    """
    places = _places(header)
    found = {
        column: places[_plain(name)]
        for column, known_names in (_COLUMNS | _OPTIONAL).items()
        for name in reversed(known_names)
        if _plain(name) in places
    }
    missing = [known_names[0] for column, known_names in _COLUMNS.items() if column not in found]
    if missing:
        raise NotNppes(_missing(missing))
    return Layout(len(header), found, _slots(places))


def has_columns(header: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether a header has all these columns, however their names are spaced."""
    return _places(header).keys() >= {_plain(name) for name in names}


def find_columns(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """The places of a small file's columns by our own short names.

    Raises:
        NotNppes: One of them is missing.
    """
    places = _places(header)
    missing = [name for name in columns.values() if _plain(name) not in places]
    if missing:
        raise NotNppes(_missing(missing))
    return {short: places[_plain(name)] for short, name in columns.items()}


def _places(header: Sequence[str]) -> dict[str, int]:
    return {_plain(name): place for place, name in enumerate(header)}


def _plain(name: str) -> str:
    """A column's name without the hyphens and spaces that differ from file to file."""
    return re.sub(r"[\W_]+", " ", name).strip().casefold()


def _slots(places: Mapping[str, int]) -> tuple[Slot, ...]:
    found = []
    for number in range(1, TAXONOMY_SLOTS + 1):
        code, *others = (places.get(f"{name} {number}") for name in _SLOT)
        if code is not None:
            found.append(Slot(code, *others))
    return tuple(found)


def _missing(missing: list[str]) -> str:
    shown = ", ".join(f'"{name}"' for name in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    return (
        f"its header lacks {shown}{more}. Give the zip of an NPPES download, or a npidata_pfile, "
        "pl_pfile or othername_pfile CSV from it, with its header line."
    )
