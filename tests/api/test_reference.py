"""The OpenAPI document as records, without a site."""

import pytest

from directory.api.reference import form_in_words, reference_of

DOCUMENT = {
    "info": {"title": "Shop", "description": "Sells.", "version": "1"},
    "tags": [{"name": "Goods", "description": "Things."}, {"name": "Empty"}],
    "components": {
        "headers": {"ETag": {"schema": {"type": "string"}, "description": "A tag."}},
        "schemas": {
            "Good": {
                "description": "A thing.",
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "price": {"type": "number"}},
            }
        },
    },
    "paths": {
        "/goods/{id}": {
            "get": {
                "operationId": "get_good",
                "summary": "Read a thing",
                "description": "All of it.",
                "tags": ["Goods"],
                "parameters": [
                    {"in": "path", "name": "id", "required": True, "schema": {"type": "string"},
                     "example": "a b"},
                    {"in": "query", "name": "q", "schema": {"type": "string"}, "example": "x&y"},
                    {"in": "query", "name": "kind", "example": ["new", "old"],
                     "schema": {"type": "array", "items": {"enum": ["new", "old"]}}},
                ],
                "responses": {
                    "200": {
                        "description": "The thing.",
                        "headers": {"ETag": {}},
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Good"},
                                "example": {"name": "Shoe"},
                            }
                        },
                    },
                    "404": {
                        "description": "None.",
                        "headers": {},
                        "content": {
                            "application/problem+json": {
                                "schema": {"type": "object"},
                                "examples": {"sold_out": {"value": {}}, "never_was": {"value": {}}},
                            }
                        },
                    },
                },
            }
        }
    },
}  # fmt: skip


def test_operations_stand_in_the_groups_of_their_tags():
    reference = reference_of(DOCUMENT)

    goods, empty = reference.groups
    assert [operation.id for operation in goods.operations] == ["get_good"]
    assert empty.operations == ()
    assert (reference.title, reference.about, reference.version) == ("Shop", "Sells.", "1")


def test_a_command_asks_with_the_examples_quoted():
    (operation,) = reference_of(DOCUMENT).groups[0].operations

    assert operation.command == 'curl "http://127.0.0.1:8000/goods/a%20b?q=x%26y"'


def test_a_parameter_says_its_form_its_choices_and_an_example():
    kind = reference_of(DOCUMENT).groups[0].operations[0].parameters[2]

    assert (kind.name, kind.where, kind.required) == ("kind", "query", False)
    assert kind.choices == ("new", "old")
    assert kind.example == "new,old"


def test_a_response_shows_its_examples_and_problems_are_shown_once_for_all():
    reference = reference_of(DOCUMENT)

    found, missing = reference.groups[0].operations[0].answers

    assert found.schemas == ("Good",)
    assert [(one.of, one.text) for one in found.examples] == [
        ("application/json", '{\n  "name": "Shoe"\n}')
    ]
    assert missing.examples == ()
    assert [(one.of, one.title) for one in reference.problems] == [
        ("404", "never was"),
        ("404", "sold out"),
    ]


def test_members_that_are_always_there_are_told_from_the_others():
    (model,) = reference_of(DOCUMENT).models

    assert [(field.name, field.required) for field in model.fields] == [
        ("name", True),
        ("price", False),
    ]


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "string"),
        ({"type": "string", "format": "uuid"}, "string, uuid"),
        ({"type": "number", "minimum": 0.1, "maximum": 2000}, "number, 0.1 to 2000"),
        ({"type": "integer", "minimum": 1, "default": 1}, "integer, 1 or more, 1 by default"),
        ({"type": "string", "maxLength": 300}, "string, at most 300 characters"),
        (
            {"type": "array", "items": {"$ref": "#/x/Label"}, "maxItems": 5},
            "list of Label, at most 5",
        ),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "object of integer"),
        ({"anyOf": [{"$ref": "#/x/Price"}, {"type": "null"}]}, "Price or null"),
        ({"type": "string", "const": "Point"}, '"Point"'),
        ({"type": "array"}, "list of anything"),
        ({}, "anything"),
    ],
)
def test_a_schema_is_told_in_words(schema, words):
    assert form_in_words(schema) == words
