"""Security and cache headers of every response.

The content security policy follows OWASP ASVS 5.0, 3.4: nothing is allowed but what the site's
own pages need, scripts by nonce, no inline code, no framing.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, cast

from flask import g, request
from secure import Secure
from secure.headers import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    StrictTransportSecurity,
    XContentTypeOptions,
)

if TYPE_CHECKING:
    from flask import Flask, Response

    from directory.config import Settings

NONCE_BYTES = 16
HSTS_S = 63_072_000
"""Two years, as the browsers' preload lists ask."""

YEAR_S = 31_536_000

NONE, SELF = "'none'", "'self'"
PAGE_SOURCES = {
    "style-src": (SELF,),
    "img-src": (SELF, "data:"),
    "font-src": (SELF,),
    "connect-src": (SELF,),
    "manifest-src": (SELF,),
    "form-action": (SELF,),
    "base-uri": (NONE,),
    "frame-ancestors": (NONE,),
}
UNUSED_FEATURES = ("camera", "microphone", "payment", "usb")

_FINGERPRINT = re.compile(r"[-.]([0-9A-Z]{8}|[0-9a-f]{8,64})\.[A-Za-z0-9.]+$")


def init_headers(app: Flask, settings: Settings) -> None:
    """Put the headers on every response and `csp_nonce()` into templates."""
    fixed = _fixed_headers(production=settings.production)
    app.jinja_env.globals["csp_nonce"] = csp_nonce

    @app.after_request
    def add_headers(response: Response) -> Response:
        fixed.set_headers(response)
        html = response.mimetype == "text/html"
        policy = page_policy(csp_nonce(), settings.map_tiles_origin) if html else bare_policy()
        # A view that hands out a stranger's file has set a stricter one.
        response.headers.setdefault("Content-Security-Policy", policy)
        _add_cache_header(response)
        return response


def csp_nonce() -> str:
    """The nonce that lets this response's own script elements run; the same all request long."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(NONCE_BYTES)
    return cast("str", g.csp_nonce)


def page_policy(nonce: str, tiles: str = "") -> str:
    """The content security policy of a page whose scripts carry this nonce. Pure.

    Args:
        nonce: New for each response.
        tiles: Origin of the map's tiles, if the site names a server of them.
    """
    policy = ContentSecurityPolicy().default_src(NONE).script_src(SELF, f"'nonce-{nonce}'")
    for directive, sources in PAGE_SOURCES.items():
        more = (tiles,) if tiles and directive == "img-src" else ()
        policy.custom_directive(directive, *sources, *more)
    return policy.header_value


def bare_policy() -> str:
    """The content security policy of what is no page: nothing at all may be loaded. Pure."""
    return ContentSecurityPolicy().default_src(NONE).frame_ancestors(NONE).header_value


def is_fingerprinted(filename: str) -> bool:
    """Whether a file's name carries a hash of its content, so that it never changes. Pure."""
    return bool(_FINGERPRINT.search(filename))


def _fixed_headers(*, production: bool) -> Secure:
    permissions = PermissionsPolicy().geolocation("self")
    for feature in UNUSED_FEATURES:
        permissions.add_directive(feature)
    hsts = StrictTransportSecurity().max_age(HSTS_S) if production else None
    return Secure(
        xcto=XContentTypeOptions().nosniff(),
        referrer=ReferrerPolicy().no_referrer(),
        permissions=permissions,
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        hsts=hsts,
    )


def _add_cache_header(response: Response) -> None:
    """Say who may keep the response, and for how long; a view that has said so is left alone."""
    control = response.cache_control
    if request.endpoint == "static" and response.status_code < 400:
        control.clear()
        control.public = True
        control.max_age = YEAR_S if is_fingerprinted(request.path) else 3600
        control.immutable = is_fingerprinted(request.path)
    elif response.status_code >= 400:
        control.clear()
        control.no_store = True
    elif not control:
        # What somebody searched for is health data: no shared cache keeps a page.
        control.private = True
        control.no_cache = True
