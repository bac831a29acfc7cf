"""Names as they are compared: without case, accents, punctuation and the usual short forms. Pure."""

import re
import unicodedata

MAX_LENGTH = 200
"""Characters of a typed place; no real address comes near it."""

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "\u0131": "i",
    }
)
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""How German and the Nordic languages write these letters where only ASCII is at hand."""

_APOSTROPHES = re.compile("['’‘`´ʻʼ.]")  # noqa: RUF001 - these are the apostrophes people type
_SHORTENING = re.compile(r"(?<=[a-z]{2})\.(?=[a-z])")  # "St.Gallen", but not "D.C."
_NO_WORD = re.compile(r"[\W_]+")
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2e80-\U0010ffff]")
_LATIN = re.compile(r"[a-z0-9 ]+")

_SHORT_FORMS = {
    "st": "saint",
    "sankt": "saint",
    "ste": "sainte",
    "mt": "mount",
    "mtn": "mountain",
    "ft": "fort",
    "pt": "point",
    "hts": "heights",
    "spgs": "springs",
    "bch": "beach",
    "jct": "junction",
    "vlg": "village",
    "twp": "township",
    "ctr": "center",
    "centre": "center",
    "pk": "park",
    "lk": "lake",
    "hbr": "harbor",
    "harbour": "harbor",
}
_COMPASS = {"n": "north", "no": "north", "s": "south", "so": "south", "e": "east", "w": "west"}


class TextRefused(ValueError):
    """The text is too long to be a place, or holds characters that no keyboard sends."""


def accepted(text: str) -> str:
    """Give the text back in one Unicode form, or refuse it. Pure.

    Raises:
        TextRefused: On more than `MAX_LENGTH` characters, control characters or broken Unicode.
    """
    if len(text) > MAX_LENGTH:
        message = f"a place has at most {MAX_LENGTH} characters"
        raise TextRefused(message)
    text = unicodedata.normalize("NFKC", text)
    kinds = {unicodedata.category(letter) for letter in text}
    if kinds & {"Cc", "Cs", "Co", "Cn"}:
        message = "a place has no control characters"
        raise TextRefused(message)
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return visible[:MAX_LENGTH].strip()  # compatibility forms may unfold into many letters


def fold(text: str) -> str:
    """Write a name as it is compared: "St. Gallen" and "Saint-Gallen" both "saint gallen". Pure."""
    return " ".join(_SHORT_FORMS.get(word, word) for word in _plain(text.casefold()).split())


def folds(name: str) -> set[str]:
    """Write a name in all forms under which it can be found: "munchen", "muenchen". Pure.

    Returns:
        One or two folded forms; none for a name in another script than Latin.
    """
    if name.isascii():
        forms = {fold(name)}
    elif _OTHER_SCRIPT.search(name):
        return set()
    else:
        composed = unicodedata.normalize("NFC", name.casefold())
        forms = {fold(composed), fold(composed.translate(_DIGRAPHS))}
    return {form for form in forms if _LATIN.fullmatch(form)}


def lengthened(folded: str) -> str:
    """Write out a leading point of the compass: "n las vegas" as "north las vegas". Pure."""
    first, _, rest = folded.partition(" ")
    return f"{_COMPASS[first]} {rest}" if rest and first in _COMPASS else folded


def _plain(text: str) -> str:
    if text.isascii():
        return _words(text)
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _words(bare)


def _words(bare: str) -> str:
    spaced = _SHORTENING.sub(" ", bare.replace("&", " and "))
    return _NO_WORD.sub(" ", _APOSTROPHES.sub("", spaced)).strip()
