"""What went wrong with a request, as one record that pages and the API put into their own form.

The API's form is RFC 9457, "Problem Details for HTTP APIs".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import json, make_response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response

MEDIA_TYPE = "application/problem+json"
NO_TYPE = "about:blank"
"""The type of a problem that says no more than its status (RFC 9457, section 4.2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a request is not answered as asked.

    Attributes:
        status: HTTP status, 400 to 599.
        title: What kind of problem this is, in a few words.
        detail: What to do about this one.
        type: A name for the kind, or "about:blank" where the status says it all.
        extra: Further members of the JSON form: `errors`, `suggestions`, `incident`.
        headers: Headers of the response.
    """

    status: int
    title: str
    detail: str = ""
    type: str = NO_TYPE
    extra: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def members(self) -> dict[str, Any]:
        """The JSON members of the problem, the empty ones left out. Pure."""
        stated = {"type": self.type, "title": self.title, "status": self.status}
        if self.detail:
            stated["detail"] = self.detail
        return {**stated, **self.extra}


def problem_type(name: str) -> str:
    """The type under which a named kind of problem is known to clients. Pure."""
    return f"/problems/{name}"


def json_response(problem: Problem) -> Response:
    """Answer with a problem in its JSON form."""
    response = make_response(json.dumps(problem.members()), problem.status)
    response.mimetype = MEDIA_TYPE
    response.headers.extend(dict(problem.headers))
    return response
