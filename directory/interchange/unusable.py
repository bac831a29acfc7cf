"""What every reader raises when a whole file is of no use. Pure."""

from __future__ import annotations


class FileUnusable(ValueError):
    """A file cannot be read as what it was given for; the message says why and what to give."""
