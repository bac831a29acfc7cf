"""The last strokes on the OpenAPI document that APIFlask makes from models and views."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import models_json_schema

from directory.api import examples
from directory.api.forms import MEDIA_TYPES, Form
from directory.api.index import Index
from directory.api.openapi_geojson import describe_features
from directory.api.openapi_headers import HEADERS, headers_of
from directory.api.problems import DESCRIPTIONS, examples_for
from directory.api.schemas import PlaceAnswer, ProblemDetails, Profile, SearchAnswer
from directory.api.score_schemas import Score
from directory.api.vocabularies import SOURCES, Vocabularies, Vocabulary
from directory.http.problem import MEDIA_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCHEMAS = "#/components/schemas/"

ANSWERS = (SearchAnswer, Profile, Score, PlaceAnswer, Vocabularies, Vocabulary, Index)

PATH_PARAMETERS: dict[str, dict[str, Any]] = {
    "practitioner_id": {
        "description": "The listing's id, as a search gives it.",
        "schema": {"type": "string", "format": "uuid"},
        "example": examples.PROFILE["id"],
    },
    "name": {
        "description": "Which vocabulary.",
        "schema": {"type": "string", "enum": list(SOURCES)},
        "example": "kinds",
    },
}

LINKS: dict[str, dict[str, Any]] = {
    "search_practitioners": {
        "first": {
            "operationId": "get_practitioner",
            "description": "All that the first listing found says.",
            "parameters": {"practitioner_id": "$response.body#/results/0/id"},
        }
    },
    "get_practitioner": {
        "score": {
            "operationId": "get_score",
            "description": "What the listing's score is made of.",
            "parameters": {"practitioner_id": "$response.body#/id"},
        }
    },
    "find_place": {
        "near": {
            "operationId": "search_practitioners",
            "description": "Who works near this place and no other of its name.",
            "parameters": {"near": "$response.body#/place/query"},
        }
    },
}
"""What can be asked next with something of an answer."""

MAPPED = {
    "search_practitioners": ("FeatureCollection", examples.COLLECTION),
    "get_practitioner": ("ProfileFeature", examples.PROFILE_FEATURE),
}
"""Operations that answer in GeoJSON too: the schema and an example."""


def finish(document: dict[str, Any] | str) -> dict[str, Any] | str:
    """Say what APIFlask leaves out: how lists are written, headers, GeoJSON, errors. Pure.

    Args:
        document: An OpenAPI 3.1 document, which is changed in place (as text it is left alone).
    """
    if isinstance(document, str):
        return document
    document["security"] = []
    components = document.setdefault("components", {})
    components["headers"] = deepcopy(HEADERS)
    components["schemas"] = _schemas()
    _unprefix(document["paths"])
    for operation in _operations(document):
        _finish_operation(operation)
    return document


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()


def _finish_operation(operation: dict[str, Any]) -> None:
    name = operation["operationId"]
    operation["description"] = re.sub(r"\s*\n\s*", " ", operation.get("description", ""))
    parameters = operation.get("parameters", [])
    for parameter in parameters:
        _finish_parameter(parameter)
    # The form of the answer matters least, but the model it comes from stands first.
    parameters.sort(key=lambda parameter: parameter["name"] == "format")
    parameters.append(_if_none_match())
    for status, response in operation["responses"].items():
        response["headers"] = headers_of(status, limited="429" in operation["responses"])
        response["description"] = DESCRIPTIONS.get(status, response["description"])
        if status in {"301", "304"}:
            response.pop("content", None)
        elif status.startswith(("4", "5")):
            response["content"] = {MEDIA_TYPE: _problem(name, status)}
    if name in LINKS:
        operation["responses"]["200"]["links"] = deepcopy(LINKS[name])
    if name in MAPPED:
        schema, example = MAPPED[name]
        operation["responses"]["200"]["content"][MEDIA_TYPES[Form.GEOJSON]] = {
            "schema": {"$ref": _SCHEMAS + schema},
            "example": deepcopy(example),
        }


def _problem(operation: str, status: str) -> dict[str, Any]:
    shown = examples_for(operation, status)
    return {
        "schema": {"$ref": _SCHEMAS + ProblemDetails.__name__},
        "examples": {
            name.replace(" ", "_"): {"value": deepcopy(one)} for name, one in shown.items()
        },
    }


def _if_none_match() -> dict[str, Any]:
    return {
        "in": "header",
        "name": "If-None-Match",
        "required": False,
        "description": "The ETag of a copy you have; while it holds, the answer is 304.",
        "schema": {"type": "string"},
        "example": '"0f343b0931126a20f133d67c"',
    }


def _finish_parameter(parameter: dict[str, Any]) -> None:
    """Put the description beside the schema, and make a list comma-separated."""
    if parameter["in"] == "path":
        parameter.update(deepcopy(PATH_PARAMETERS[parameter["name"]]))
        return
    schema = parameter.get("schema", {})
    if not parameter.get("required"):
        parameter["allowEmptyValue"] = True  # it counts as left out
    if "description" in schema:
        parameter["description"] = schema.pop("description")
    is_list = schema.get("type") == "array"
    example = schema.pop("examples")[0]
    parameter["example"] = example.split(",") if is_list else example
    for needless in ("title", "anyOf", "allOf", "$ref"):
        if "type" in schema:
            schema.pop(needless, None)
    if schema.get("default", ...) in (None, [], ""):
        schema.pop("default")
    if is_list:
        parameter["style"] = "form"
        parameter["explode"] = False


def _schemas() -> dict[str, Any]:
    """The schema of every object that is answered, each once and under its own name."""
    template = f"{_SCHEMAS}{{model}}"
    _, answers = models_json_schema(
        [(model, "serialization") for model in ANSWERS], ref_template=template
    )
    problem = ProblemDetails.model_json_schema(ref_template=template)
    schemas = {**answers["$defs"], **problem.pop("$defs"), ProblemDetails.__name__: problem}
    describe_features(schemas)
    return dict(sorted(schemas.items()))


def _unprefix(node: Any) -> None:
    """Let references lead to the names of `_schemas`: APIFlask says "SearchAnswer.Result"."""
    if isinstance(node, dict):
        if "$ref" in node:
            node["$ref"] = re.sub(r"(/schemas/)\w+\.", r"\1", node["$ref"])
        for child in node.values():
            _unprefix(child)
    elif isinstance(node, list):
        for child in node:
            _unprefix(child)
