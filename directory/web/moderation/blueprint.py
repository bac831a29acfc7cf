"""The moderators' pages, as one blueprint; the modules beside this one add their views to it."""

from __future__ import annotations

from flask import Blueprint

from directory.http.accounts import private

blueprint = private(Blueprint("moderation", __name__, url_prefix="/moderation"))
