"""What the API refuses, and how it says so."""

import pytest

URL = "/api/v1/practitioners"


def refused(client, query):
    answer = client.get(f"{URL}?{query}")
    assert answer.status_code == 400, answer.json
    assert answer.mimetype == "application/problem+json"
    return answer.json


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=one", "page"),
        ("per_page=51", "per_page"),
        ("per_page=0", "per_page"),
        ("radius_km=1e9", "radius_km"),
        ("radius_km=0", "radius_km"),
        ("radius_km=nan", "radius_km"),
        ("lat=999&lon=0", "lat"),
        ("lat=inf&lon=0", "lat"),
        ("lat=0&lon=-181", "lon"),
        ("max_price=-1", "max_price"),
        ("max_price=lots", "max_price"),
        ("min_score=101", "min_score"),
        ("sort=fastest", "sort"),
        ("telehealth=perhaps", "telehealth"),
        ("kind=wizard", "kind"),
        ("profession=physical_therapist,wizard", "profession"),
        ("payment=beads", "payment"),
        ("stated=hair", "stated"),
        ("q=a%01b", "q"),
        ("near=a%0bb", "near"),
        ("q=" + "a" * 301, "q"),
        ("near=" + "a" * 201, "near"),
        ("kind=" + ",".join(f"k{number}" for number in range(60)), "kind"),
        ("kind=" + "therapist," * 50 + "therapist", "kind"),
        ("kind=therapist,", "kind"),
        ("kind=,", "kind"),
        ("q=%0aknee", "q"),
        ("format=xml", "format"),
        ("radius=5", "radius"),
        ("q=a&q=b", "q"),
        ("kind=therapist&kind=running_coach", "kind"),
    ],
)
def test_a_parameter_that_cannot_be_taken_is_named(client, query, parameter):
    problem = refused(client, query)

    assert problem["type"].endswith("invalid-parameters")
    assert parameter in {error.get("parameter") for error in problem["errors"]}


@pytest.mark.parametrize("query", ["lat=10", "lon=10"])
def test_half_a_position_is_refused(client, query):
    problem = refused(client, query)

    assert "lat and lon together" in problem["errors"][0]["detail"]


@pytest.mark.parametrize("query", ["page=101", "page=35&per_page=30", f"page={10**18}"])
def test_pages_beyond_the_last_are_refused(client, query):
    problem = refused(client, query)

    assert "1000" in problem["errors"][0]["detail"]


def test_an_unknown_key_says_where_the_keys_stand(client):
    problem = refused(client, "modality=wishing")

    detail = problem["errors"][0]["detail"]
    assert "wishing" in detail
    assert "openapi.json" in detail
    assert not detail.startswith("Value error")


def test_an_unknown_parameter_is_called_unknown(client):
    problem = refused(client, "colour=green")

    assert problem["errors"] == [{"parameter": "colour", "detail": "is not a parameter here"}]


def test_many_faults_do_not_swell_the_answer(client):
    problem = refused(client, "&".join(f"p{number}=1" for number in range(500)))

    assert len(problem["errors"]) <= 20


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_is_read_only(client, method):
    answer = getattr(client, method)(URL)

    assert answer.status_code in {400, 405}
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("path", ["/api", "/api/v2", "/api/v1/nothing", "/api/v1/practitioners/x"])
def test_nothing_under_api_answers_with_a_page(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == 404
