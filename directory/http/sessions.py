"""Cookies, the sizes of what visitors send, trusted hosts and proxies, and the guard on forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from flask import Flask

    from directory.config import Settings

MAX_BODY_BYTES = 1_048_576
MAX_FORM_FIELD_BYTES = 262_144
MAX_FORM_PARTS = 200

PREFIX = "__Host-"
"""Browsers take a cookie of this name only if it is Secure, for the whole host and for it alone
(RFC 6265bis, section 4.1.3.2)."""


def init_sessions(app: Flask, settings: Settings) -> None:
    """Set cookies and caps, believe as many proxies as there are, and guard unsafe methods."""
    app.config.update(
        SESSION_COOKIE_NAME=f"{PREFIX}session" if settings.production else "session",
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_FIELD_BYTES,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        # Our pages send no referrer, so the extension's referrer check would refuse every form
        # on HTTPS. The token and the SameSite cookie do the work.
        WTF_CSRF_SSL_STRICT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    CSRFProtect(app)
