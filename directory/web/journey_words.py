"""Words of the journey's files as a page says them."""

from __future__ import annotations

from directory.http.translation import gettext
from directory.journey.screen import filled


def say(words: str) -> str:
    """In the visitor's language, with the numbers of the self-check that they name."""
    return filled(gettext(words))
