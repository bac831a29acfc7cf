"""The API for programs, under `/api/v1`: JSON, read only, described in OpenAPI 3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.api import openapi, practitioners
from directory.api.guard import INVALID

if TYPE_CHECKING:
    from apiflask import APIFlask

PREFIX = "/api/v1"


def init_api(app: APIFlask) -> None:
    """Add the API to the site; call it after `init_http`."""
    app.config.update(
        VALIDATION_ERROR_STATUS_CODE=400,
        VALIDATION_ERROR_DESCRIPTION=INVALID,
        SERVERS=[{"url": "/"}],
        INFO={"description": "Find therapists, movement coaches and running coaches near a place."},
    )
    app.spec_processor(openapi.finish)
    app.register_blueprint(practitioners.blueprint, url_prefix=PREFIX)
