"""Made-up `pl_pfile` and `othername_pfile` rows, and archives of them."""

import csv
import zipfile

from tests.interchange.nppes_rows import HEADER, as_row

PLACES_HEADER = [
    "NPI",
    "Provider Secondary Practice Location Address- Address Line 1",
    "Provider Secondary Practice Location Address-  Address Line 2",
    "Provider Secondary Practice Location Address - City Name",
    "Provider Secondary Practice Location Address - State Name",
    "Provider Secondary Practice Location Address - Postal Code",
    "Provider Secondary Practice Location Address - Country Code (If outside U.S.)",
    "Provider Secondary Practice Location Address - Telephone Number",
    "Provider Secondary Practice Location Address - Telephone Extension",
    "Provider Practice Location Address - Fax Number",
]
NAMES_HEADER = [
    "NPI",
    "Provider Other Organization Name",
    "Provider Other Organization Name Type Code",
]
MONTH = "20050523-20251109"
WEEK = "20251103-20251109"


def place_row(npi, **what_matters):
    """A further place of work, in Pueblo unless something else is said."""
    cells = {
        "street": "500 MAIN ST",
        "street_2": "",
        "city": "PUEBLO",
        "state": "CO",
        "zip": "810011234",
        "country": "US",
        "phone": "7195550148",
    } | what_matters
    return [npi, *cells.values(), "", ""]


def name_row(npi, name, kind="3"):
    """A further name of an organisation."""
    return [npi, name, kind]


def write_table(path, header, rows):
    """Write a CSV as CMS does."""
    with path.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        writer.writerows(as_row(row) if isinstance(row, dict) else row for row in rows)
    return path


def write_download(folder, *, providers=(), places=None, names=None, span=MONTH):
    """Write the zip of a download, with header files beside the data as CMS puts them."""
    path = folder / f"NPPES_{span}.zip"
    contents = {"npidata": (HEADER, providers)}
    if places is not None:
        contents["pl"] = (PLACES_HEADER, places)
    if names is not None:
        contents["othername"] = (NAMES_HEADER, names)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind, (header, rows) in contents.items():
            name = f"{kind}_pfile_{span}.csv"
            archive.write(write_table(folder / name, header, rows), name)
            (folder / name).unlink()
            archive.writestr(f"{kind}_pfile_{span}_fileheader.csv", ",".join(header))
        archive.writestr("NPPES_Data_Dissemination_Readme.pdf", b"%PDF")
    return path
