"""Who may keep an answer, for how long, and how a client asks whether its copy still holds.

An answer's ETag is a hash of its bytes. It is not guessed from versions or generations: a search
depends on index, database, place data and the day, and only the answer itself knows them all.
"""

from __future__ import annotations

import hashlib
from functools import wraps
from typing import TYPE_CHECKING, Any

from flask import current_app, request
from werkzeug.exceptions import PreconditionFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

MINUTE_S = 60
HOUR_S = 3_600


def kept(seconds: int, *, shared: bool = False) -> Callable[[Callable[..., Any]], Any]:
    """Let clients keep what a view answers, and spare them a body they have already.

    Args:
        seconds: How long a copy is good without asking again.
        shared: Whether caches between may keep it too. What somebody looks for is health data
            and stands in the address, so only what is the same for everybody may be shared.
    """

    def mark(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def answered(*args: Any, **values: Any) -> Response:
            response = current_app.make_response(view(*args, **values))
            return _conditional(response, seconds, shared=shared)

        return answered

    return mark


def tag_of(body: bytes) -> str:
    """The entity tag of these bytes (RFC 9110, section 8.8.3). Pure."""
    return hashlib.blake2b(body, digest_size=12).hexdigest()


def _conditional(response: Response, seconds: int, *, shared: bool) -> Response:
    if response.status_code != 200:
        return response
    control = response.cache_control
    if shared:
        control.public = True
    else:
        control.private = True
    control.max_age = seconds
    response.set_etag(tag_of(response.get_data()))
    response.make_conditional(request)
    if response.status_code == 412:
        raise PreconditionFailed
    return response
