"""Parameters of a search, without a site."""

import string
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from directory.api.parameters import split, yes_or_no
from directory.api.query import PractitionerQuery
from directory.geo.point import GeoPoint
from directory.search.query import MAX_OFFSET

NAMES = st.sampled_from([*PractitionerQuery.model_fields, "other"])


@given(st.dictionaries(NAMES, st.text() | st.floats().map(str) | st.integers().map(str)))
def test_any_parameters_are_taken_or_refused_and_never_break(values):
    with suppress(ValidationError):
        request = PractitionerQuery.model_validate(values).to_request()

        assert (request.page - 1) * request.per_page < MAX_OFFSET
        assert "\0" not in request.q + request.near


@pytest.mark.parametrize(("country", "hint"), [("", None), ("US", "US"), ("gb", "GB")])
def test_a_country_is_a_hint_by_its_code(country, hint):
    query = PractitionerQuery.model_validate({"near": "Salem", "country": country})

    assert query.to_request().country_hint == hint


@pytest.mark.parametrize("country", ["USA", "U", "1A", "U\n", " US", "ÜS"])
def test_what_is_no_code_of_a_country_is_refused(country):
    with pytest.raises(ValidationError, match="ISO 3166-1"):
        PractitionerQuery.model_validate({"country": country})


@given(st.lists(st.text(string.ascii_letters, min_size=1), max_size=20))
def test_a_list_gives_each_part_once_in_order(parts):
    assert split(" , ".join(parts)) == tuple(dict.fromkeys(parts))


def test_a_list_that_is_one_already_is_left_alone():
    query = PractitionerQuery(kind=("therapist",))

    assert query.to_request().chosen == {"kind": frozenset({"therapist"})}


@pytest.mark.parametrize(
    ("word", "meaning"),
    [("Yes", "yes"), ("true", "yes"), ("1", "yes"), ("no", "no"), ("FALSE", "no"), ("0", "no")],
)
def test_yes_and_no_are_read_in_their_usual_spellings(word, meaning):
    assert yes_or_no(word) == meaning
    assert PractitionerQuery(telehealth=word).to_request().chosen == {
        "telehealth": frozenset({meaning})
    }


def test_a_position_becomes_a_point():
    query = PractitionerQuery.model_validate({"lat": "45.5", "lon": "-122.6"})

    assert query.to_request().point == GeoPoint(45.5, -122.6)


def test_words_lose_the_space_around_them():
    query = PractitionerQuery.model_validate({"q": "  knee pain ", "near": " Denver "})

    assert (query.q, query.near) == ("knee pain", "Denver")


HOSTILE = {
    "q": ["(" * 5000, "email:u5*", "[a TO z]", "a" * 20_000, "\0", '"' * 299, "-" * 300],
    "near": ["(" * 5000, "email:u5*", "a" * 20_000, "\0", "';--", "\u202e"],
    "page": ["-1", "0", "9" * 4000, "1e3", "٣"],
    "per_page": ["-1", "1000"],
    "radius_km": ["1e9", "-1", "nan", "inf", "1e-400"],
    "lat": ["999", "nan"],
    "max_price": ["1e308", "-0"],
    "sort": ["best;drop", "BEST"],
    "kind": [",,,,", "a" * 5000, "," * 5000],
    "stated": ["text", "text,text"],
    "language": ["en,xx"],
}


@pytest.mark.parametrize("path", ["/api/v1/practitioners", "/api/v1/practitioners/x", "/api/v1/x"])
@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in HOSTILE.items() for value in values]
)
def test_hostile_values_are_answered_or_cleanly_refused(client, path, name, value):
    answer = client.get(f"{path}?{urlencode({name: value})}")

    assert answer.status_code in ({200, 400} if path.endswith("practitioners") else {400, 404})
    if answer.status_code != 200:
        assert answer.mimetype == "application/problem+json"
        assert answer.json["status"] == answer.status_code


@given(st.binary(max_size=60))
def test_no_bytes_in_a_query_break_the_api(client, raw):
    sent = "q=" + "".join(f"%{byte:02x}" for byte in raw)

    answer = client.get(f"/api/v1/practitioners?{sent}")

    assert answer.status_code in {200, 400}
    assert answer.mimetype in {"application/json", "application/problem+json"}
