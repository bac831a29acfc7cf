"""Photos that visitors see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, send_file

from directory.db import database
from directory.files.keeping import photos_folder
from directory.http.services import services
from directory.listings.photos import photo_file, shown_photo

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("photos", __name__, url_prefix="/practitioners")

KEPT_S = 3_600
"""How long browsers may show a photo without asking again; pages name it by what it is."""


@blueprint.get("/<slug>/photo")
def photo(slug: str) -> Response:
    """The photo of a public listing, as a moderator approved it."""
    path = photo_file(photos_folder(services().settings.var), shown_photo(database.session, slug))
    if path is None:
        abort(404)
    response = send_file(path, mimetype="image/jpeg", etag=path.stem, max_age=KEPT_S)
    response.cache_control.public = True
    return response
