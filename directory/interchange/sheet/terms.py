"""Entries of the vocabularies by key, label or another word for them; what is none stays free.

Pure but for the vocabularies, which are read once.
"""

from __future__ import annotations

import re
from functools import cache, partial

from directory.interchange.sheet.cells import split
from directory.interchange.sheet.folding import fold, one_line, shortened
from directory.practitioners.vocabulary import Kind, vocabulary

LONGEST = {"profession": 60, "payer": 60}
"""Characters of a free tag, where it is not the usual `TAG_LENGTH`."""

TAG_LENGTH = 80
UNSTATED_PROFESSIONS = {
    Kind.THERAPIST: "Therapist",
    Kind.MOVEMENT_COACH: "movement_coach",
    Kind.RUNNING_COACH: "running_coach",
}
"""What somebody is whose profession is not stated, as far as the kind tells."""

_LANGUAGE_CODE = re.compile(r"([A-Za-z]{2})[-_][A-Za-z]{2,4}(?:[-_][A-Za-z]{2})?", re.ASCII)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_ISO_639_2 = (
    "eng:en deu:de ger:de fra:fr fre:fr spa:es ita:it por:pt nld:nl dut:nl dan:da swe:sv nor:no "
    "fin:fi pol:pl ces:cs cze:cs rus:ru ukr:uk ell:el gre:el tur:tr ara:ar heb:he hin:hi jpn:ja "
    "kor:ko zho:zh chi:zh vie:vi tgl:tl ase:ase hun:hu ron:ro rum:ro"
)
_FOREIGN = (
    "en:Englisch anglais inglés inglese inglês Engels engelsk engelska;"
    "de:allemand alemán tedesco alemão Duits tysk tyska;"
    "fr:Französisch francés francese francês Frans fransk franska;"
    "es:Spanisch espagnol castellano spagnolo espanhol Spaans spansk spanska;"
    "it:Italienisch italien italiano;pt:Portugiesisch portugais portugués portoghese;"
    "nl:Niederländisch néerlandais neerlandés olandese;pl:Polnisch polonais polaco;"
    "ru:Russisch russe ruso russo;tr:Türkisch turc turco;ar:Arabisch arabe árabe;"
    "zh:Chinesisch chinois chino cinese;no:nb nn bokmål nynorsk;tl:fil"
)


def known_key(name: str, text: str) -> str | None:
    """The key of the vocabulary's entry that a text means, in any case and without accents."""
    found = _index(name).get(fold(text))
    if found is None and name == "language":
        code = _LANGUAGE_CODE.fullmatch(text.strip())
        plain = code[1] if code else _IN_BRACKETS.sub("", text)
        found = _index(name).get(fold(plain))
    return found


def list_of(name: str, cell: str) -> tuple[list[str], list[str]]:
    """Read a list's cell: keys and free tags in the order given, and the free ones by themselves.

    A free tag stays as it is written, up to the length that the database keeps.
    """
    stated: dict[str, None] = {}
    free: dict[str, None] = {}
    for item in split(cell, partial(is_known, name)):
        key = known_key(name, item)
        tag = key or shortened(one_line(item), LONGEST.get(name, TAG_LENGTH))
        if tag and (key or fold(tag) or not tag.isascii()):
            stated[tag] = None
            if not key:
                free[tag] = None
    return list(stated), list(free)


def is_known(name: str, text: str) -> bool:
    """Whether a text means an entry of the vocabulary."""
    return known_key(name, text) is not None


def profession_of(text: str, kind: Kind) -> tuple[str, bool]:
    """The key of a profession or its free text, and whether it is free."""
    general = UNSTATED_PROFESSIONS[kind]
    if not fold(text) or text == general:
        return general, False
    key = known_key("profession", text)
    return (key, False) if key else (shortened(text, LONGEST["profession"]), True)


@cache
def _index(name: str) -> dict[str, str]:
    """Keys by folded key, label and other words; where two entries share one, the first has it."""
    entries = vocabulary(name).entries.values()
    index: dict[str, str] = {}
    for texts in (lambda e: (e.key,), lambda e: (e.label,), lambda e: e.also):
        for entry in entries:
            for text in texts(entry):
                index.setdefault(fold(text), entry.key)
    if name == "language":
        _add_foreign(index)
    index.pop("", None)
    return index


def _add_foreign(index: dict[str, str]) -> None:
    """Add what languages are called in others, and their codes of three letters."""
    pairs = [pair.partition(":") for pair in _ISO_639_2.split()]
    names = [group.partition(":") for group in _FOREIGN.split(";")]
    for key, word in [(key, code) for code, _, key in pairs] + [
        (key, word) for key, _, words in names for word in words.split()
    ]:
        if key in index:
            index.setdefault(fold(word), key)
