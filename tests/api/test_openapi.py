"""The API describes itself truly."""

import jsonschema_rs
import pytest

from directory.api import examples
from directory.api.index import Index
from directory.api.openapi import finish
from directory.api.query import PractitionerQuery
from directory.api.schemas import PlaceAnswer, Profile, SearchAnswer
from directory.api.score_schemas import Score
from directory.api.vocabularies import Vocabularies, Vocabulary

PATH = "/api/v1/practitioners"
EXAMPLES = [
    (SearchAnswer, examples.SEARCH_ANSWER),
    (Profile, examples.PROFILE),
    (Score, examples.SCORE),
    (PlaceAnswer, examples.PLACE_ANSWER),
    (Vocabulary, examples.VOCABULARY),
    (Vocabularies, examples.VOCABULARIES),
    (Index, examples.INDEX),
]


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json


def validator_of(schema, document):
    """A validator of JSON Schema 2020-12, which is what OpenAPI 3.1 speaks."""
    return jsonschema_rs.Draft202012Validator(
        {**schema, "components": document["components"]}, validate_formats=True
    )


def check_examples(body, document):
    """Validate the examples of a body against its schema, and tell how many there are."""
    named = [one["value"] for one in body.get("examples", {}).values()]
    found = named + ([body["example"]] if "example" in body else [])
    validator = validator_of(body["schema"], document)
    for example in found:
        validator.validate(example)
    assert found
    return len(found)


def references(node):
    """Every reference under a node."""
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and "$ref" in node:
        yield node["$ref"]
    for child in children:
        yield from references(child)


def parameters(document):
    return {item["name"]: item for item in document["paths"][PATH]["get"]["parameters"]}


def test_it_is_openapi_3_1_and_speaks_of_the_api_alone(document):
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {
        "/api/v1",
        PATH,
        PATH + "/{practitioner_id}",
        PATH + "/{practitioner_id}/score",
        "/api/v1/places",
        "/api/v1/vocabulary",
        "/api/v1/vocabulary/{name}",
    }


def test_every_parameter_is_described(document):
    described = parameters(document)

    assert set(described) == {*PractitionerQuery.model_fields, "If-None-Match"}
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
        if status not in {"200", "304"}
    )


def test_every_reference_leads_somewhere(document):
    for reference in references(document):
        found = document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]


def test_every_operation_says_what_it_is_and_what_it_takes(document):
    for path in document["paths"].values():
        for operation in path.values():
            assert operation["operationId"]
            assert operation["summary"]
            assert operation["tags"]
            assert all(one["description"] and "example" in one for one in operation["parameters"])


def test_every_response_but_301_and_304_shows_an_example_that_its_schema_takes(document):
    shown = 0
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                assert response["description"]
                assert response["headers"]
                assert bool(response.get("content")) is (status not in {"301", "304"})
                for body in response.get("content", {}).values():
                    shown += check_examples(body, document)

    assert shown > 40


def test_every_parameter_shows_an_example_that_its_schema_takes(document):
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation["parameters"]:
                validator_of(parameter["schema"], document).validate(parameter["example"])


@pytest.mark.parametrize(("model", "example"), EXAMPLES)
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
