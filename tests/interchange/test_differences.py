"""What a row contradicts of a listing."""

from dataclasses import replace

import pytest

from directory.geo.point import GeoPoint
from directory.interchange.differences import differences, marks_of, seen_of, topic_of, unjudged
from directory.interchange.record import LicenceRecord
from directory.practitioners.models import Licence, Location, Practitioner
from directory.practitioners.vocabulary import Kind
from tests.interchange.test_record import LOCATION, RECORD

PHONE = "+1 303-555-0148"


def a_listing(places=None, **columns):
    """What an owner in Denver says, the same as the record."""
    place = {"id": 7, "street": "12 Maple Street", "city": "Denver", "region": "Colorado"} | {
        "region_code": "CO",
        "postal_code": "80202",
        "country": "US",
        "phone": "(303) 555-0148",
        "source": "owner",
    }
    stated = {"kind": Kind.THERAPIST, "name": "Greta B. Alderwood"} | {
        "profession": "physical_therapist",
        "credentials": "PT, DPT",
        "town_only": False,
    }
    listing = Practitioner(**stated | columns)
    listing.locations = [Location(**place | one) for one in ([{}] if places is None else places)]
    return listing


def a_row(**columns):
    place = columns.pop("place", {})
    return replace(RECORD, location=replace(LOCATION, **place), **columns)


@pytest.mark.parametrize(
    "row",
    [
        a_row(),
        a_row(name="GRETA ALDERWOOD"),
        a_row(name="Greta Birch", other_names=("Greta Alderwood",)),
        a_row(credentials="P.T."),
        a_row(place={"street": "12 MAPLE ST, STE 4"}),
        a_row(place={"city": "DENVER", "phone": None}),
        a_row(place={"street": "", "city": ""}),
        a_row(town_only=True, place={"street": "", "postal_code": "", "phone": None}),
        a_row(licences=(LicenceRecord("PT", "PT-77", "CO"),)),
    ],
)
def test_spelling_and_what_one_side_leaves_out_is_no_difference(row):
    assert differences(a_listing(), row) == {}


def test_each_contradiction_is_told_with_both_sides():
    row = a_row(
        name="Greta Birch",
        kind=Kind.MOVEMENT_COACH,
        profession="health_coach",
        credentials="LMT",
        place={"street": "90 Elm Ave", "postal_code": "80203", "phone": "+1 303-555-0199"},
    )

    assert differences(a_listing(), row) == {
        "name": ["Greta B. Alderwood", "Greta Birch"],
        "profession": ["physical_therapist", "health_coach"],
        "kind": ["therapist", "movement_coach"],
        "credentials": ["PT, DPT", "LMT"],
        "places/7/street": ["12 Maple Street", "90 Elm Ave"],
        "places/7/postal_code": ["80202", "80203"],
        "places/7/phone": ["(303) 555-0148", "+1 303-555-0199"],
    }


def test_another_town_brings_its_point_along():
    point = GeoPoint(38.2544, -104.6091)
    row = a_row(place={"city": "Pueblo", "point": point, "precision": "city"})

    found = differences(a_listing(), row)

    assert found["places/7/city"] == ["Denver", "Pueblo"]
    assert found["places/7/latitude"] == [None, 38.2544]
    assert found["places/7/precision"] == [None, "city"]


def test_of_several_places_one_that_agrees_is_enough():
    places = [{"id": 1, "city": "Boulder"}, {"id": 2}]

    assert differences(a_listing(places), a_row()) == {}


def test_of_places_elsewhere_the_one_in_the_same_town_is_meant():
    places = [{"id": 1, "city": "Boulder"}, {"id": 2}]

    found = differences(a_listing(places), a_row(place={"street": "90 Elm Ave"}))

    assert set(found) == {"places/2/street"}


def test_without_a_place_none_is_compared():
    assert differences(a_listing([]), a_row()) == {}


def test_a_number_stated_nowhere_is_left_out():
    assert differences(a_listing([{"phone": None}]), a_row()) == {}


def test_a_number_at_another_place_is_compared_with_the_one_meant():
    places = [{"id": 1, "phone": None}, {"id": 2, "city": "Boulder"}]
    row = a_row(place={"phone": "+1 303-555-0199"})

    assert differences(a_listing(places), row) == {}


def test_what_is_private_is_never_named():
    point = GeoPoint(38.25441, -104.60912)
    row = a_row(place={"street": "90 Elm Ave", "city": "Pueblo", "phone": "1", "point": point})

    found = differences(a_listing(town_only=True), row)

    assert found == {
        "places/7/city": ["Denver", "Pueblo"],
        "places/7/latitude": [None, 38.3],
        "places/7/longitude": [None, -104.6],
        "places/7/precision": [None, "city"],
    }


def test_another_number_of_a_licence_in_the_same_state_is_a_difference():
    listing = a_listing()
    listing.licences = [
        Licence(title="PT", number="PT-1", region_code="WY", source="owner"),
        Licence(title="PT", number="PT-2", region_code="CO", source="owner"),
    ]
    theirs = (
        LicenceRecord("PT", "PT-3", "CO"),
        LicenceRecord("PT", "pt 1", "WY"),
        LicenceRecord("PT", "PT-9", "UT"),
        LicenceRecord("PT", None, "CO"),
    )

    assert differences(listing, a_row(licences=theirs)) == {
        "licences/1/number": ["PT-2", "PT-3"],
    }


def test_a_further_name_is_a_difference_once():
    row = a_row(other_names=("Alder Practice", "greta alderwood"))

    assert differences(a_listing(), row) == {"other_names": [[], ["Alder Practice"]]}
    assert differences(a_listing(other_names=["Alder Practice, LLC"]), row) == {}


def test_the_columns_of_an_address_are_one_topic():
    assert topic_of("places/7/city") == topic_of("places/9/street") == "address"
    assert topic_of("places/7/phone") == "phone"
    assert topic_of("kind") == topic_of("profession") == "profession"
    assert topic_of("licences/0/number") == "licences/0/number"


def test_what_was_judged_is_left_out_and_what_is_new_stays():
    before = {"name": ["Ada", "Bea"], "places/7/phone": ["1", "2"]}
    kept = marks_of(before).values()

    assert unjudged(before, kept) == {}
    assert unjudged({"name": ["Ada Alder", "BEA"], "places/9/phone": ["1", "3"]}, kept) == {
        "places/9/phone": ["1", "3"]
    }


def test_a_point_found_anew_is_no_new_difference():
    before = {"places/7/city": ["A", "B"], "places/7/latitude": [None, 1.0]}
    after = {"places/7/city": ["A", "B"], "places/7/latitude": [None, 1.1]}

    assert marks_of(before) == marks_of(after)


def test_lists_are_judged_whatever_their_order():
    one, other = {"other_names": [[], ["A", "B"]]}, {"other_names": [None, ["B", "A"]]}

    assert marks_of(one) == marks_of(other)
    assert marks_of({"name": ["A", None]}) == marks_of({"name": ["A", ""]})


def test_what_was_seen_is_told_from_what_is_newer():
    details = {"source": "nppes", "updated_on": "2026-01-01", "fields": {"name": ["A", "B"]}}

    assert seen_of(details) == seen_of(details | {"updated_on": "2026-02-01"})
    assert seen_of(details) != seen_of(details | {"fields": {"name": ["A", "C"]}})
