"""What every response under `/api` says to browsers and caches: who may read it, what it varies by.

Pages of other sites may read the API, for it is public and takes no cookies: any origin, without
credentials, asking only (the CORS protocol of the Fetch standard).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from directory.http.errors import under_api

if TYPE_CHECKING:
    from flask import Flask, Response

PREFLIGHT_S = 86_400
EXPOSED = (
    "ETag",
    "Retry-After",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
)
"""Headers that scripts of other sites may read beside those they always may."""

VARIES_BY = ("Accept", "Accept-Language")


def init_sharing(app: Flask) -> None:
    """Put the headers on every response of the API, its failures too."""
    app.after_request(_share)


def _share(response: Response) -> Response:
    if not under_api():
        return response
    response.vary.update(VARIES_BY)
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = ", ".join(EXPOSED)
    if request.method == "OPTIONS":
        headers["Access-Control-Allow-Methods"] = "GET, HEAD"
        headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
        headers["Access-Control-Max-Age"] = str(PREFLIGHT_S)
    return response
