"""Packs what a site answers, as the proxy in front of it does (docs/deploy.md)."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_PACKED = (
    "text/",
    "application/json",
    "application/geo+json",
    "application/javascript",
    "image/svg",
)
_LEVEL = 6


def packing(app: WSGIApplication) -> WSGIApplication:
    """The same application, whose texts come packed to whoever takes that."""

    def packed(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if "gzip" not in environ.get("HTTP_ACCEPT_ENCODING", "") or "HTTP_RANGE" in environ:
            return app(environ, start)
        environ.pop("wsgi.file_wrapper", None)
        return _pack(app, environ, start)

    return packed


def _pack(
    app: WSGIApplication, environ: WSGIEnvironment, start: Callable[..., object]
) -> Iterable[bytes]:
    told: list[object] = []
    parts = app(environ, lambda *answer: told.extend(answer[:2]) or (lambda _: None))  # type: ignore[func-returns-value,arg-type,return-value]
    body = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    status, headers = str(told[0]), dict(told[1])  # type: ignore[call-overload]
    if body and headers.get("Content-Type", "").startswith(_PACKED):
        body = gzip.compress(body, _LEVEL)
        headers |= {"Content-Encoding": "gzip", "Content-Length": str(len(body))}
    start(status, list(headers.items()))
    return [body]
