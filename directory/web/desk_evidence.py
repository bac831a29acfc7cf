"""Where the owner's pages of evidence stand: claims, documents, photo, replies, appeals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, request
from werkzeug.exceptions import NotFound

from directory.http.accounts import private
from directory.http.errors import answer
from directory.http.problem import Problem
from directory.http.titles import explanation, title
from directory.web import desk_appeal, desk_claims, desk_documents, desk_photo, desk_replies
from directory.web.desk_uploads import MAX_BODY_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue
    from werkzeug.exceptions import RequestEntityTooLarge

    _Views = tuple[tuple[str, Callable[..., ResponseReturnValue]], ...]

blueprint = private(Blueprint("desk_evidence", __name__, url_prefix="/desk/<uuid:listing>"))

_GET: _Views = (
    ("/claims", desk_claims.claims),
    ("/documents", desk_documents.documents),
    ("/photo", desk_photo.photo),
    ("/photo/shown", desk_photo.shown_photo),
    ("/photo/waiting", desk_photo.waiting_photo_file),
    ("/replies", desk_replies.replies),
    ("/appeals", desk_appeal.appeals),
)
_POST: _Views = (
    ("/claims", desk_claims.send_claims),
    ("/documents", desk_documents.send_document),
    ("/documents/<uuid:file>/drop", desk_documents.drop_document),
    ("/photo", desk_photo.send_photo),
    ("/photo/remove", desk_photo.remove_photo),
    ("/replies/<code>", desk_replies.send_reply),
    ("/appeals/<code>", desk_appeal.send_appeal),
)
_TOO_LARGE = {
    "desk_evidence.send_document": desk_documents.too_large,
    "desk_evidence.send_photo": desk_photo.too_large,
}
"""Views that take a file, and what answers where it is too large even to be read."""

for _rule, _view in _GET:
    blueprint.add_url_rule(_rule, view_func=_view)
for _rule, _view in _POST:
    blueprint.add_url_rule(_rule, view_func=_view, methods=["POST"])


@blueprint.url_value_preprocessor
def _allow_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let some forms carry a file; the guard on forms reads the body before the view."""
    if endpoint in _TOO_LARGE:
        request.max_content_length = MAX_BODY_BYTES


@blueprint.errorhandler(413)
def _too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    page = _TOO_LARGE.get(request.endpoint or "")
    try:
        if page is not None:
            return page((request.view_args or {})["listing"])
    except NotFound:
        # Not theirs, or nobody is signed in: then it is too large and no more is said.
        pass
    return answer(Problem(status=413, title=title(413), detail=explanation(413)))
