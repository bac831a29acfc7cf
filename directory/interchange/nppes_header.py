"""The header of CMS's `npidata_pfile`: where each column is, in files of any year. Pure.

Source of the columns: the header lines of the public files. Columns are found by name, because
names change ("Provider Gender Code" became "Provider Sex Code") and columns are added.
"""

from __future__ import annotations

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
    places = {" ".join(name.split()).casefold(): place for place, name in enumerate(header)}
    found = {
        column: places[name.casefold()]
        for column, known_names in (_COLUMNS | _OPTIONAL).items()
        for name in reversed(known_names)
        if name.casefold() in places
    }
    missing = [known_names[0] for column, known_names in _COLUMNS.items() if column not in found]
    if missing:
        raise NotNppes(_missing(missing))
    return Layout(len(header), found, _slots(places))


def _slots(places: Mapping[str, int]) -> tuple[Slot, ...]:
    found = []
    for number in range(1, TAXONOMY_SLOTS + 1):
        code, *others = (places.get(f"{name}_{number}") for name in _SLOT)
        if code is not None:
            found.append(Slot(code, *others))
    return tuple(found)


def _missing(missing: list[str]) -> str:
    shown = ", ".join(f'"{name}"' for name in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    return (
        f"its header lacks {shown}{more}. Give the npidata_pfile CSV of an NPPES download "
        "(not pl_pfile, othername_pfile or endpoint_pfile), with its header line."
    )
