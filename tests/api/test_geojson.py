"""Practitioners as GeoJSON (RFC 7946)."""

from dataclasses import replace

import pytest

from directory.geo.point import GeoPoint
from tests.factories import make_practitioner

URL = "/api/v1/practitioners"
MAP = {"Accept": "application/geo+json"}
TWO_PLACES = [
    {"point": GeoPoint(39.7392, -104.9903), "city": "Denver"},
    {"point": GeoPoint(45.5234, -122.6762), "city": "Portland"},
]


@pytest.fixture
def planted(session, search_engine):
    """Plant one listing that the engine finds at the location of that number."""

    def plant(location=0, **what_matters):
        made = make_practitioner(session, **what_matters)
        session.commit()
        search_engine.finds(made)
        page = search_engine.page
        hits = tuple(replace(hit, location=location) for hit in page.hits)
        search_engine.page = replace(page, hits=hits)
        return made

    return plant


@pytest.mark.parametrize("way", [{"headers": MAP}, {"query_string": {"format": "geojson"}}])
def test_a_search_is_a_collection_with_a_feature_for_each_practitioner(client, planted, way):
    made = planted()

    answer = client.get(URL, **way)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert set(answer.json) == {"type", "features", "total", "page", "per_page"}
    assert (answer.json["type"], answer.json["total"]) == ("FeatureCollection", 1)
    (feature,) = answer.json["features"]
    assert set(feature) == {"type", "id", "geometry", "properties"}
    assert (feature["type"], feature["id"]) == ("Feature", str(made.public_id))


def test_the_point_is_that_of_the_place_that_matched_longitude_first(client, planted):
    planted(location=1, locations=TWO_PLACES)

    (feature,) = client.get(URL, headers=MAP).json["features"]

    assert feature["geometry"] == {"type": "Point", "coordinates": [-122.6762, 45.5234]}


def test_properties_are_the_result_without_its_coordinates(client, planted):
    planted(locations=TWO_PLACES)

    (feature,) = client.get(URL, headers=MAP).json["features"]

    (result,) = client.get(URL).json["results"]
    for place in result["locations"]:
        del place["latitude"], place["longitude"]
    assert feature["properties"] == result


@pytest.mark.parametrize("locations", [[], [{"point": None}]])
def test_who_has_no_position_has_no_geometry(client, planted, locations):
    planted(locations=locations)

    (feature,) = client.get(URL, headers=MAP).json["features"]

    assert feature["geometry"] is None


def test_where_only_the_town_is_shown_the_point_is_coarse(client, planted):
    planted(town_only=True, locations=[{"point": GeoPoint(39.73921, -104.99034)}])

    (feature,) = client.get(URL, headers=MAP).json["features"]

    assert feature["geometry"]["coordinates"] == [-105.0, 39.7]


@pytest.mark.parametrize("way", [{"headers": MAP}, {"query_string": {"format": "geojson"}}])
def test_one_listing_is_a_feature_at_its_first_place(client, planted, way):
    made = planted(locations=TWO_PLACES, bio="Runs.")

    answer = client.get(f"{URL}/{made.public_id}", **way)

    assert answer.mimetype == "application/geo+json"
    assert answer.json["type"] == "Feature"
    assert answer.json["geometry"]["coordinates"] == [-104.9903, 39.7392]
    assert answer.json["properties"]["bio"] == "Runs."
    assert [place["city"] for place in answer.json["properties"]["locations"]] == [
        "Denver",
        "Portland",
    ]
