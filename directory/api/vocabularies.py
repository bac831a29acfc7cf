"""`/api/v1/vocabulary`: the keys that listings and searches use, and what people read for them."""

from __future__ import annotations

from functools import cache

from apiflask import APIBlueprint
from flask import Response, current_app
from flask_babel import get_locale
from pydantic import Field
from werkzeug.exceptions import NotFound

from directory.api.caching import HOUR_S, kept
from directory.api.examples import VOCABULARIES, VOCABULARY
from directory.api.forms import MEDIA_TYPES, Form, require_json
from directory.api.guard import refuse_repeated
from directory.api.parameters import Query
from directory.api.schemas import Label, Model
from directory.http.facets import facet_keys, key_label
from directory.http.translation import gettext as _
from directory.practitioners.vocabulary import vocabulary

SOURCES = {
    "kinds": "kind",
    "professions": "profession",
    "modalities": "modality",
    "conditions": "condition",
    "regions": "region",
    "methods": "method",
    "stages": "stage",
    "languages": "language",
    "payers": "payer",
    "accessibility": "accessibility",
}
"""Names of vocabularies as the API has them, and as the rooms below do."""

PARAMETERS = {"payers": "payment", "accessibility": None}
"""Search parameters whose names are not those of the vocabulary below."""

blueprint = APIBlueprint(
    "api_vocabulary",
    __name__,
    tag={"name": "Vocabulary", "description": "Keys, and what people read for them."},
)
blueprint.before_request(refuse_repeated)
blueprint.before_request(require_json)


class VocabularyEntry(Label):
    """A term of a vocabulary."""

    also: list[str] = Field(description="Other words that a search takes for the same.")
    group: str | None = Field(description="A heading within the vocabulary, or the kind of payer.")
    note: str | None = Field(description="A sentence of explanation.")


class Vocabulary(Model):
    """The terms of one vocabulary, in the order they are shown."""

    name: str
    parameter: str | None = Field(
        description="The parameter of a search that takes its keys; null where none does."
    )
    entries: list[VocabularyEntry]


class Vocabularies(Model):
    """Every vocabulary."""

    kinds: list[VocabularyEntry]
    professions: list[VocabularyEntry]
    modalities: list[VocabularyEntry]
    conditions: list[VocabularyEntry]
    regions: list[VocabularyEntry]
    methods: list[VocabularyEntry]
    stages: list[VocabularyEntry]
    languages: list[VocabularyEntry]
    payers: list[VocabularyEntry]
    accessibility: list[VocabularyEntry]


@blueprint.get("/vocabulary")
@kept(HOUR_S, shared=True)
@blueprint.input(Query, location="query", arg_name="_query")
@blueprint.output(Vocabularies, example=VOCABULARIES, description="Every vocabulary.")
@blueprint.doc(operation_id="get_vocabularies", responses=[304, 406, 412, 500])
def get_vocabularies(_query: Query) -> Response:
    """Read all vocabularies

    Keys never change their meaning. Listings may carry other keys too: free tags of their own.
    """  # noqa: D415 - the first line is a title in the documentation
    return _json(_all_of(str(get_locale())))


@blueprint.get("/vocabulary/<name>")
@kept(HOUR_S, shared=True)
@blueprint.input(Query, location="query", arg_name="_query")
@blueprint.output(Vocabulary, example=VOCABULARY, description="The vocabulary.")
@blueprint.doc(operation_id="get_vocabulary", responses=[304, 404, 406, 412, 500])
def get_vocabulary(name: str, _query: Query) -> Response:
    """Read one vocabulary"""  # noqa: D415 - a title in the documentation
    if name not in SOURCES:
        raise NotFound(_("The vocabularies are: %(names)s.", names=", ".join(SOURCES)))
    return _json(_one_of(name, str(get_locale())))


def entries(name: str) -> list[VocabularyEntry]:
    """The terms of a vocabulary, by its name in `SOURCES`, in the language of the request."""
    source = SOURCES[name]
    if name == "kinds":
        return [
            VocabularyEntry(key=key, label=key_label(source, key), also=[], group=None, note=None)
            for key in facet_keys(source)
        ]
    return [
        VocabularyEntry(
            key=entry.key,
            label=_(entry.label),
            also=list(entry.also),
            group=_(entry.group) if entry.group else None,
            note=_(entry.note) if entry.note else None,
        )
        for entry in vocabulary(source)
    ]


# Vocabularies are read once in the life of a process, so what is made of them is kept too:
# whoever asks whether a copy still holds costs a look-up.
@cache
def _all_of(_language: str) -> str:
    return Vocabularies(**{name: entries(name) for name in SOURCES}).model_dump_json()


@cache
def _one_of(name: str, _language: str) -> str:
    found = Vocabulary(
        name=name, parameter=PARAMETERS.get(name, SOURCES[name]), entries=entries(name)
    )
    return found.model_dump_json()


def _json(text: str) -> Response:
    return current_app.response_class(text, mimetype=MEDIA_TYPES[Form.JSON])
