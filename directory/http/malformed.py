"""Requests that cannot be read: bytes that are no text, NUL, addresses of absurd length.

They are turned away before anything looks at them, because each layer below would treat them in
its own way: the router puts U+FFFD for bad bytes, the query parser leaves them percent-encoded,
the cookie parser fails and PostgreSQL refuses NUL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from flask import request
from werkzeug.exceptions import BadRequest

from directory.http.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from flask import Flask

MAX_PATH_BYTES = 2_048
MAX_QUERY_BYTES = 8_192


class CookieGuard:
    """WSGI middleware that drops a Cookie header which is not UTF-8; its reader would fail."""

    def __init__(self, application: Any) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Pass the request on, without cookies that nobody can read."""
        if not is_utf8(environ.get("HTTP_COOKIE", "").encode("latin-1")):
            del environ["HTTP_COOKIE"]
        answer: Iterable[bytes] = self.application(environ, start_response)
        return answer


def init_malformed(app: Flask) -> None:
    """Answer requests that cannot be read with 400, before any other look at them."""
    app.wsgi_app = CookieGuard(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_refuse_malformed)


def is_utf8(raw: bytes) -> bool:
    """Whether bytes are text in UTF-8. Pure."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def fault_of(path: bytes, query: bytes) -> str | None:
    """Tell what makes an address unreadable: "length", "encoding", "nul" or nothing. Pure.

    Args:
        path: The path, percent-decoded.
        query: The query string as it was sent, without the question mark.
    """
    if len(path) > MAX_PATH_BYTES or len(query) > MAX_QUERY_BYTES:
        return "length"
    decoded = unquote_to_bytes(query)
    if not (is_utf8(path) and is_utf8(query) and is_utf8(decoded)):
        return "encoding"
    return "nul" if b"\0" in path + decoded else None


def _refuse_malformed() -> None:
    path = request.environ.get("PATH_INFO", "").encode("latin-1")
    fault = fault_of(path, request.query_string)
    if fault is None:
        return
    details = {
        "length": _("The address is too long. Ask for less at once."),
        "encoding": _("The address holds bytes that are no text in UTF-8. Type it again."),
        "nul": _("The address holds a NUL character. Take it out."),
    }
    raise BadRequest(details[fault])
