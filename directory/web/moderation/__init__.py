"""The moderators' pages: what waits, one case, and deciding it."""

from directory.web.moderation import acts, case, coverage, log, merging, people, queue, spam, vetoes
from directory.web.moderation.blueprint import blueprint

__all__ = [
    "acts",
    "blueprint",
    "case",
    "coverage",
    "log",
    "merging",
    "people",
    "queue",
    "spam",
    "vetoes",
]
