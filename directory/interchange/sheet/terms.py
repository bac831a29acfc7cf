"""Entries of the vocabularies by key, label or another word for them; what is none stays free.

Pure but for the vocabularies, which are read once.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import NamedTuple

from directory.interchange.sheet.cells import split
from directory.interchange.sheet.folding import fold, one_line, shortened
from directory.practitioners.vocabulary import Kind, vocabulary

LONGEST = {"profession": 60, "payer": 60}
"""Characters of a free tag, where it is not the usual `TAG_LENGTH`."""

TAG_LENGTH = 80
MOST_ITEMS = 100
"""Entries and free tags of one list; each is a row of the database, and slows down searches."""

LONGEST_ITEM = 100
"""Characters; longer than any word for an entry, so that no longer text is looked up."""

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


class Terms(NamedTuple):
    """What a list's cell says.

    Attributes:
        stated: Keys and free tags in the order given, `MOST_ITEMS` of them at most.
        free: The free tags by themselves.
        cut: Texts that were longer than a free tag may be.
        surplus: The first of the items for which there was no room; empty if there was.
    """

    stated: list[str]
    free: list[str]
    cut: list[str]
    surplus: str


def known_key(name: str, text: str) -> str | None:
    """The key of the vocabulary's entry that a text means, in any case and without accents."""
    if len(text) > LONGEST_ITEM:
        return None
    found = _index(name).get(fold(text))
    if found is None and name == "language":
        code = _LANGUAGE_CODE.fullmatch(text.strip())
        plain = code[1] if code else _IN_BRACKETS.sub("", text)
        found = _index(name).get(fold(plain))
    return found


def list_of(name: str, cell: str) -> Terms:
    """Read a list's cell.

    A free tag stays as it is written, up to the length that the database keeps.
    """
    stated: dict[str, None] = {}
    free: dict[str, None] = {}
    cut: list[str] = []
    for item in split(cell, partial(is_known, name)):
        tag, is_key = _tag(name, item)
        if tag in stated or not (is_key or fold(tag) or not tag.isascii()):
            continue
        if len(stated) == MOST_ITEMS:
            return Terms(list(stated), list(free), cut, item)
        stated[tag] = None
        if not is_key:
            free[tag] = None
            cut += [item] if tag != one_line(item) else []
    return Terms(list(stated), list(free), cut, "")


def _tag(name: str, item: str) -> tuple[str, bool]:
    """The key of an item, or its free text, and whether it is a key."""
    tag = shortened(one_line(item), LONGEST.get(name, TAG_LENGTH))
    # What is left of a long text may be an entry, and would be one when it is read again.
    key = known_key(name, item) or known_key(name, tag)
    return key or tag, bool(key)


def is_known(name: str, text: str) -> bool:
    """Whether a text means an entry of the vocabulary."""
    return known_key(name, text) is not None


def profession_of(text: str, kind: Kind) -> tuple[str, bool]:
    """The key of a profession or its free text, and whether it is free."""
    general = UNSTATED_PROFESSIONS[kind]
    if not fold(text) or text == general:
        return general, False
    profession, is_known_one = _tag("profession", text)
    return profession, not is_known_one


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
