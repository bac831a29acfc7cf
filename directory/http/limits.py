"""How often one visitor may do what: limits per purpose, counted over all server processes.

A view says what it is for with `@limited("search")`. When the counters cannot be reached,
requests go through: a broken counter must not close the site.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import time
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import current_app, request
from flask_limiter import ApplicationLimit, Limiter
from limits import parse_many

from directory.config import SettingInvalid
from directory.http.limit_store import SqliteStorage

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response
    from flask_limiter import RequestLimit

    from directory.config import Settings

View = TypeVar("View", bound="Callable[..., Any]")

IPV6_NETWORK_BITS = 64
"""What one household or server is given; its single addresses are free to change (RFC 6177)."""

UNLIMITED = ("", "none")
"""Settings that mean no limit."""

_PURPOSE = "limit_purpose"
_EXTENSION = "directory-limiter"


def limited(purpose: str) -> Callable[[View], View]:
    """Count calls of a view against the limit of a purpose ("search")."""

    def mark(view: View) -> View:
        setattr(view, _PURPOSE, purpose)
        return view

    return mark


def init_limits(app: Flask, settings: Settings) -> None:
    """Count what views are marked for, and tell clients how much they have left.

    Raises:
        SettingInvalid: SEARCH_LIMIT or SUGGEST_LIMIT cannot be read.
    """
    limits = {
        "search": _readable("SEARCH_LIMIT", settings.search_limit),
        "suggest": _readable("SUGGEST_LIMIT", settings.suggest_limit),
    }
    limiter = Limiter(
        visitor_key,
        application_limits=[
            ApplicationLimit(lambda: limits.get(_purpose(), ""), scope=lambda _endpoint: _purpose())
        ],
        strategy="fixed-window",
        storage_uri=f"{SqliteStorage.STORAGE_SCHEME[0]}://{settings.var / 'limits.sqlite'}",
    )
    limiter.init_app(app)
    app.extensions[_EXTENSION] = limiter
    app.after_request(_add_limit_headers)


def limit_in_force() -> RequestLimit | None:
    """The limit this request was counted against, if any."""
    return cast("Limiter", current_app.extensions[_EXTENSION]).current_limit


def seconds_to_wait() -> int:
    """How long until the limit that was exceeded lets the visitor in again, at least 1."""
    limit = limit_in_force()
    return max(1, math.ceil(limit.window.reset_time - time.time())) if limit else 1


def visitor_key() -> str:
    """A keyed hash of the visitor's network, so that no address is written anywhere."""
    network = network_of(request.remote_addr or "")
    secret = str(current_app.secret_key or "").encode()[:64]
    return hashlib.blake2b(network.encode(), key=secret, digest_size=16).hexdigest()


def network_of(address: str) -> str:
    """The network that stands for one visitor: an IPv4 address, or an IPv6 /64. Pure."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    network = ipaddress.ip_network((int(ip), IPV6_NETWORK_BITS), strict=False)
    return str(network)


def _readable(setting: str, limit: str) -> str:
    if limit.lower() in UNLIMITED:
        return ""
    try:
        parse_many(limit)
    except ValueError as error:
        message = f"{setting} is {limit!r}: say for example 5 per second, or none."
        raise SettingInvalid(message) from error
    return limit


def _purpose() -> str:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, _PURPOSE, "")


def _add_limit_headers(response: Response) -> Response:
    limit = limit_in_force()
    if limit is not None:
        response.headers["X-RateLimit-Limit"] = str(limit.limit.amount)
        response.headers["X-RateLimit-Remaining"] = str(limit.remaining)
        response.headers["X-RateLimit-Reset"] = str(limit.reset_at)
    return response
