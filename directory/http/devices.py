"""From which device and network a request comes, for finding accounts that are one person."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, cast

from flask import after_this_request, current_app, request

from directory.accounts.traces import KEPT, Traces, traces_of
from directory.http.limits import network_of
from directory.http.sessions import PREFIX

if TYPE_CHECKING:
    from flask import Response

    from directory.accounts.digests import Keys

COOKIE = "device"
TOKEN_BYTES = 16
"""128 bits: as many devices as there can be."""

_TOKEN = "directory.device"  # noqa: S105 - where the token is kept during a request


def current_traces(keys: Keys) -> Traces:
    """The traces of this request; a device that is not known yet gets a cookie to be known by.

    Ask only where somebody signs in or assesses: nobody else is given the cookie.
    """
    network = network_of(request.remote_addr or "")
    return traces_of(keys, device=_device(), network="" if network == "unknown" else network)


def known_device(keys: Keys) -> str:
    """Digest of a device that had its cookie before this request, else ""; it gives none out."""
    return traces_of(keys, device=_known(), network="").device


def _device() -> str:
    if _TOKEN not in request.environ:
        request.environ[_TOKEN] = _known() or secrets.token_urlsafe(TOKEN_BYTES)
        after_this_request(_set_cookie)
    return cast("str", request.environ[_TOKEN])


def _name() -> str:
    return f"{PREFIX}{COOKIE}" if current_app.config["SESSION_COOKIE_SECURE"] else COOKIE


def _known() -> str:
    value = request.cookies.get(_name(), "")
    return value if len(value) == len(secrets.token_urlsafe(TOKEN_BYTES)) else ""


def _set_cookie(response: Response) -> Response:
    response.set_cookie(
        _name(),
        request.environ[_TOKEN],
        max_age=KEPT,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
