"""What one row of CMS's `npidata_pfile` says. Pure.

Of a person's other names only a professional one is read. A former name (type 1) and any other
(type 5) can be one that its bearer has left behind for good reason: it is not stored at all.
Organisations have no such past; all their names help to find them.

Source of the format: CMS, "NPPES Data Dissemination File - Code Values" and "- Readme".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache, partial
from operator import itemgetter
from typing import TYPE_CHECKING

from directory.interchange import addresses, names
from directory.interchange.credentials import credentials
from directory.interchange.homes import Address, may_be_one_house
from directory.interchange.nppes_header import cell_at
from directory.interchange.record import (
    Deactivation,
    LicenceRecord,
    ListingRecord,
    LocationRecord,
)
from directory.interchange.remarks import Reason, RowRejected
from directory.interchange.wording import stated
from directory.practitioners.npi import is_npi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from directory.interchange.nppes_header import Layout
    from directory.interchange.nucc import Taxon

SOURCE = "nppes"
PERSON, ORGANISATION = "1", "2"

PRACTICE = ("street", "street_2", "zip")
MAILING = ("mailing_street", "mailing_street_2", "mailing_zip")
_DOING_BUSINESS_AS = "3"
_PROFESSIONAL_NAME = "2"
DAYS_REMEMBERED = 10_000
"""All days since the registry began, in 2005."""

_SEXES = {"F": "female", "M": "male"}
_AMERICAN = frozenset({"", "US", "USA", "UM", "AA"})
"""Country codes found on addresses inside the United States."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A row that became a record, and what was odd about it."""

    record: ListingRecord
    remarks: tuple[Reason, ...] = ()


def is_deactivated(layout: Layout, row: Sequence[str]) -> bool:
    """Tell whether the identifier is out of use: reactivated ones keep their old date."""
    deactivated = layout.cell(row, "deactivated")
    return bool(deactivated) and not layout.cell(row, "reactivated")


def read_deactivation(layout: Layout, row: Sequence[str]) -> Deactivation:
    """Read a row whose identifier is out of use.

    Raises:
        RowRejected: The NPI is malformed.
    """
    return Deactivation(_npi(layout, row), day(layout.cell(row, "deactivated")))


def read_row(layout: Layout, row: Sequence[str], taxonomy: Mapping[str, Taxon]) -> Reading:
    """Read a row that has at least one code of the taxonomy; its place is yet to be found.

    Raises:
        RowRejected: It cannot become a listing; the reason says why.
    """
    npi = _npi(layout, row)
    entity = layout.cell(row, "entity")
    held = _held(layout, row, taxonomy, entity)
    main = held[0][0]
    location = _location(layout, row)
    phone = layout.cell(row, "phone")
    name, *other_names = _names(layout, row, entity)
    record = ListingRecord(
        npi=npi,
        kind=main.kind,
        name=name,
        profession=main.profession,
        credentials=credentials(layout.cell(row, "credentials")) if entity == PERSON else "",
        gender=_SEXES.get(layout.cell(row, "sex").upper()),
        specialties=_specialties([taxon for taxon, _ in held]),
        licences=_licences(licence for _, licence in held if licence),
        location=location,
        town_only=_may_be_home(layout, row),
        source=SOURCE,
        updated_on=day(layout.cell(row, "updated")),
        reactivated_on=day(layout.cell(row, "reactivated")),
        other_names=tuple(other_names),
        organisation=entity == ORGANISATION,
    )
    return Reading(record, (Reason.PHONE_DROPPED,) if phone and not location.phone else ())


def _held(
    layout: Layout, row: Sequence[str], taxonomy: Mapping[str, Taxon], entity: str
) -> list[tuple[Taxon, LicenceRecord | None]]:
    """Every code we list, the one marked as primary first, each with its licence."""
    if entity not in {PERSON, ORGANISATION}:
        raise RowRejected(Reason.UNKNOWN_ENTITY)
    held = []
    for slot in layout.slots:
        taxon = taxonomy.get(row[slot.code].strip())
        if taxon and (entity == ORGANISATION or not taxon.organisation):
            number, state = cell_at(row, slot.licence_number), cell_at(row, slot.licence_state)
            is_primary = cell_at(row, slot.primary).upper() == "Y"
            held.append((not is_primary, taxon, _licence(taxon, number, state)))
    if not held:
        raise RowRejected(Reason.CLINIC_CODE_ON_PERSON)
    return [(taxon, licence) for _, taxon, licence in sorted(held, key=itemgetter(0))]


def _licence(taxon: Taxon, number: str, state: str) -> LicenceRecord | None:
    number = stated(number)[:40]
    if not number:
        return None
    region = state.upper()
    known = region in addresses.STATES or region in addresses.TERRITORIES
    return LicenceRecord(taxon.title, number, region if known else None)


def _licences(licences: Iterable[LicenceRecord]) -> tuple[LicenceRecord, ...]:
    """One number of one state is one licence, however many codes it is repeated for."""
    unique: dict[tuple[str | None, str | None], LicenceRecord] = {}
    for licence in licences:
        unique.setdefault((licence.number, licence.region_code), licence)
    return tuple(unique.values())


def _specialties(taxa: list[Taxon]) -> tuple[str, ...]:
    """Narrower fields of the main profession, and other professions held, once each."""
    main = taxa[0]
    labels = [
        taxon.specialty if taxon.profession == main.profession else taxon.title for taxon in taxa
    ]
    return tuple(dict.fromkeys(_key(label) for label in labels if label))


@cache
def _key(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")


def _names(layout: Layout, row: Sequence[str], entity: str) -> list[str]:
    """The name to show and, behind it, what else the holder is known by."""
    found = _person_names(layout, row) if entity == PERSON else _firm_names(layout, row)
    unique = list(dict.fromkeys(name for name in found if name))
    if not unique:
        raise RowRejected(Reason.NO_NAME)
    return unique


def _person_names(layout: Layout, row: Sequence[str]) -> list[str]:
    cells = partial(layout.cell, row)
    name = names.person_name(*map(cells, ("first", "middle", "last", "suffix")))
    if not name or cells("other_last_type") != _PROFESSIONAL_NAME or not cells("other_last"):
        return [name]
    first = cells("other_first") or cells("first")
    rest = map(cells, ("other_middle", "other_last", "other_suffix"))
    return [name, names.person_name(first, *rest)]


def _firm_names(layout: Layout, row: Sequence[str]) -> list[str]:
    """The name over the door comes first: it is the one that clients know."""
    legal = names.organisation_name(layout.cell(row, "organisation"))
    other = names.organisation_name(layout.cell(row, "other_organisation"))
    known_as = layout.cell(row, "other_type") == _DOING_BUSINESS_AS
    return [other, legal] if known_as else [legal, other]


def _location(layout: Layout, row: Sequence[str]) -> LocationRecord:
    """The practice address; the mailing address is never read as one."""
    return read_location(partial(layout.cell, row))


def read_location(cell: Callable[[str], str]) -> LocationRecord:
    """Read an address of the registry, whose place is yet to be found.

    Args:
        cell: Gives the text of "street", "street_2", "city", "state", "zip", "country", "phone".

    Raises:
        RowRejected: There is neither town nor postal code.
    """
    state = addresses.state_code(cell("state"))
    city = addresses.town(cell("city"))
    country = _country(cell("country").upper(), state)
    postal_code = _postal_code(cell("zip"), country)
    if not (city or postal_code):
        raise RowRejected(Reason.NO_ADDRESS)
    return LocationRecord(
        street=addresses.street(cell("street"), cell("street_2")),
        city=city,
        region=addresses.STATES.get(state, "") if country == "US" else "",
        region_code="" if state == country else state,
        postal_code=postal_code,
        country=country,
        phone=addresses.phone(cell("phone")),
    )


def _postal_code(text: str, country: str) -> str:
    american = country == "US" or country in addresses.TERRITORIES
    return addresses.zip_code(text) or ("" if american else stated(text)[:16])


def _country(code: str, state: str) -> str:
    if code in _AMERICAN and state in addresses.TERRITORIES:
        return state
    foreign = re.fullmatch(r"[A-Z]{2}", code) and code not in _AMERICAN
    return code if foreign else "US"


def _may_be_home(layout: Layout, row: Sequence[str]) -> bool:
    """A sole proprietor who gets their mail where they practise may live there."""
    if layout.cell(row, "sole").upper() != "Y":
        return False
    practice, mailing = (
        Address(*(layout.cell(row, column) for column in columns))
        for columns in (PRACTICE, MAILING)
    )
    return may_be_one_house(practice, mailing)


def _npi(layout: Layout, row: Sequence[str]) -> str:
    npi = layout.cell(row, "npi")
    if not is_npi(npi):
        raise RowRejected(Reason.BAD_NPI)
    return npi


@lru_cache(maxsize=DAYS_REMEMBERED)
def day(text: str) -> date | None:
    """Read 07/08/2007; anything else is not known (`None`)."""
    try:
        return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
