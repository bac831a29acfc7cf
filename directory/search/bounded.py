"""Patterns whose work grows no faster than the text they are looked for in. Pure."""

from __future__ import annotations

import re

_BOUNDS = {r"\s+": r"\s{1,9}", r"\s*": r"\s{0,9}", r"\w+": r"\w{1,30}", r"\w*": r"\w{0,30}"}


def bounded(pattern: str) -> re.Pattern[str]:
    r"""Compile a pattern, in any case and with blanks of its own, that reads only so far. Pure.

    A run of blanks (`\s+`, `\s*`) is found up to 9 of them, one of letters (`\w+`, `\w*`) up to
    30: a text that is one endless run costs no more, from each place in it, than any other.
    """
    for endless, limited in _BOUNDS.items():
        pattern = pattern.replace(endless, limited)
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)
