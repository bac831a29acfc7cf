"""The API explained: its OpenAPI document, and a page made from that document alone.

Both can be hidden by the setting API_DOCS: they then answer like addresses that never were.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from apiflask import APIBlueprint
from flask import current_app, json, redirect, render_template, url_for
from werkzeug.exceptions import NotFound

from directory.api.caching import HOUR_S, kept
from directory.api.forms import MEDIA_TYPES, Form, require_json
from directory.api.problems import NAMED
from directory.api.reference import reference_of
from directory.http.services import services

if TYPE_CHECKING:
    from apiflask import APIFlask
    from flask import Response
    from werkzeug.wrappers import Response as BaseResponse

_KEPT = "directory-openapi"
_writing = Lock()

blueprint = APIBlueprint("api_docs", __name__, enable_openapi=False)


@blueprint.before_request
def _hide() -> None:
    if not services().settings.api_docs:
        raise NotFound


@blueprint.get("/api/v1/openapi.json")
@kept(HOUR_S, shared=True)
def specification() -> Response:
    """The description of the API, OpenAPI 3.1."""
    require_json()
    return current_app.response_class(document_text(), mimetype=MEDIA_TYPES[Form.JSON])


@blueprint.get("/api/v1/docs")
def page() -> str:
    """The documentation of the API, for people."""
    reference = reference_of(json.loads(document_text()))
    return render_template("api/docs.html", reference=reference, named_problems=NAMED)


@blueprint.get("/problems/<name>")
def problem(name: str) -> BaseResponse:
    """Where the `type` of a problem leads: to what the documentation says about it."""
    if name not in NAMED:
        raise NotFound
    return redirect(url_for("api_docs.page", _anchor=f"problem-{name}"))


def document_text() -> str:
    """The OpenAPI document as JSON, made once in the life of the application."""
    app = cast("APIFlask", current_app)
    with _writing:
        if _KEPT not in app.extensions:
            _leave_out_pages(app)
            app.extensions[_KEPT] = json.dumps(cast("dict[str, Any]", app.spec))
    return cast("str", app.extensions[_KEPT])


def _leave_out_pages(app: APIFlask) -> None:
    """Keep plain blueprints out: APIFlask takes all that run something before for its own."""
    for other in app.blueprints.values():
        if not isinstance(other, APIBlueprint):
            other.enable_openapi = False  # type: ignore[attr-defined] # APIFlask asks for it
