"""The API describes itself truly."""

import pytest

from directory.api.examples import PROFILE, SEARCH_ANSWER
from directory.api.openapi import finish
from directory.api.query import PractitionerQuery
from directory.api.schemas import Profile, SearchAnswer

PATH = "/api/v1/practitioners"


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json


def parameters(document):
    return {item["name"]: item for item in document["paths"][PATH]["get"]["parameters"]}


def test_it_is_openapi_3_1_and_speaks_of_the_api_alone(document):
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {PATH, PATH + "/{practitioner_id}"}


def test_every_parameter_is_described(document):
    described = parameters(document)

    assert set(described) == set(PractitionerQuery.model_fields)
    assert all(item["description"] for item in described.values())


def test_lists_are_comma_separated_and_name_their_keys(document):
    kind = parameters(document)["kind"]

    assert (kind["style"], kind["explode"]) == ("form", False)
    assert kind["schema"]["items"]["enum"] == ["therapist", "movement_coach", "running_coach"]


def test_numbers_have_bounds(document):
    schema = parameters(document)["radius_km"]["schema"]

    assert (schema["type"], schema["minimum"], schema["maximum"]) == ("number", 0.1, 2000)


def test_errors_are_documented_as_problems(document):
    responses = document["paths"][PATH]["get"]["responses"]

    assert {"200", "400", "429", "503"} <= set(responses)
    assert all(
        list(response["content"]) == ["application/problem+json"]
        for status, response in responses.items()
        if status != "200"
    )


def test_every_reference_leads_somewhere(document):
    def references(node):
        if isinstance(node, dict):
            if "$ref" in node:
                yield node["$ref"]
            for child in node.values():
                yield from references(child)
        elif isinstance(node, list):
            for child in node:
                yield from references(child)

    schemas = document["components"]["schemas"]
    for reference in references(document):
        assert reference.removeprefix("#/components/schemas/") in schemas


@pytest.mark.parametrize(("model", "example"), [(SearchAnswer, SEARCH_ANSWER), (Profile, PROFILE)])
def test_examples_are_valid_answers_with_every_member(model, example):
    assert model.model_validate(example).model_dump(mode="json") == example


def test_the_examples_of_the_parameters_are_taken(client):
    examples = {
        name: field.examples[0]
        for name, field in PractitionerQuery.model_fields.items()
        if field.examples and name != "near"
    }

    assert client.get(PATH, query_string=examples).status_code == 200


def test_a_document_that_is_already_text_is_left_alone():
    assert finish("openapi: 3.1.0") == "openapi: 3.1.0"
