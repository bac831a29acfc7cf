"""Suggestions for the two fields of the search form, as JSON: what is asked while somebody types.

Nothing of it is kept: no cache may store an answer, and the log names the route alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from directory.http.language import country_of
from directory.http.limits import limited
from directory.http.services import services
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.search.suggest import PERSON, suggest
from directory.web.forms.search import SearchForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Response

    from directory.geo.place import Place
    from directory.search.suggest import Suggestion

blueprint = Blueprint("suggest", __name__, url_prefix="/suggest")

_KINDS = {
    "condition": _later("condition"),
    "modality": _later("treatment"),
    "profession": _later("profession"),
    "method": _later("method"),
    PERSON: _later("person"),
}
_PRECISIONS = {"admin1": _later("state or region"), "country": _later("country")}


@blueprint.get("/words")
@limited("suggest")
def for_words() -> Response:
    """Conditions, treatments, professions, methods and people for what is typed so far."""
    found = suggest(services().engine, _asked("q"))
    return _answer(_of_words(one) for one in found)


@blueprint.get("/places")
@limited("suggest")
def for_places() -> Response:
    """Towns, states, countries and postal codes for what is typed so far."""
    home = country_of(request.accept_languages)
    found = services().places.suggest(_asked("near"), country_hint=home)
    return _answer(_of_place(place) for place in found)


def _asked(field: str) -> str:
    """What was typed, by the rules of the search form's own field.

    Raises:
        BadRequest: It is too long or holds what cannot be searched for.
    """
    form = SearchForm(MultiDict([(field, text) for text in request.args.getlist("q")[:1]]))
    if not form.validate():
        raise BadRequest(" ".join(map(str, form[field].errors)))
    return str(form[field].data)


def _of_words(one: Suggestion) -> dict[str, Any]:
    return {
        "text": one.text,
        "kind": str(_KINDS[one.kind]),
        "note": _("also: %(word)s", word=one.also) if one.also else "",
        "search": one.kind == PERSON,
    }


def _of_place(place: Place) -> dict[str, Any]:
    return {
        "text": place.query,
        "label": place.label,
        "kind": str(_PRECISIONS.get(place.precision, "")),
    }


def _answer(found: Iterable[dict[str, Any]]) -> Response:
    response = jsonify(suggestions=list(found))
    response.cache_control.no_store = True
    return response
