"""What every resource of the API refuses before its view is asked."""

from __future__ import annotations

from apiflask.exceptions import HTTPError
from flask import request

INVALID = "Invalid parameters"


def refuse_repeated() -> None:
    """Refuse a parameter that is given twice: one of its values would be lost in silence.

    Raises:
        HTTPError: With status 400, naming the parameters.
    """
    repeated = [name for name in request.args if len(request.args.getlist(name)) > 1]
    if repeated:
        message = "is given twice; separate several keys by commas"
        fields = {name: [message] for name in repeated}
        raise HTTPError(400, message=INVALID, detail={"query": fields})
