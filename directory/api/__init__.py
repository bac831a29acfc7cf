"""The API for programs, under `/api/v1`: JSON, read only, described in OpenAPI 3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.api import docs, index, openapi, places, score, vocabularies
from directory.api.guard import INVALID
from directory.api.parameters import PREFIX
from directory.api.sharing import init_sharing

if TYPE_CHECKING:
    from apiflask import APIFlask

RESOURCES = (score, places, vocabularies, index)

ABOUT = (
    "Find therapists, movement coaches and running coaches near a place. JSON over HTTP, read "
    "only, open to all without a key."
)
LICENCE = {"name": "MIT", "identifier": "MIT"}


def init_api(app: APIFlask) -> None:
    """Add the API to the site; call it after `init_http`."""
    app.config.update(
        VALIDATION_ERROR_STATUS_CODE=400,
        VALIDATION_ERROR_DESCRIPTION=INVALID,
        SERVERS=[{"url": "/"}],
        INFO={"description": ABOUT, "license": LICENCE},
    )
    app.spec_processor(openapi.finish)
    init_sharing(app)
    for resource in RESOURCES:
        app.register_blueprint(resource.blueprint, url_prefix=PREFIX)
    app.register_blueprint(docs.blueprint)
