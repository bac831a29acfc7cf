"""The headers of the API's responses, for its OpenAPI document."""

from __future__ import annotations

from typing import Any

RATE_LIMIT = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


def _header(about: str, example: Any, *, form: str = "string", always: bool = True) -> Any:
    return {
        "description": about,
        "required": always,
        "schema": {"type": form},
        "example": example,
    }


HEADERS: dict[str, Any] = {
    "ETag": _header(
        "Names these very bytes: send it back in If-None-Match.", '"0f343b0931126a20f133d67c"'
    ),
    "Cache-Control": _header("Who may keep the answer, and for how long.", "private, max-age=60"),
    "Vary": _header(
        "Headers of the request that the answer depends on.", "Accept, Accept-Language"
    ),
    "Access-Control-Allow-Origin": _header("Pages of any site may read the answer.", "*"),
    "Retry-After": _header("Seconds until it is worth asking again.", 10, form="integer"),
    RATE_LIMIT[0]: _header(
        "Requests one address may make in a window of time.", 300, form="integer", always=False
    ),
    RATE_LIMIT[1]: _header("Requests left in this window.", 299, form="integer", always=False),
    RATE_LIMIT[2]: _header(
        "When the window ends, in seconds since 1970 (Unix time).",
        1_767_225_600,
        form="integer",
        always=False,
    ),
}
"""Every header by name. Those of limits are missing where the site sets no limit."""


def headers_of(status: str, *, limited: bool) -> dict[str, Any]:
    """References to the headers that a response of this status carries. Pure.

    Args:
        status: The HTTP status.
        limited: Whether the operation is counted against a limit.
    """
    names = ["Vary", "Cache-Control", "Access-Control-Allow-Origin"]
    if status in {"200", "304"}:
        names.insert(0, "ETag")
    if status in {"429", "503"}:
        names.insert(0, "Retry-After")
    if limited:
        names += RATE_LIMIT
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
