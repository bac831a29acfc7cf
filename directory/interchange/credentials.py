"""Letters after a name, from free text to one spelling: "P.T.,D.P.T." becomes "PT, DPT". Pure."""

from __future__ import annotations

import re

from directory.interchange import spellings
from directory.interchange.wording import recase, stated

CREDENTIALS_LENGTH = 200
FIELD_LENGTH = 20
"""NPPES cuts a credential off here, so a text this long may be the start of a longer phrase."""

_SAME = spellings.pairs("credential_phrases")
_SPELLINGS = {written.upper(): written for written in spellings.words("credentials")} | _SAME
_NONE = frozenset({"NONE", "NA", "NIL", "NULL", "UNKNOWN", "DR", "MR", "MRS", "MISS"})
"""What people write who have none, and titles, which are none."""


def credentials(text: str) -> str:
    """Write credentials one way: known ones in their usual letters, in the order given, once each.

    Unknown letters stay; unknown words are capitalised.
    """
    written: list[str] = []
    for part in re.split(r"[,;&+|]|\bAND\b", stated(text).upper()):
        written.extend(_read_part(part.strip(" -/")))
    meant = (credential for credential in _with_certified(written) if credential not in _NONE)
    unique = list(dict.fromkeys(meant))
    while len(", ".join(unique)) > CREDENTIALS_LENGTH:
        unique.pop()
    return ", ".join(unique)


def _read_part(part: str) -> list[str]:
    """Read what stands between two commas."""
    whole = _spelling(part)
    if whole:
        return [whole]
    words = [word for word in re.split(r"[\s]+", part) if word.strip(".-/")]
    read = [_read_word(word) for word in words]
    if all(read):
        return [credential for known in read for credential in known]
    if all(len(word) <= 6 for word in words):
        return [
            credential
            for word, known in zip(words, read, strict=True)
            for credential in known or [_unknown(word)]
        ]
    return [" ".join(_SPELLINGS.get(word, recase(word)) for word in words)]


def _spelling(part: str) -> str | None:
    """Find a part as it stands, without full stops, or without spaces too."""
    plain = " ".join(part.replace(".", " ").split())
    for form in (part.replace(".", ""), plain, plain.replace(" ", "")):
        if form in _SPELLINGS:
            return _SPELLINGS[form]
    if len(part) == FIELD_LENGTH:
        return next((same for phrase, same in _SAME.items() if phrase.startswith(part)), None)
    return None


def _read_word(word: str) -> list[str]:
    """Read one word that may be several credentials: M.D.FAAPMR, PT/ATC. Empty when unknown."""
    whole = _spelling(word)
    if whole:
        return [whole]
    pieces = [piece for piece in re.split(r"[./]", word) if piece]
    found: list[str] = []
    while pieces:
        length = _known_length(pieces)
        if not length:
            return []
        found.append(_SPELLINGS["".join(pieces[:length])])
        pieces = pieces[length:]
    return found


def _known_length(pieces: list[str]) -> int:
    """How many pieces from the start make the longest known credential; 0 for none."""
    lengths = range(len(pieces), 0, -1)
    return next((length for length in lengths if "".join(pieces[:length]) in _SPELLINGS), 0)


def _unknown(word: str) -> str:
    return word.replace(".", "") or word


def _with_certified(written: list[str]) -> list[str]:
    """Join "AT, C", which is how some write ATC, to one credential."""
    joined: list[str] = []
    for credential in written:
        if credential == "C" and joined and joined[-1] in {"AT", "LAT"}:
            joined[-1] += "C"
        else:
            joined.append(credential)
    return joined
