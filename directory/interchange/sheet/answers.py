"""Yes, no and the three kinds in the usual spellings. Pure."""

from __future__ import annotations

from directory.interchange.sheet.cells import UNSTATED
from directory.interchange.sheet.folding import fold
from directory.practitioners.vocabulary import Kind

_YES = "y yes yep true t 1 x on ok ja j oui si sim da tak kyllä igen ano"
_NO = "n no nope false f 0 off nein non nao não nee nej nei nie ei nem ne"
_YES_SIGNS, _NO_SIGNS = frozenset("✓✔☑✅"), frozenset("✗✘☐❌✕")
_WORDS = {fold(word): True for word in _YES.split()} | {fold(word): False for word in _NO.split()}
_DECIMAL = {"1.0": True, "0.0": False, "1,0": True, "0,0": False}
"""As programs write yes and no that keep every column of ones and zeros as decimals."""

_KINDS = {fold(kind): kind for kind in Kind}


class NotAnAnswer(ValueError):
    """A cell says neither yes nor no."""


def answer(text: str) -> bool | None:
    """Read yes or no; `None` for an empty cell and words such as "n/a".

    Raises:
        NotAnAnswer: It is anything else.
    """
    word = fold(text)
    sign = text.strip()[:1]
    if word in _WORDS:
        return _WORDS[word]
    if not word and sign in _YES_SIGNS | _NO_SIGNS:
        return sign in _YES_SIGNS
    if is_unstated(text):
        return None
    if text.strip() in _DECIMAL:
        return _DECIMAL[text.strip()]
    raise NotAnAnswer(text)


def write_answer(value: bool | None) -> str:
    """Write yes, no, or nothing for not stated."""
    return "" if value is None else ("yes" if value else "no")


def is_unstated(text: str) -> bool:
    """Whether a cell is empty, or says in a word or a sign that there is nothing to say."""
    return fold(text) in UNSTATED and not (set(text) & (_YES_SIGNS | _NO_SIGNS))


def kind_of(text: str) -> Kind | None:
    """Read a kind in any spelling: "Movement coach", "running-coach", "THERAPISTS"."""
    word = fold(text)
    return (
        _KINDS.get(word)
        or _KINDS.get(word.removesuffix("s"))
        or _KINDS.get(word.removesuffix("es"))
    )
