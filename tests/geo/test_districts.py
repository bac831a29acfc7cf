"""Counties, regions and nicknames: read from the seed data under all their usual names."""

from directory.geo.districts import districts, nicknames
from directory.geo.point import GeoPoint
from tests.geo.world import SEEDS


def test_a_county_is_found_by_its_short_forms():
    found = {(row.region_code, row.name): row for row in districts(SEEDS)}

    cook = found["IL", "Cook County"]
    assert {"Cook Co", "County of Cook"} <= set(cook.other_names)
    assert found["M", "County Cork"].other_names == ["Co Cork", "Cork County"]


def test_a_city_that_is_its_own_county_is_a_town_already():
    names = {row.name for row in districts(SEEDS)}

    assert not names & {"Baltimore city", "Carson City", "District of Columbia"}


def test_every_district_lies_on_the_earth_and_has_people():
    for row in districts(SEEDS):
        assert GeoPoint(row.latitude, row.longitude)
        assert row.population > 0


def test_nicknames_come_with_their_town():
    found = {name: row.town for row in nicknames(SEEDS) for name in row.nicknames}

    assert found["Philly"] == "Philadelphia"
    assert found["LA County"] == "Los Angeles County"


def test_a_district_is_found_but_nothing_is_near_it(gazetteer):
    place = gazetteer.resolve("Multnomah County").place

    assert place.label == "Multnomah County, Oregon"
    assert gazetteer.reverse(place.point).name == "Portland"


def test_a_nickname_means_the_town(gazetteer):
    assert gazetteer.resolve("PDX").place.label == "Portland, Oregon"
