"""Nominatim: asked for addresses only, never trusted far from the town, and never missed."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from directory.geo.answers import Answers
from directory.geo.failures import GeocoderUnavailable, PlaceNotFound
from directory.geo.nominatim import LARGEST_ANSWER_BYTES, NominatimPlaces
from directory.geo.point import GeoPoint

HOUSE = {
    "lat": "45.5169",
    "lon": "-122.6812",
    "display_name": "12, Main Street, Portland, Oregon, 97201, United States",
    "address": {
        "country_code": "us",
        "country": "United States",
        "state": "Oregon",
        "ISO3166-2-lvl4": "US-OR",
    },
}
FAR_AWAY = {**HOUSE, "lat": "43.6", "lon": "-70.2"}


class StubServer(ThreadingHTTPServer):
    """Answers every question with what the test says, and remembers the questions."""

    status = 200
    body = json.dumps([HOUSE]).encode()
    location = ""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), StubHandler)
        self.asked = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class StubHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_):
        """Keep quiet."""


@pytest.fixture
def server():
    with StubServer() as stub:
        thread = threading.Thread(target=stub.serve_forever)
        thread.start()
        yield stub
        stub.shutdown()
        thread.join()


@pytest.fixture
def answers(tmp_path):
    return Answers(tmp_path / "nominatim.sqlite")


@pytest.fixture
def places(server, gazetteer, answers):
    return NominatimPlaces(server.url, gazetteer, answers, daily_quota=3)


def test_a_street_address_is_found_to_the_house(places):
    resolution = places.resolve("12 Main St, Portland, OR")

    place = resolution.place
    assert resolution.confident
    assert place.label == "12, Main Street, Portland"
    assert place.point == GeoPoint(45.5169, -122.6812)
    assert (place.country, place.admin1, place.admin1_code) == ("US", "Oregon", "OR")


@pytest.mark.parametrize("text", ["Portland, OR", "97201", "Oregon", "45.5, -122.6"])
def test_what_is_no_address_is_never_sent(places, server, text):
    assert places.resolve(text).place

    assert server.asked == []


def test_the_same_address_is_asked_once(places, server):
    for text in ("12 Main St, Portland, OR", "12 MAIN ST., PORTLAND OR"):
        places.resolve(text)

    assert len(server.asked) == 1


def test_a_hint_limits_the_question_to_a_country(places, server):
    places.resolve("12 Main St, Portland, OR", country_hint="US")

    path, query = server.asked[0]
    assert path == "/search"
    assert query["countrycodes"] == ["us"]


def test_an_answer_far_from_the_town_is_not_believed(places, server):
    server.body = json.dumps([FAR_AWAY]).encode()

    assert places.resolve("12 Main St, Portland, OR").place.label == "Portland, Oregon"


def test_of_several_answers_the_one_in_the_town_counts(places, server):
    server.body = json.dumps([FAR_AWAY, HOUSE]).encode()

    assert places.resolve("12 Main St, Portland, OR").place.admin1 == "Oregon"


def test_an_address_in_a_town_nobody_knows_is_found_but_not_sure(places):
    resolution = places.resolve("12 Main St, Smallville")

    assert resolution.place.precision == "coordinates"
    assert not resolution.confident


def test_nothing_found_anywhere_is_not_found(places, server):
    server.body = b"[]"

    with pytest.raises(PlaceNotFound):
        places.resolve("12 Main St, Smallville")


def test_after_the_quota_the_gazetteer_answers_alone(places, server):
    labels = [places.resolve(f"{number} Main St, Portland, OR").place.label for number in range(5)]

    assert len(server.asked) == 3
    assert labels[-1] == "Portland, Oregon"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"broken"),
        (429, b"slow down"),
        (200, b"no json"),
        (200, b'[{"lat": "x"}]'),
        (200, b'[{"lat": "95", "lon": "0", "display_name": "x"}]'),
        (200, b'{"unexpected": 1}'),
        (200, b"7"),
        (200, b" " * (LARGEST_ANSWER_BYTES + 10)),
    ],
)
def test_a_server_in_trouble_leaves_the_gazetteers_answer(places, server, status, body):
    server.status, server.body = status, body

    assert places.resolve("12 Main St, Portland, OR").place.label == "Portland, Oregon"


def test_a_redirect_is_not_followed(places, server):
    server.status, server.location = 302, f"{server.url}/elsewhere"

    assert places.resolve("12 Main St, Portland, OR").place.label == "Portland, Oregon"
    assert [path for path, _ in server.asked] == ["/search"]


def test_a_server_that_is_down_leaves_the_gazetteers_answer(gazetteer, answers, server):
    places = NominatimPlaces("http://127.0.0.1:9", gazetteer, answers, daily_quota=3)

    assert places.resolve("12 Main St, Portland, OR").place.label == "Portland, Oregon"


def test_a_cache_that_cannot_be_used_leaves_the_gazetteers_answer(gazetteer, server, tmp_path):
    places = NominatimPlaces(server.url, gazetteer, Answers(tmp_path), daily_quota=3)

    assert places.resolve("12 Main St, Portland, OR").place.label == "Portland, Oregon"
    with pytest.raises(GeocoderUnavailable, match="cache"):
        places.addresses("12 Main St, Portland, OR")


def test_what_is_refused_is_never_sent(places, server):
    assert places.addresses("12 Main St\x00") == []
    assert server.asked == []


def test_what_was_typed_is_not_logged(places, server, caplog):
    server.status = 500

    places.resolve("12 Confidential St, Portland, OR")

    assert "nominatim unavailable" in caplog.text
    assert "onfidential" not in caplog.text


def test_nothing_is_asked_for_suggestions(places, server):
    assert places.suggest("portl")[0].label == "Portland, Oregon"
    assert server.asked == []


def test_towns_near_a_point_are_the_gazetteers_business(places, server):
    assert places.reverse(GeoPoint(45.6, -122.6)).name == "Portland"
    assert [town.name for town in places.largest_towns(GeoPoint(45.5, -122.7), 9.0, 2)] == [
        "Portland"
    ]
    assert server.asked == []


@pytest.mark.parametrize("url", ["nominatim.example.org", "ftp://example.org", "http://"])
def test_an_address_that_is_none_of_the_web_is_refused(gazetteer, answers, url):
    with pytest.raises(ValueError, match="NOMINATIM_URL"):
        NominatimPlaces(url, gazetteer, answers, daily_quota=1)
