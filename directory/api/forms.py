"""The forms an answer can take: JSON for programs, GeoJSON for maps."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from flask import current_app, json, request
from pydantic import Field
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable

from directory.api.parameters import Query
from directory.http.translation import gettext as _

if TYPE_CHECKING:
    from typing import Any

    from flask import Response


class Form(StrEnum):
    """A form of an answer, as `format` names it."""

    JSON = "json"
    GEOJSON = "geojson"


MEDIA_TYPES = {Form.JSON: "application/json", Form.GEOJSON: "application/geo+json"}
"""RFC 8259 and RFC 7946."""

FORMAT = Field(
    default=None,
    description="The form of the answer, whatever the header Accept says.",
    examples=[Form.JSON.value],
    json_schema_extra={"type": "string", "enum": [form.value for form in Form]},
)


class FormQuery(Query):
    """Parameters of a resource that comes as JSON and as GeoJSON."""

    format: Form | None = FORMAT


def form_of(asked: Form | None) -> Form:
    """The form to answer in: the one asked for in the address, else the one `Accept` likes best.

    Raises:
        NotAcceptable: Accept takes neither.
    """
    return asked or _acceptable(tuple(Form))


def require_json() -> None:
    """Refuse a request for another form than JSON, before a view that has no other.

    Raises:
        NotAcceptable: Accept does not take it.
    """
    _acceptable((Form.JSON,))


def best_form(accepted: MIMEAccept, offered: tuple[Form, ...]) -> Form | None:
    """The form that a client likes best, the first of those it likes alike. Pure.

    Args:
        accepted: The header Accept; nothing in it takes everything (RFC 9110, section 12.5.1).
        offered: What there is, the default first.
    """
    if not accepted:
        return offered[0]
    # Parameters like charset tell nothing apart here, but would keep a type from matching.
    plain = MIMEAccept([(value.partition(";")[0].strip(), q) for value, q in accepted])
    taken = {MEDIA_TYPES[form]: form for form in offered}
    best = plain.best_match(list(taken))
    return taken[best] if best else None


def geojson_response(content: dict[str, Any]) -> Response:
    """Answer with a GeoJSON object."""
    return current_app.response_class(json.dumps(content), mimetype=MEDIA_TYPES[Form.GEOJSON])


def _acceptable(offered: tuple[Form, ...]) -> Form:
    best = best_form(request.accept_mimetypes, offered)
    if best is None:
        types = ", ".join(MEDIA_TYPES[form] for form in offered)
        raise NotAcceptable(_("This comes as %(types)s. Put that into Accept.", types=types))
    return best
