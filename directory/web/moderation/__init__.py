"""The moderators' pages: what waits, one case, and deciding it."""

from directory.web.moderation import acts, case, merging, queue, spam
from directory.web.moderation.blueprint import blueprint

__all__ = ["acts", "blueprint", "case", "merging", "queue", "spam"]
