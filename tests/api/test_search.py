"""`GET /api/v1/practitioners`, from parameters to JSON."""

from datetime import date

import pytest

from directory.geo.point import GeoPoint
from directory.practitioners.models import Precision, Status
from directory.search.engine import SearchUnavailable
from directory.search.query import Facet
from tests.factories import make_noise, make_practitioner

URL = "/api/v1/practitioners"


@pytest.fixture
def found(session, search_engine):
    """Plant one listing that the engine finds, among others."""

    def plant(distance_km=4.2, unstated=frozenset(), facets=None, **what_matters):
        made = make_practitioner(session, **what_matters)
        make_noise(session)
        session.commit()
        search_engine.finds(made, distance_km=distance_km, unstated=unstated, facets=facets or {})
        return made

    return plant


def only_result(client, **query):
    answer = client.get(URL, query_string=query)
    assert answer.status_code == 200, answer.json
    return answer.json["results"][0]


def test_an_empty_search_answers_with_every_agreed_member(client):
    answer = client.get(URL).json

    assert set(answer) == {
        "total", "page", "per_page", "place", "interpreted", "results", "new_here", "facets",
    }  # fmt: skip
    assert (answer["total"], answer["page"], answer["per_page"]) == (0, 1, 10)
    assert answer["place"] is None


def test_a_result_carries_what_a_card_shows(client, found):
    made = found(
        name="Ada Alder",
        accepting=True,
        accepting_as_of=date(2026, 2, 3),
        terms={"modality": ["manual_therapy"], "language": ["en"]},
        locations=[{"fee_first": 120.0, "currency": "USD", "payers": ["aetna"]}],
    )

    result = only_result(client, near="Denver")

    assert result["id"] == str(made.public_id)
    assert result["name"] == "Ada Alder"
    assert (result["kind"], result["profession"]) == ("therapist", "physical_therapist")
    assert result["credentials"] == "DPT"
    assert result["url"].endswith(made.slug)
    assert result["distance_km"] == 4.2
    assert result["accepting_as_of"] == "2026-02-03"
    assert result["modalities"] == [{"key": "manual_therapy", "label": "Manual therapy"}]
    assert result["price"] == {"first_visit": 120.0, "next_visit": None, "currency": "USD"}
    assert result["locations"][0]["payers"] == [{"key": "aetna", "label": "Aetna"}]
    assert result["locations"][0]["matched"] is True


def test_a_listing_nobody_assessed_has_no_score(client, found):
    found()

    result = only_result(client)

    assert result["score"] is None
    assert result["score_interval"] is None


@pytest.mark.parametrize(
    ("members", "score", "low", "high"), [(7, 56.4, 37.6, 73.2), (2, 56, 38, 73)]
)
def test_a_score_comes_rounded_with_interval_and_members(client, found, members, score, low, high):
    found(score=56.3719, score_low=37.6, score_high=73.2, score_members=members)

    result = only_result(client)

    assert (result["score"], result["score_members"]) == (score, members)
    assert result["score_interval"] == {"low": low, "high": high}


def test_reasons_are_sentences(client, found):
    found(bio="I do running gait work.")

    result = only_result(client, q="running gait", near="Denver")

    assert any("running gait" in reason for reason in result["reasons"])
    assert "4.2 km" in result["reasons"]


def test_filters_passed_by_not_stating_are_named(client, found):
    found(unstated=frozenset({"price", "accepting"}))

    result = only_result(client, max_price="100")

    assert result["unstated"] == ["accepting", "price"]


def test_a_town_only_listing_shows_neither_street_nor_phone_nor_exact_coordinates(client, found):
    found(
        town_only=True,
        distance_km=4.2,
        locations=[
            {
                "point": GeoPoint(39.73921, -104.99034),
                "precision": Precision.EXACT,
                "street": "7 Home Lane",
                "phone": "+1 303 555 0100",
            }
        ],
    )

    result = only_result(client, near="Denver")

    place = result["locations"][0]
    assert place["street"] is None
    assert place["postal_code"] is None
    assert place["phone"] is None
    assert (place["latitude"], place["longitude"]) == (39.7, -105.0)
    assert place["city"] == "Denver"
    assert result["distance_km"] == 4.0


def test_a_listing_without_location_is_shown_all_the_same(client, found):
    found(locations=[], distance_km=None)

    result = only_result(client)

    assert result["locations"] == []
    assert result["price"] is None
    assert result["distance_km"] is None


def test_a_hit_that_is_no_longer_public_is_left_out(client, session, search_engine):
    hidden = make_practitioner(session, status=Status.PENDING)
    session.commit()
    search_engine.finds(hidden)

    answer = client.get(URL).json

    assert answer["results"] == []


def test_demo_people_are_marked(client, found):
    found(source="demo")

    assert only_result(client)["demo"] is True


def test_the_place_taken_comes_with_its_namesakes(client):
    place = client.get(URL, query_string={"near": "Denver"}).json["place"]

    assert place["label"] == "Denver, Colorado"
    assert (place["latitude"], place["longitude"]) == (39.7392, -104.9903)
    assert (place["precision"], place["country"], place["admin1"]) == ("city", "US", "Colorado")
    assert [other["label"] for other in place["alternatives"]] == ["Denver, Pennsylvania"]


def test_a_state_has_no_radius(client):
    answer = client.get(URL, query_string={"near": "Colorado", "radius_km": "25"}).json

    assert answer["place"]["precision"] == "admin1"
    assert answer["interpreted"]["radius_km"] is None


def test_what_was_understood_is_said(client, found):
    found(profession="physical_therapist")

    understood = client.get(URL, query_string={"q": "physio -yoga", "near": "Denver"}).json[
        "interpreted"
    ]

    assert understood["terms"][0]["asked"] == "physio"
    assert understood["excluded"] == ["yoga"]
    assert understood["radius_km"] == 40.0
    assert understood["widened"] is False
    assert understood["currency"] == "USD"


def test_a_repaired_word_is_told_and_exact_words_are_not_repaired(client, search_engine):
    search_engine.strange = {"okafr": "okafor"}

    repaired = client.get("/api/v1/practitioners?q=okafr").json["interpreted"]
    exact = client.get("/api/v1/practitioners?q=okafr&exact=yes").json["interpreted"]

    assert repaired["question"] == "okafor"
    assert repaired["repaired"] == [{"typed": "okafr", "taken": "okafor", "also": []}]
    assert (exact["question"], exact["repaired"]) == ("okafr", [])


def test_a_place_at_the_end_of_the_text_is_taken(client):
    answer = client.get("/api/v1/practitioners?q=physio+in+Colorado").json

    assert answer["place"]["name"] == "Colorado"
    assert answer["interpreted"]["question"] == "physio"
    assert answer["interpreted"]["place_in_words"] is True


def test_a_sore_place_is_named_by_its_link(client):
    understood = client.get(URL, query_string={"q": "knee pain"}).json["interpreted"]

    assert understood["sore"]["key"] == "knees"


def test_facets_count_keys_under_their_labels_commonest_first(client, found):
    found(
        facets={
            "profession": Facet({"osteopath": 1, "physical_therapist": 3}, unstated=2),
            "telehealth": Facet({"yes": 1}),
        }
    )

    facets = client.get(URL).json["facets"]

    assert facets["profession"]["counts"] == [
        {"key": "physical_therapist", "label": "Physical therapist", "count": 3},
        {"key": "osteopath", "label": "Osteopath", "count": 1},
    ]
    assert facets["profession"]["unstated"] == 2
    assert facets["telehealth"]["counts"][0]["label"] == "Yes"


def test_free_tags_are_no_facet_since_a_filter_by_them_is_refused(client, found):
    found(facets={"modality": Facet({"cupping": 1, "Moon bathing": 4}, unstated=2)})

    facet = client.get(URL).json["facets"]["modality"]

    assert [count["key"] for count in facet["counts"]] == ["cupping"]
    assert facet["unstated"] == 2
    assert client.get(URL, query_string={"modality": "cupping"}).status_code == 200
    assert client.get(URL, query_string={"modality": "Moon bathing"}).status_code == 400


def test_parameters_reach_the_engine(client, search_engine):
    client.get(
        URL,
        query_string={
            "lat": "39.7391",
            "lon": "-104.9904",
            "radius_km": "12.5",
            "kind": "therapist,running_coach",
            "accepting": "true",
            "max_price": "150",
            "min_score": "60",
            "stated": "price",
            "sort": "nearest",
            "page": "3",
            "per_page": "20",
        },
    )

    query = search_engine.queries[0]
    assert query.where.center == GeoPoint(39.74, -104.99)
    assert query.where.radius_km == 12.5
    assert query.filters.chosen == {
        "kind": frozenset({"therapist", "running_coach"}),
        "accepting": frozenset({"yes"}),
    }
    assert (query.filters.max_price, query.filters.min_score) == (150, 60)
    assert query.filters.stated_only == frozenset({"price"})
    assert (query.sort, query.offset, query.limit) == ("nearest", 40, 20)


def test_parameters_without_a_value_count_as_left_out(client, search_engine):
    answer = client.get(URL + "?q=&near=&lat=&lon=&kind=&max_price=&telehealth=&page=")

    assert answer.status_code == 200
    assert search_engine.queries[0].filters.chosen == {}


def test_the_last_page_that_can_be_reached_answers(client):
    assert client.get(URL + "?page=34&per_page=30").status_code == 200


def test_an_unknown_place_is_a_problem_with_suggestions(client):
    answer = client.get(URL, query_string={"near": "Atlantis"})

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json["type"].endswith("place-not-found")
    assert answer.json["suggestions"] == ["Denver"]


def test_an_index_that_cannot_answer_says_when_to_come_back(client, search_engine):
    search_engine.failure = SearchUnavailable("being rebuilt", retry_after_s=7)

    answer = client.get(URL)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "7"
    assert answer.mimetype == "application/problem+json"
