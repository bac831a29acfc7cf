"""Photos that visitors see."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, abort, send_file

from directory.db import database
from directory.files.keeping import photos_folder
from directory.http.services import services
from directory.listings.photos import photo_content, shown_photo

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("photos", __name__, url_prefix="/practitioners")

KEPT_S = 3_600
"""How long browsers may show a photo without asking again; pages name it by what it is."""


@blueprint.get("/<slug>/photo")
def photo(slug: str) -> Response:
    """The photo of a public listing, as a moderator approved it."""
    name = shown_photo(database.session, slug)
    content = photo_content(photos_folder(services().settings.var), name)
    if name is None or content is None:
        abort(404)
    etag = name.partition(".")[0]
    response = send_file(BytesIO(content), mimetype="image/jpeg", etag=etag, max_age=KEPT_S)
    response.cache_control.public = True
    return response
