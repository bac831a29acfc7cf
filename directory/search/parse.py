"""Reading what a visitor typed: words, "phrases" and -exclusions, and nothing else. Pure.

Nobody can name fields, wildcards, ranges or fuzzy operators from outside: every other sign only
separates words. The work is bounded by the caps below, whatever is typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.search.lexicon import content_words
from directory.search.query import Member, TermGroup, Text
from directory.search.words import STOP_WORDS, words

if TYPE_CHECKING:
    from directory.search.lexicon import Concept, Lexicon
    from directory.search.query import Phrase

MAX_LENGTH = 300
"""Characters of a question that are read; the form refuses longer ones before."""

MAX_TERMS = 24
"""Words of a question that are searched for; the rest is left out."""

LOOSE_WEIGHT = 0.4
"""What a telling word of a known phrase is worth alone: "gait" when "gait analysis" was asked."""

GENERAL_WORDS = frozenset(
    """
    ache aches aching analysis assessment care disorder exercise exercises hurt hurting hurts
    injuries injury issue issues massage movement pain painful pains problem problems release
    rehab rehabilitation sore soreness stiffness strain syndrome technique test testing tests
    therapies therapy training treatment treatments work
    """.split()  # noqa: SIM905 - as a list of quoted words it fills a page
)
"""Words that say too little alone: who asks for "knee pain" is not served by "forefoot pain"."""

_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood.

    Attributes:
        text: What an engine searches for.
        concepts: Terms of the vocabularies that the words name, in order.
    """

    text: Text
    concepts: tuple[Concept, ...] = ()


def parse(question: str, lexicon: Lexicon) -> Parsed:
    """Read a question. Pure; never fails, and an empty answer means nothing was asked for."""
    loose: list[str] = []
    quoted: list[Phrase] = []
    excluded: list[Phrase] = []
    for match in _PIECE.finditer(question[:MAX_LENGTH]):
        if match["minus"]:
            excluded.append(content_words(match["quoted"] or match["plain"] or ""))
        elif match["quoted"] is not None:
            quoted.append(content_words(match["quoted"]))
        else:
            loose += words(match["plain"])
    wanted = tuple(word for word in loose if word not in STOP_WORDS)[:MAX_TERMS]
    pieces = _known_phrases(wanted, lexicon)
    groups = [
        *(TermGroup(" ".join(p), (Member(p),), required=True) for p in quoted[:MAX_TERMS] if p),
        *(_group(piece, lexicon) for piece in pieces),
    ]
    unwanted = tuple(phrase for phrase in excluded[:MAX_TERMS] if phrase)
    concepts = [c for piece in (*quoted, *pieces) for c in lexicon.concepts(piece)]
    return Parsed(Text(tuple(groups), unwanted), tuple(dict.fromkeys(concepts)))


def _known_phrases(wanted: Phrase, lexicon: Lexicon) -> list[Phrase]:
    """Cut words into the longest phrases that are known, and single words between them."""
    pieces: dict[Phrase, None] = {}
    at = 0
    while at < len(wanted):
        length = max(1, lexicon.longest(wanted[at:]))
        pieces[wanted[at : at + length]] = None
        at += length
    return list(pieces)


def _group(piece: Phrase, lexicon: Lexicon) -> TermGroup:
    members = [Member(phrase) for phrase in lexicon.same(piece)]
    if len(piece) > 1:
        telling = (word for word in piece if word not in GENERAL_WORDS)
        members += [Member((word,), LOOSE_WEIGHT) for word in telling]
    return TermGroup(" ".join(piece), tuple(members))
