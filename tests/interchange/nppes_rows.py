"""Made-up rows in the form of CMS's `npidata_pfile`, and a stand-in for the place data."""

import csv
from itertools import count

from directory.geo.failures import PlaceNotFound
from directory.geo.place import Place, Resolution
from directory.geo.point import GeoPoint
from directory.practitioners.npi import check_digit

_MAILING = [
    f"Provider {line} Business Mailing Address" for line in ("First Line", "Second Line")
] + [
    f"Provider Business Mailing Address {part}"
    for part in (
        "City Name",
        "State Name",
        "Postal Code",
        "Country Code (If outside U.S.)",
        "Telephone Number",
        "Fax Number",
    )
]
_PRACTICE = [name.replace("Mailing Address", "Practice Location Address") for name in _MAILING]
_TAXONOMIES = [
    f"{name}_{number}"
    for number in range(1, 16)
    for name in (
        "Healthcare Provider Taxonomy Code",
        "Provider License Number",
        "Provider License Number State Code",
        "Healthcare Provider Primary Taxonomy Switch",
    )
]
_OTHER_IDS = [
    f"Other Provider Identifier{part}_{number}"
    for number in range(1, 51)
    for part in ("", " Type Code", " State", " Issuer")
]
HEADER = [
    "NPI",
    "Entity Type Code",
    "Replacement NPI",
    "Employer Identification Number (EIN)",
    "Provider Organization Name (Legal Business Name)",
    "Provider Last Name (Legal Name)",
    "Provider First Name",
    "Provider Middle Name",
    "Provider Name Prefix Text",
    "Provider Name Suffix Text",
    "Provider Credential Text",
    "Provider Other Organization Name",
    "Provider Other Organization Name Type Code",
    "Provider Other Last Name",
    "Provider Other First Name",
    "Provider Other Middle Name",
    "Provider Other Name Prefix Text",
    "Provider Other Name Suffix Text",
    "Provider Other Credential Text",
    "Provider Other Last Name Type Code",
    *_MAILING,
    *_PRACTICE,
    "Provider Enumeration Date",
    "Last Update Date",
    "NPI Deactivation Reason Code",
    "NPI Deactivation Date",
    "NPI Reactivation Date",
    "Provider Sex Code",
    "Authorized Official Last Name",
    "Authorized Official First Name",
    "Authorized Official Middle Name",
    "Authorized Official Title or Position",
    "Authorized Official Telephone Number",
    *_TAXONOMIES,
    *_OTHER_IDS,
    "Is Sole Proprietor",
    "Is Organization Subpart",
    "Parent Organization LBN",
    "Parent Organization TIN",
    "Authorized Official Name Prefix Text",
    "Authorized Official Name Suffix Text",
    "Authorized Official Credential Text",
    *(f"Healthcare Provider Taxonomy Group_{number}" for number in range(1, 16)),
    "Certification Date",
]
"""The 330 columns of today."""

OLD_HEADER = [
    "Provider Gender Code" if name == "Provider Sex Code" else name for name in HEADER[:-1]
]
"""The 329 columns of some years ago."""

_NAMES = {
    "npi": "NPI",
    "entity": "Entity Type Code",
    "organisation": "Provider Organization Name (Legal Business Name)",
    "last": "Provider Last Name (Legal Name)",
    "first": "Provider First Name",
    "middle": "Provider Middle Name",
    "prefix": "Provider Name Prefix Text",
    "suffix": "Provider Name Suffix Text",
    "credentials": "Provider Credential Text",
    "other_organisation": "Provider Other Organization Name",
    "other_type": "Provider Other Organization Name Type Code",
    "mailing_street": _MAILING[0],
    "mailing_street_2": _MAILING[1],
    "mailing_city": _MAILING[2],
    "mailing_state": _MAILING[3],
    "mailing_zip": _MAILING[4],
    "street": _PRACTICE[0],
    "street_2": _PRACTICE[1],
    "city": _PRACTICE[2],
    "state": _PRACTICE[3],
    "zip": _PRACTICE[4],
    "country": _PRACTICE[5],
    "phone": _PRACTICE[6],
    "updated": "Last Update Date",
    "deactivated": "NPI Deactivation Date",
    "reactivated": "NPI Reactivation Date",
    "sex": "Provider Sex Code",
    "sole": "Is Sole Proprietor",
}
_numbers = count(100_000_000)

PHYSICAL_THERAPIST = "225100000X"
SPORTS, ORTHOPEDIC = "2251S0007X", "2251X0800X"
CHIROPRACTOR = "111N00000X"
CLINIC = "261QP2000X"
DENTIST = "122300000X"
"""A code the directory has no listings for."""


def make_npi():
    """An NPI with the right check digit that no other row has."""
    nine = str(next(_numbers))
    return nine + check_digit(nine)


def person(*, codes=(PHYSICAL_THERAPIST,), primary=0, **what_matters):
    """One person's cells by column name; `codes` may be codes or (code, number, state).

    Args:
        codes: Taxonomies in their slots; an empty text leaves its slot empty.
        primary: Which slot is marked as the primary one; `None` for none.
        **what_matters: Cells by the short names of this module.
    """
    cells = {
        "npi": make_npi(),
        "entity": "1",
        "last": "ALDERWOOD",
        "first": "GRETA",
        "credentials": "PT",
        "mailing_street": "PO BOX 9",
        "mailing_city": "PUEBLO",
        "mailing_state": "CO",
        "mailing_zip": "81001",
        "street": "12 MAPLE ST",
        "city": "DENVER",
        "state": "CO",
        "zip": "802021234",
        "country": "US",
        "phone": "3035550148",
        "updated": "07/08/2017",
        "sex": "F",
        "sole": "N",
    } | what_matters
    named = {_NAMES[short]: text for short, text in cells.items()}
    for slot, code in enumerate(codes):
        taxon, number, state = (code, "", "") if isinstance(code, str) else code
        named |= {
            f"Healthcare Provider Taxonomy Code_{slot + 1}": taxon,
            f"Provider License Number_{slot + 1}": number,
            f"Provider License Number State Code_{slot + 1}": state,
            f"Healthcare Provider Primary Taxonomy Switch_{slot + 1}": (
                "Y" if slot == primary else "N"
            ),
        }
    return named


def organisation(**what_matters):
    """One organisation's cells by column name."""
    cells = {
        "entity": "2",
        "organisation": "MILE HIGH PHYSICAL THERAPY LLC",
        "last": "",
        "first": "",
        "credentials": "",
        "sex": "",
        "sole": "",
        "codes": (CLINIC,),
    }
    return person(**cells | what_matters)


def deactivated(npi, on="03/03/2021"):
    """The row of an NPI that is out of use: nothing but the number and the date."""
    return {"NPI": npi, "NPI Deactivation Date": on}


def as_row(cells, header=HEADER):
    """The cells in the order of a header."""
    renamed = {"Provider Gender Code": cells.get("Provider Sex Code", "")} | cells
    return [renamed.get(name, "") for name in header]


def write_file(path, rows, header=HEADER, encoding="utf-8"):
    """Write rows (cells by name, or ready lists) as CMS does: every cell in quotation marks."""
    with path.open("w", encoding=encoding, errors="surrogateescape", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        writer.writerows(as_row(row, header) if isinstance(row, dict) else row for row in rows)
    return path


def place(name, latitude, longitude, **what_matters):
    """A town of Colorado unless something else is said."""
    columns = {
        "precision": "city",
        "country": "US",
        "country_name": "United States",
        "admin1": "Colorado",
        "admin1_code": "CO",
    } | what_matters
    return Place(name=name, point=GeoPoint(latitude, longitude), **columns)


class SmallWorld:
    """Knows a few places by the very text asked for, and remembers what it was asked."""

    def __init__(self, **others):
        code = {"precision": "postal", "postal_code": "80202"}
        self._answers = {
            "80202": (place("Denver", 39.75, -105.0, **code), True),
            "Denver, Colorado": (place("Denver", 39.74, -104.98), True),
        } | others
        self.asked = []

    def resolve(self, text, *, country_hint=None):
        self.asked.append((text, country_hint))
        if text not in self._answers:
            raise PlaceNotFound(text)
        found, confident = self._answers[text]
        best, *alternatives = found if isinstance(found, list) else [found]
        return Resolution(best, tuple(alternatives), confident)
