"""Letters after a name, from free text to one spelling: "P.T.,D.P.T." becomes "PT, DPT". Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from directory.interchange import spellings
from directory.interchange.wording import recase, stated, upper

CREDENTIALS_LENGTH = 200
TEXTS_REMEMBERED = 10_000
"""Most people write the same few."""

FIELD_LENGTH = 20
"""NPPES cuts a credential off here, so a text this long may be the start of a longer phrase."""

_SAME = spellings.pairs("credential_phrases")
_SPELLINGS = {written.upper(): written for written in spellings.words("credentials")} | _SAME
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in _SPELLINGS)
_LETTERS_AT_MOST = 6
"""What is longer is a word, not letters."""

_NONE = frozenset({"NONE", "NA", "NIL", "NULL", "UNKNOWN", "DR", "MR", "MRS", "MISS"})
"""What people write who have none, and titles, which are none."""


@lru_cache(maxsize=TEXTS_REMEMBERED)
def credentials(text: str) -> str:
    """Write credentials one way: known ones in their usual letters, in the order given, once each.

    Unknown letters stay; unknown words are capitalised.
    """
    written: list[str] = []
    for part in re.split(r"[,;&+|]|\bAND\b", upper(stated(text))):
        written.extend(_read_part(part))
    meant = (credential for credential in _with_certified(written) if credential not in _NONE)
    unique = list(dict.fromkeys(meant))
    while len(", ".join(unique)) > CREDENTIALS_LENGTH:
        unique.pop()
    return ", ".join(unique)


def _read_part(part: str) -> list[str]:
    """Read what stands between two commas: known phrases and letters, and the words between them."""
    words = [bare for bare in (word.strip("-/.") for word in part.split()) if bare]
    read: list[str] = []
    unknown: list[str] = []
    while words:
        length, known = _longest_known(words)
        if known:
            read += [*_unknown(unknown), *known]
            unknown = []
        else:
            unknown.append(words[0])
        words = words[length:]
    return read + _unknown(unknown)


def _longest_known(words: list[str]) -> tuple[int, list[str]]:
    """The longest phrase from the start that is known: how many words, and what it means."""
    for length in range(min(len(words), _LONGEST_PHRASE), 0, -1):
        known = _spelling(" ".join(words[:length]))
        if known:
            return length, [known]
    return 1, _read_word(words[0])


def _spelling(phrase: str) -> str | None:
    """Find a phrase as it stands, without full stops, or without spaces too."""
    plain = " ".join(phrase.replace(".", " ").split())
    for form in (phrase.replace(".", ""), plain, plain.replace(" ", "")):
        if form in _SPELLINGS:
            return _SPELLINGS[form]
    if len(phrase) == FIELD_LENGTH:
        return next((same for known, same in _SAME.items() if known.startswith(phrase)), None)
    return None


def _read_word(word: str) -> list[str]:
    """Read one word that may be several credentials: M.D.FAAPMR, PT/ATC. Empty when unknown."""
    found: list[str] = []
    for side in word.split("/"):
        pieces = [piece for piece in side.split(".") if piece]
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


def _unknown(words: list[str]) -> list[str]:
    """Keep letters that are not known each by itself, and words as one phrase."""
    kept = [bare for bare in (word.replace(".", "").strip("-/") for word in words) if bare]
    if all(len(piece) <= _LETTERS_AT_MOST for word in kept for piece in re.split("[-/]", word)):
        return kept
    return [" ".join(recase(word) for word in kept)]


def _with_certified(written: list[str]) -> list[str]:
    """Join "AT, C", which is how some write ATC, to one credential."""
    joined: list[str] = []
    for credential in written:
        if credential == "C" and joined and joined[-1] in {"AT", "LAT"}:
            joined[-1] += "C"
        else:
            joined.append(credential)
    return joined
