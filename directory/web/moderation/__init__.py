"""The moderators' pages: what waits, one case, and deciding it."""

from directory.web.moderation import case, queue
from directory.web.moderation.blueprint import blueprint

__all__ = ["blueprint", "case", "queue"]
