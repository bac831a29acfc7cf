"""The moderators' pages, as one blueprint; the modules beside this one add their views to it."""

from __future__ import annotations

from flask import Blueprint

from directory.http.accounts import current_account, private

blueprint = private(Blueprint("moderation", __name__, url_prefix="/moderation"))


@blueprint.context_processor
def _reader() -> dict[str, object]:
    """Who reads: admins are shown the way to more pages."""
    return {"reader": current_account()}
