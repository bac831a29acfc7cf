"""The last strokes on the OpenAPI document that APIFlask makes from models and views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.api.schemas import ProblemDetails
from directory.http.problem import MEDIA_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCHEMAS = "#/components/schemas/"


def finish(document: dict[str, Any] | str) -> dict[str, Any] | str:
    """Say what APIFlask leaves out: how lists are written, what errors look like. Pure.

    Args:
        document: An OpenAPI 3.1 document, which is changed in place (as text it is left alone).
    """
    if isinstance(document, str):
        return document
    _describe_problems(document)
    reference = f"{_SCHEMAS}{ProblemDetails.__name__}"
    for operation in _operations(document):
        for parameter in operation.get("parameters", []):
            _finish_parameter(parameter)
        for status, response in operation["responses"].items():
            if status.startswith(("4", "5")):
                response["content"] = {MEDIA_TYPE: {"schema": {"$ref": reference}}}
    return document


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()


def _finish_parameter(parameter: dict[str, Any]) -> None:
    """Put the description beside the schema, and make a list comma-separated."""
    schema = parameter.get("schema", {})
    if parameter["in"] == "path":
        schema["format"] = "uuid"
        parameter["description"] = "The listing's id, as a search gives it."
    if "description" in schema:
        parameter["description"] = schema.pop("description")
    examples = schema.pop("examples", None)
    if examples:
        is_list = schema.get("type") == "array"
        parameter["example"] = examples[0].split(",") if is_list else examples[0]
    for needless in ("title", "anyOf", "allOf"):
        if "type" in schema:
            schema.pop(needless, None)
    if schema.get("default", ...) in (None, [], ""):
        schema.pop("default")
    if schema.get("type") == "array":
        parameter["style"] = "form"
        parameter["explode"] = False


def _describe_problems(document: dict[str, Any]) -> None:
    """Put the model of our errors in the place of APIFlask's own two."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    problem = ProblemDetails.model_json_schema(ref_template=f"{_SCHEMAS}{{model}}")
    schemas.update(problem.pop("$defs", {}))
    schemas[ProblemDetails.__name__] = problem
    for replaced in ("ValidationError", "HTTPError"):
        schemas.pop(replaced, None)
