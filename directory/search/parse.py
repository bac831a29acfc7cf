"""Reading what a visitor typed: words, "phrases" and -exclusions, and nothing else. Pure.

Nobody can name fields, wildcards, ranges or fuzzy operators from outside: every other sign only
separates words. The work is bounded by the caps below, whatever is typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.search.lexicon import content_words
from directory.search.pieces import Piece, pieces
from directory.search.query import TEXT_FIELDS, Member, TermGroup, Text
from directory.search.unwanted import set_apart
from directory.search.wording import (
    DIRECTIONS,
    EMPTY_ALONE,
    GENERAL_WORDS,
    PAIN_WORDS,
    RUNNING_WORDS,
    is_filler,
    said,
)
from directory.search.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from directory.search.lexicon import Concept, Lexicon
    from directory.search.query import Phrase

MAX_LENGTH = 300
"""Characters of a question that are read; the form refuses longer ones before."""

MAX_TERMS = 24
"""Words of a question that are searched for; the rest is left out."""

LONG = 6
"""Content words above which a question is told rather than keyed in."""

LOOSE_WEIGHT = 0.4
"""What a telling word of a known phrase is worth alone: "gait" when "gait analysis" was asked."""

PART_WEIGHT = 0.5
"""What the body part weighs beside what its description suggests: knees beside the IT band."""

LOOSE_PART_WEIGHT = 0.7
"""What the bare body part is worth when pain in it was described."""

RUNNING_WEIGHT = 0.3
"""What "running" weighs beside something to look for."""

UNKNOWN_WEIGHT = 0.5
"""What a word nobody explained weighs in a long question that has known ones."""

NAME_WEIGHT = 0.5
"""What a word is worth in names when it is an abbreviation elsewhere: Art, of active release."""

INITIAL = 0.2
"""What an initial weighs beside a name: J. Okafor is not any other J."""

_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')
_ABOUT_A_BODY = frozenset({"condition", "region"})


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
    plain: list[str] = []
    quoted: list[Phrase] = []
    excluded: list[Phrase] = []
    for match in _PIECE.finditer(question[:MAX_LENGTH]):
        if match["minus"]:
            excluded.append(content_words(match["quoted"] or match["plain"] or ""))
        elif match["quoted"] is not None:
            quoted.append(content_words(match["quoted"]))
        else:
            plain.append(match["plain"])
    required = [phrase for phrase in quoted[:MAX_TERMS] if phrase]
    wished, denied = set_apart(words(" ".join(plain)), lexicon)
    content = tuple(said(wished))[:MAX_TERMS]
    long = len(content) > LONG
    told = _telling(pieces(content, lexicon), lexicon, beside=bool(required), long=long)
    groups = [
        *(TermGroup(" ".join(phrase), (Member(phrase),), required=True) for phrase in required),
        *_groups(told, lexicon, long=long),
    ]
    barred = tuple(phrase for phrase in excluded[:MAX_TERMS] if phrase)
    unwanted = tuple(_denied(phrase, lexicon) for phrase in denied[:MAX_TERMS])
    about = [Piece(phrase, lexicon.key(phrase)) for phrase in required] + told
    concepts = dict.fromkeys(c for piece in about for c in _concepts(piece, lexicon))
    return Parsed(Text(tuple(groups), barred, unwanted), tuple(concepts))


def _denied(phrase: Phrase, lexicon: Lexicon) -> TermGroup:
    key = lexicon.key(phrase)
    members = lexicon.members(key) if lexicon.known(key) else (Member(phrase),)
    return TermGroup(" ".join(phrase), members)


def _telling(found: Sequence[Piece], lexicon: Lexicon, *, beside: bool, long: bool) -> list[Piece]:
    """Leave out what only fills, beside what tells; if nothing tells, the best there is stays.

    "Running" stays beside a craft ("massage for runners"), not beside a complaint ("hip pain
    when running"). A few words of which none is known may be a name, and stay whole.
    """
    standing = [_standing(piece, lexicon) for piece in found]
    best = max([*standing, 2 if beside else 0])
    if best == 2 and not (beside or long or any(piece.key for piece in found)):
        return [piece for piece in found if not piece.words[0].isdigit()]
    about = (concept for piece in found for concept in _concepts(piece, lexicon))
    sore = any(concept.vocabulary in _ABOUT_A_BODY for concept in about)
    least = 1 if best == 2 and not sore else best
    return [
        piece
        for piece, stands in zip(found, standing, strict=True)
        if stands == best or (stands >= least and piece.words[0] in RUNNING_WORDS)
    ]


def _concepts(piece: Piece, lexicon: Lexicon) -> tuple[Concept, ...]:
    """What a piece is about; one about no entry is about the body parts it names."""
    if piece.key is None:
        return ()
    named = (c for word in piece.words for c in lexicon.concepts((word,)))
    return lexicon.concepts_of(piece.key) or tuple(c for c in named if c.vocabulary == "region")


def _standing(piece: Piece, lexicon: Lexicon) -> int:
    """2 for what tells, 1 for words that say little, 0 for fillers."""
    meant_otherwise = piece.key is not None and piece.key != lexicon.key(piece.words)
    if len(piece.words) > 1 or meant_otherwise:
        return 2
    (word,) = piece.words
    if word in EMPTY_ALONE or word in RUNNING_WORDS:
        return 1
    return 0 if is_filler(word) or word in DIRECTIONS else 2


def _groups(told: Sequence[Piece], lexicon: Lexicon, *, long: bool) -> Iterator[TermGroup]:
    keys = {piece.key for piece in told}
    known = any(keys)
    for piece in told:
        if piece.key is None:
            yield _unknown(piece.words, UNKNOWN_WEIGHT if long and known else 1.0)
            continue
        yield _group(piece, piece.key, lexicon, alone=len(told) == 1)
        part = _part(piece, piece.key, lexicon)
        if part and lexicon.key(part.members[0].phrase) not in keys:
            yield part


def _unknown(phrase: Phrase, weight: float) -> TermGroup:
    """Words that nobody explained; a single letter is an initial, and says little."""
    if all(len(word) == 1 for word in phrase):
        return TermGroup(" ".join(phrase), (Member(phrase, fields=("name",)),), weight=INITIAL)
    return TermGroup(" ".join(phrase), (Member(phrase),), weight=weight)


def _group(piece: Piece, key: Phrase, lexicon: Lexicon, *, alone: bool) -> TermGroup:
    weight = lexicon.weight(key)
    if not alone and len(piece.words) == 1 and piece.words[0] in RUNNING_WORDS:
        weight = RUNNING_WEIGHT
    return TermGroup(" ".join(piece.words), _members(piece, lexicon), weight=weight)


def _members(piece: Piece, lexicon: Lexicon) -> tuple[Member, ...]:
    """The visitor's own words, what may stand for them, and their telling words for less."""
    key = piece.key or ()
    own = Member(piece.words, fields=lexicon.fields(key))
    members = {lexicon.key(own.phrase): own}
    for member in lexicon.members(key):
        members.setdefault(lexicon.key(member.phrase), member)
    if len(piece.words) > 1 and lexicon.weight(key) >= 1.0:
        for word in piece.words:
            if _tells_alone(word):
                members.setdefault(lexicon.key((word,)), Member((word,), LOOSE_WEIGHT))
    named = [] if own.fields == TEXT_FIELDS else [Member(own.phrase, NAME_WEIGHT, ("name",))]
    return (*members.values(), *named)


def _tells_alone(word: str) -> bool:
    general = word in GENERAL_WORDS or word in DIRECTIONS or word in RUNNING_WORDS
    return not general and len(word) > 1 and not is_filler(word)


def _part(piece: Piece, key: Phrase, lexicon: Lexicon) -> TermGroup | None:
    """The body part that a lay description is about, as a complaint of its own."""
    plain = lexicon.weight(key) >= 1.0
    where = DIRECTIONS.isdisjoint(piece.words) or PAIN_WORDS.isdisjoint(piece.words)
    if len(piece.words) == 1 or (plain and where):
        return None
    for word in piece.words:
        if any(concept.vocabulary == "region" for concept in lexicon.concepts((word,))):
            sore = Member((word, "pain"))
            return TermGroup(word, (sore, Member((word,), LOOSE_PART_WEIGHT)), weight=PART_WEIGHT)
    return None
