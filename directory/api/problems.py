"""Every way a request can fail, as the documentation explains and shows it."""

from __future__ import annotations

from typing import Any

from directory.http.problem import NO_TYPE, problem_type

INVALID_PARAMETERS: dict[str, Any] = {
    "type": problem_type("invalid-parameters"),
    "title": "Invalid parameters",
    "status": 400,
    "detail": "Check the address or go back and try again.",
    "errors": [{"parameter": "colour", "detail": "is not a parameter here"}],
}

PLACE_NOT_FOUND: dict[str, Any] = {
    "type": problem_type("place-not-found"),
    "title": "That place is not known",
    "status": 400,
    "detail": "No place called “Portlnd” is known.",
    "suggestions": ["Portland, Oregon", "Portland, Maine"],
}

NAMED = {
    "invalid-parameters": "A parameter is unknown, given twice or out of its bounds; `errors` "
    "says which and why.",
    "place-not-found": "Nothing fits the text of a place; `suggestions` are texts that do.",
    "search-unavailable": "The search index is being prepared.",
    "places-unavailable": "Places cannot be looked up.",
    "database-unavailable": "The database does not answer.",
}
"""What each named `type` of problem means."""


def _plain(status: int, title: str, detail: str) -> dict[str, Any]:
    return {"type": NO_TYPE, "title": title, "status": status, "detail": detail}


_NOTHING_HERE = _plain(
    404, "There is nothing here", "It may have moved, or be gone. Search for it instead."
)

EXAMPLES: dict[str, dict[str, dict[str, Any]]] = {
    "400": {"a parameter": INVALID_PARAMETERS, "a place": PLACE_NOT_FOUND},
    "404": {"nothing there": _NOTHING_HERE, "no such place": {**PLACE_NOT_FOUND, "status": 404}},
    "406": {
        "another form": _plain(
            406,
            "Not Acceptable",
            "This comes as application/json. Put that into Accept.",
        )
    },
    "412": {
        "an older copy": _plain(
            412, "Precondition Failed", "Check the address or go back and try again."
        )
    },
    "429": {"too often": _plain(429, "Too many requests", "Wait a moment, then go on.")},
    "500": {
        "our fault": {
            **_plain(
                500,
                "Something went wrong",
                "It is our fault. If you write to us, name incident 5c1d7f0a9be24d3f.",
            ),
            "incident": "5c1d7f0a9be24d3f",
        }
    },
    "503": {
        "no index": {
            "type": problem_type("search-unavailable"),
            "title": "Back in a moment",
            "status": 503,
            "detail": "The search index is being prepared. Try again in a moment.",
        }
    },
}
"""For each status, the problems it can mean, by what sets them apart."""

DESCRIPTIONS = {
    "304": "Your copy still holds; there is no body.",
    "400": "A parameter cannot be taken, or nothing fits the place.",
    "404": "There is nothing under this address.",
    "406": "The header Accept takes no form that there is.",
    "412": "The header If-Match names another state than the present one.",
    "429": "Too many requests from this address; the header Retry-After says when to come back.",
    "500": "Something went wrong inside; it was logged under `incident`.",
    "503": "A part of the site cannot answer; the header Retry-After says when to come back.",
}

PLACE_STATUS = {"find_place": "404", "search_practitioners": "400"}
"""The status that says "no such place", for the operations that take one."""


def examples_for(operation: str, status: str) -> dict[str, dict[str, Any]]:
    """The problems that an operation can answer with under a status. Pure."""
    apart = "a place" if status == "400" else "no such place"
    takes_place = PLACE_STATUS.get(operation) == status
    shown = {
        name: problem for name, problem in EXAMPLES[status].items() if name != apart or takes_place
    }
    if operation == "find_place" and status == "404":
        shown.pop("nothing there")
    return shown
