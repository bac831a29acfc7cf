"""The OpenAPI document as records that the documentation page shows one after the other. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER = "http://127.0.0.1:8000"
"""Where examples ask: the address a site on one's own machine has."""


_FAILURES = "400"
"""Statuses from here on are problems; they look alike for all operations and are shown once."""


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, header or member: its form in words, and what it means."""

    name: str
    form: str
    about: str
    where: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """An answer as it may look: of this media type or status, and what it is an example of."""

    of: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: its status, the schemas of its forms, its headers and examples."""

    status: str
    about: str
    schemas: tuple[str, ...]
    headers: tuple[str, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that can be asked, with a command line that asks it."""

    id: str
    method: str
    path: str
    title: str
    about: str
    parameters: tuple[Field, ...]
    answers: tuple[Answer, ...]
    command: str


@dataclass(frozen=True, slots=True)
class Group:
    """Operations that belong together."""

    name: str
    about: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """An object of an answer and its members."""

    name: str
    about: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """All of the document that people read."""

    title: str
    about: str
    version: str
    groups: tuple[Group, ...]
    problems: tuple[Example, ...]
    headers: tuple[Field, ...]
    models: tuple[Model, ...]


def reference_of(document: dict[str, Any]) -> Reference:
    """Turn an OpenAPI 3.1 document into what the page shows. Pure."""
    info = document["info"]
    return Reference(
        title=info["title"],
        about=info["description"],
        version=info["version"],
        groups=tuple(_group(tag, document) for tag in document["tags"]),
        problems=tuple(_problems(document)),
        headers=tuple(
            _field(name, header["schema"], header)
            for name, header in document["components"]["headers"].items()
        ),
        models=tuple(
            _model(name, schema) for name, schema in document["components"]["schemas"].items()
        ),
    )


def form_in_words(schema: dict[str, Any]) -> str:
    """Say which values a schema takes: "number, 0.1 to 2000", "list of Label or null". Pure."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(form_in_words(option) for option in schema["anyOf"])
    if "const" in schema:
        return json.dumps(schema["const"])
    words = str(schema.get("type", "anything"))
    if words == "array":
        words = f"list of {form_in_words(schema.get('items', {}))}"
    elif schema.get("additionalProperties"):
        words = f"object of {form_in_words(schema['additionalProperties'])}"
    return ", ".join([words, *_bounds(schema)])


def _bounds(schema: dict[str, Any]) -> Iterator[str]:
    if "format" in schema:
        yield str(schema["format"])
    if "minimum" in schema and "maximum" in schema:
        yield f"{schema['minimum']:g} to {schema['maximum']:g}"
    elif "minimum" in schema:
        yield f"{schema['minimum']:g} or more"
    if "maxLength" in schema:
        yield f"at most {schema['maxLength']} characters"
    if "maxItems" in schema:
        yield f"at most {schema['maxItems']}"
    if "default" in schema:
        yield f"{schema['default']} by default"


def _group(tag: dict[str, Any], document: dict[str, Any]) -> Group:
    operations = (
        _operation(method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if tag["name"] in operation["tags"]
    )
    return Group(tag["name"], tag.get("description", ""), tuple(operations))


def _problems(document: dict[str, Any]) -> Iterator[Example]:
    """The problems of all operations, each once, by status."""
    responses = (
        (status, body)
        for methods in document["paths"].values()
        for operation in methods.values()
        for status, response in operation["responses"].items()
        for body in response.get("content", {}).values()
        if status >= _FAILURES
    )
    seen = {
        (status, name): example["value"]
        for status, body in responses
        for name, example in body.get("examples", {}).items()
    }
    for (status, name), content in sorted(seen.items(), key=lambda found: found[0]):
        yield Example(status, name.replace("_", " "), _pretty(content))


def _operation(method: str, path: str, operation: dict[str, Any]) -> Operation:
    parameters = operation["parameters"]
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        title=operation["summary"],
        about=operation["description"],
        parameters=tuple(_field(one["name"], one["schema"], one) for one in parameters),
        answers=tuple(
            _answer(status, response) for status, response in operation["responses"].items()
        ),
        command=_command(path, parameters),
    )


def _field(name: str, schema: dict[str, Any], described: dict[str, Any]) -> Field:
    choices = schema.get("enum") or schema.get("items", {}).get("enum") or ()
    example = described.get("example", "")
    return Field(
        name=name,
        form=form_in_words(schema),
        about=described.get("description", ""),
        where=described.get("in", ""),
        required=described.get("required", False),
        choices=tuple(str(choice) for choice in choices),
        example=",".join(example) if isinstance(example, list) else str(example),
    )


def _answer(status: str, response: dict[str, Any]) -> Answer:
    content = response.get("content", {})
    return Answer(
        status=status,
        about=response["description"],
        schemas=tuple(form_in_words(body["schema"]) for body in content.values()),
        headers=tuple(response["headers"]),
        examples=tuple(
            Example(media_type, "", _pretty(body["example"]))
            for media_type, body in content.items()
            if "example" in body
        ),
    )


def _pretty(content: Any) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False)


def _model(name: str, schema: dict[str, Any]) -> Model:
    required = schema.get("required", ())
    fields = (
        _field(member, form, {**form, "required": member in required})
        for member, form in schema.get("properties", {}).items()
    )
    return Model(name, schema.get("description", ""), tuple(fields))


def _command(path: str, parameters: list[dict[str, Any]]) -> str:
    """A command line that asks with the examples of what an operation cannot do without."""
    for one in parameters:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", quote(str(one["example"])))
    asked = {
        one["name"]: one["example"]
        for one in parameters
        if one["in"] == "query" and one["name"] in {"q", "near", "radius_km"}
    }
    query = f"?{urlencode(asked, safe=',')}" if asked else ""
    return f'curl "{SERVER}{path}{query}"'
