"""The map's points over HTTP: what the results page takes, they take; small, and kind about errors."""

import gzip
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from directory import create_app
from directory.db import database
from directory.geo.area import Area
from directory.geo.point import GeoPoint
from directory.http.units import Units
from directory.search.points import Evidence, Point, Points
from directory.web.points import members
from tests.api.fakes import COLORADO, FakePlaces
from tests.factories import make_noise, make_practitioner

GOLDEN = GeoPoint(39.7555, -105.2211)
HOSTILE = ["(" * 400, "a\x00b", "\ufeff\u202eknee", "%", "'; DROP TABLE name; --", "<script>"]


def rows(answer):
    assert answer.status_code == 200
    return answer.json["points"]


def test_a_point_says_all_that_a_pin_needs(client, session, listed):
    make_practitioner(
        session, name="Zoë <b>Alder", slug="zoe-alder", terms={"region": ["feet"]},
        locations=[{"point": GOLDEN, "city": "Golden"}],
    )  # fmt: skip
    make_noise(session)
    listed()

    answer = client.get("/search/points?near=Denver")

    assert answer.mimetype == "application/json"
    assert answer.json == {
        "points": [[39.7555, -105.2211, 1, "zoe-alder", "Zoë <b>Alder", 1, 0, 12.0]],
        "crafts": ["Physical therapist"],
        "towns": [[39.739, -104.99, "Denver"], [39.755, -105.221, "Golden"]],
        "units": "mi",
        "total": 1,
        "by_video": False,
        "place": "Denver",
        "center": [39.7392, -104.9903],
        "radius_km": 40.0,
        "bounds": None,
    }


def test_the_numbers_are_those_of_the_page(client, session, listed):
    for number in range(12):
        make_practitioner(session, locations=[{"fee_first": 200 - number, "currency": "USD"}])
    listed()

    points = rows(client.get("/search/points?near=Denver&sort=price"))

    page = client.get("/search?near=Denver&sort=price&page=2").text
    for row in points[10:]:
        assert f'<span class="card__number">{row[2]}.</span>' in page
        assert f"/practitioners/{row[3]}" in page


def test_a_page_number_changes_nothing(client, session, listed):
    make_practitioner(session)
    listed()

    assert client.get("/search/points?page=3").json == client.get("/search/points").json


def test_without_a_place_there_is_no_circle_and_no_distance(client, session, listed):
    make_practitioner(session)
    listed()

    answer = client.get("/search/points").json

    assert (answer["center"], answer["radius_km"], answer["place"]) == (None, None, None)
    assert answer["points"][0][-1] is None


def test_a_state_is_looked_at_as_a_whole_and_a_country_where_its_people_are(app):
    corners = (GeoPoint(37.0, -109.1), GeoPoint(41.0, -102.0))
    state = replace(COLORADO, bbox=corners)
    country = replace(state, area=Area("US", None, "United States", None))

    with app.test_request_context("/search/points"):
        told = [
            members(Points((), 0, place, None, by_video=False), Units.MI)["bounds"]
            for place in (state, country, COLORADO, None)
        ]

    assert told == [[37.0, -109.1, 41.0, -102.0], None, None, None]


def test_a_position_is_never_kept_closer_than_a_kilometre(client, session, listed):
    make_practitioner(session)
    listed()

    answer = client.get("/search/points?lat=39.739236&lon=-104.990251").json

    assert answer["center"] == [39.74, -104.99]


@pytest.mark.parametrize(
    "query", ["lat=999&lon=0", "lat=1", "radius_km=-1", "page=0", "kind=wizard", "q=" + "x" * 301]
)
def test_what_the_page_refuses_is_refused_here_in_words(client, query):
    answer = client.get(f"/search/points?{query}")

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json["detail"]


def test_an_unknown_place_is_a_problem_with_suggestions(client, listed):
    listed()

    answer = client.get("/search/points?near=Nowhereville")

    assert (answer.status_code, answer.json["suggestions"]) == (400, ["Denver"])


def test_without_an_index_it_says_when_to_come_back(client):
    answer = client.get("/search/points")

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


@given(
    st.sampled_from(["q", "near", "sort", "stated", "units"]), st.text() | st.sampled_from(HOSTILE)
)
@limits(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_gets_points_or_a_problem(client, name, text):
    answer = client.get("/search/points", query_string={name: text})

    assert answer.status_code in {200, 400, 503}
    assert answer.is_json


def test_the_results_page_leads_the_script_to_its_own_points(client, session, listed):
    make_practitioner(session)
    listed()

    page = client.get("/search?near=Denver&kind=therapist&page=1&q=").text

    assert 'data-points="/search/points?near=Denver&amp;kind=therapist"' in page
    assert 'data-area="/search?kind=therapist"' in page


@pytest.mark.parametrize("locations", [[], [{"point": None}]])
def test_where_nobody_is_anywhere_there_is_no_map(client, session, listed, locations):
    make_practitioner(session, locations=locations)
    listed()

    page = client.get("/search").text

    assert "data-map" not in page
    assert "results--mapped" not in page


def test_who_works_by_video_alone_is_not_put_on_a_map(client, session, listed):
    make_noise(session, 1)[0].telehealth = True
    listed()

    page = client.get("/search?near=Denver").text

    assert "by video" in page
    assert "data-map" not in page


def test_a_site_with_tiles_names_them_and_says_who_is_asked(settings, session, listed):
    make_practitioner(session)
    listed()
    url = "https://tiles.example.org/{z}/{x}/{y}.png"
    tiled = replace(settings, map_tiles_url=url, map_tiles_attribution="Tiles by <b>Example")
    site = create_app(tiled, places=FakePlaces())
    client = site.test_client()

    page, privacy = client.get("/search"), client.get("/privacy").text

    with site.app_context():
        database.engine.dispose()

    assert f'data-tiles="{url}"' in page.text
    assert 'data-tiles-attribution="Tiles by &lt;b&gt;Example"' in page.text
    assert "img-src 'self' data: https://tiles.example.org;" in (
        page.headers["Content-Security-Policy"] + ";"
    )
    assert "https://tiles.example.org" in privacy
    assert "nothing from elsewhere" not in privacy


def test_tiles_are_named_only_where_the_site_has_them(client, session, listed):
    make_practitioner(session)
    listed()

    assert "data-tiles" not in client.get("/search").text


def test_a_thousand_points_stay_small(app):
    made = tuple(
        Point(number, GeoPoint(30 + number / 97, -100 + number / 89).rounded(4),
              f"bartholomew-castellanos-{number * 7919 % 1000}-denver", "Bartholomew Castellanos",
              "physical_therapist", Evidence.CLAIMED, f"Town {number % 200}", number / 7)
        for number in range(1, 1_001)
    )  # fmt: skip
    with app.test_request_context("/search/points"):
        text = json.dumps(
            members(Points(made, 5_000, None, None, by_video=False), Units.MI),
            separators=(",", ":"),
        )

    assert len(text) < 100_000
    assert len(gzip.compress(text.encode())) < 35_000
