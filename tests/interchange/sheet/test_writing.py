"""Listings as rows: every column, safe to open, and nothing that was only looked up."""

import csv
import io
from dataclasses import replace

from directory.geo.point import GeoPoint
from directory.interchange.sheet.columns import COLUMNS
from directory.interchange.sheet.record import SheetListing, SheetPlace
from directory.interchange.sheet.writing import rows_of, write_table
from directory.practitioners.models import Precision
from tests.interchange.sheet.sheets import written
from tests.interchange.sheet.test_record import PERSON

PLACE = SheetPlace(
    city="Denver", country="US", point=GeoPoint(39.7392, -104.9903), precision=Precision.EXACT
)


def cells_of(listing):
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows_of(listing)]


def test_every_place_is_a_row_with_the_person_in_it():
    rows = cells_of(SheetListing("1", PERSON, (PLACE, replace(PLACE, city="Boulder"))))

    assert [(row["name"], row["city"]) for row in rows] == [
        ("Ada Elm", "Denver"),
        ("Ada Elm", "Boulder"),
    ]


def test_who_has_no_place_has_a_row_too():
    (row,) = cells_of(SheetListing("1", PERSON))

    assert (row["external_id"], row["city"], row["latitude"]) == ("1", "", "")


def test_places_that_read_alike_or_say_nothing_are_one_row_or_none():
    towns = (replace(PLACE, point=None), SheetPlace(), replace(PLACE, point=None))

    (row,) = cells_of(SheetListing("1", PERSON, towns))

    assert row["city"] == "Denver"


def test_negative_degrees_stay_numbers():
    (row,) = cells_of(SheetListing("1", PERSON, (PLACE,)))

    assert (row["latitude"], row["longitude"]) == ("39.7392", "-104.9903")


def test_coordinates_that_were_looked_up_are_left_out():
    towns = replace(PLACE, precision=Precision.CITY)

    (row,) = cells_of(SheetListing("1", PERSON, (towns,)))

    assert (row["city"], row["latitude"], row["longitude"]) == ("Denver", "", "")


def test_what_a_spreadsheet_would_run_is_quoted():
    (row,) = cells_of(
        SheetListing("=1", replace(PERSON, name="@Ada"), (replace(PLACE, phone="+1"),))
    )

    assert (row["external_id"], row["name"], row["phone"]) == ("'=1", "'@Ada", "'+1")


def test_the_table_has_a_header_even_without_listings():
    assert written([]).decode() == ",".join(COLUMNS) + "\r\n"


def test_rows_are_counted_listing_by_listing():
    listings = [
        SheetListing("1", PERSON, (PLACE, replace(PLACE, city="X"))),
        SheetListing("2", PERSON),
    ]
    sink = io.StringIO(newline="")

    counts = list(write_table(listings, sink))

    assert counts == [2, 3]
    assert len(list(csv.reader(io.StringIO(sink.getvalue(), newline="")))) == 4
