"""The passage of a listing's free text that shows best what was asked for. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from directory.search.lexicon import content_words
from directory.search.negation import affirmed
from directory.search.occurrences import occurrences
from directory.search.whoosh_schema import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from directory.search.query import TermGroup

MAX_LENGTH = 140
"""Characters of a passage, without its ellipses: three lines on a phone."""

ELLIPSIS = "…"

_SHORT = 40
"""A passage up to this length brings the next sentence along, if that fits."""

_LEAD = 3
"""Of the room that matches leave, one part in this many goes before them."""

_MOST = 60
"""Matches looked at in one text; a text that repeats its words more often says no more by it."""

_FIELD = "bio"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s+[^\s\Wa-z]|\s*$)")
_BLANK = re.compile(r"\s+")
_OPENING = re.compile(r"[\s\-*•·]*")


class Part(NamedTuple):
    """A piece of a passage, and whether it is what was asked for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage in the listing's own words; its parts joined are the text to read."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The passage without its marks."""
        return "".join(part.text for part in self.parts)

    def shows(self, words: str) -> bool:
        """Whether these words, in any inflection, stand marked in the passage."""
        marked = {word for part in self.parts if part.marked for word in _stems(part.text)}
        return marked.issuperset(_stems(words))


class _Match(NamedTuple):
    start: int
    end: int
    group: int
    worth: float
    whole: bool


class _Passage(NamedTuple):
    """A candidate: a line, the stretch of it that has to be shown, and all that matches in it."""

    worth: float
    line: str
    first: int
    last: int
    matches: list[_Match]
    whole: bool


def snippet_of(
    bio: str, notes: Iterable[str], groups: Sequence[TermGroup], said: Iterable[str] = ()
) -> Snippet | None:
    """The best passage for what was asked, or nothing when there is none worth its place.

    The best is the one with the most of the groups asked for, whole phrases before single words
    of them; of equals the first. It does not leave its paragraph.

    Args:
        bio: What the listing says about the person.
        notes: What it says about single terms: too little to be shown for a word of a phrase.
        groups: What was asked for.
        said: What stands on the card already; a passage that says no more is left out.
    """
    passages = [
        *_passages(bio, groups),
        *(found for note in notes for found in _passages(note, groups) if found.whole),
    ]
    if not passages:
        return None
    snippet = _built(max(passages, key=lambda passage: passage.worth))
    known = {word for words in said for word in _stems(words)}
    return None if known.issuperset(_stems(snippet.text)) else snippet


def _passages(text: str, groups: Sequence[TermGroup]) -> Iterator[_Passage]:
    """The stretches of a text that start with a match and are short enough to be shown."""
    matches = sorted(_matches(text, groups))[:_MOST]
    start = 0
    for line in text.splitlines(keepends=True) if matches else ():
        here = [
            match._replace(start=match.start - start, end=match.end - start)
            for match in matches
            if start <= match.start < start + len(line)
        ]
        for number, first in enumerate(here):
            near = [match for match in here[number:] if match.end <= first.start + MAX_LENGTH]
            if not any(m.group == first.group and m.worth > first.worth for m in near):
                yield _passage(line, here, near or [first])
        start += len(line)


def _matches(text: str, groups: Sequence[TermGroup]) -> Iterator[_Match]:
    meant = affirmed(text)
    for number, group in enumerate(groups):
        for member in group.members:
            if _FIELD in member.fields:
                found = occurrences(meant, member.phrase, _FIELD)
                for start, end in islice(found, _MOST):
                    worth = member.weight * group.weight
                    yield _Match(start, end, number, worth, member.weight >= 1.0)


def _passage(line: str, here: list[_Match], near: Sequence[_Match]) -> _Passage:
    """The stretch from the first of some matches to the last that adds to its worth."""
    best: dict[int, float] = {}
    last = near[0].end
    for match in near:
        if match.worth > best.get(match.group, 0.0):
            best[match.group] = match.worth
            last = max(last, match.end)
    whole = any(match.whole for match in near)
    return _Passage(sum(best.values()), line, near[0].start, last, here, whole)


def _built(passage: _Passage) -> Snippet:
    """The stretch with words around it, as far as there is room, and its marks."""
    line = passage.line.rstrip()
    sentence = _sentence_start(line, passage.first)
    start = _start(line, sentence, passage.first, passage.last)
    end = _end(line, start, passage.last)
    whole = end == len(line) or end in _sentence_ends(line, start, end)
    parts = [
        Part("" if start == sentence else ELLIPSIS, marked=False),
        *_parts(line, start, end, _marks(line, passage.matches)),
        Part("" if whole else ELLIPSIS, marked=False),
    ]
    return Snippet(tuple(part for part in parts if part.text))


def _sentence_start(line: str, at: int) -> int:
    """Where the sentence begins that a position stands in."""
    before = _sentence_ends(line, 0, at)
    opening = _OPENING.match(line, before[-1] if before else 0)
    return min(at, opening.end()) if opening else at


def _sentence_ends(line: str, start: int, end: int) -> list[int]:
    """Where sentences end between two positions."""
    return [match.end() for match in _SENTENCE_END.finditer(line, start) if match.end() <= end]


def _start(line: str, sentence: int, first: int, last: int) -> int:
    """Where a passage begins: with its sentence, or else a few words before its first match."""
    if last - sentence <= MAX_LENGTH:
        return sentence
    room = max(0, MAX_LENGTH - (last - first)) // _LEAD
    blank = _BLANK.search(line, max(sentence, first - room), first)
    return blank.end() if blank else first


def _end(line: str, start: int, last: int) -> int:
    """Where a passage ends: with a sentence, or else with the last word there is room for."""
    limit = max(last, start + MAX_LENGTH)
    sentences = [end for end in _sentence_ends(line, start, limit) if end >= last]
    long_enough = [end for end in sentences if end - start > _SHORT]
    if sentences:
        return (long_enough or sentences[-1:])[0]
    if len(line) <= limit:
        return len(line)
    blanks = [match.start() for match in _BLANK.finditer(line, last, limit + 1)]
    return blanks[-1] if blanks else max(last, limit)


def _marks(line: str, matches: Iterable[_Match]) -> list[tuple[int, int]]:
    """The matches as stretches to mark; those that touch or overlap are one."""
    marks: list[tuple[int, int]] = []
    for match in matches:
        if marks and not line[marks[-1][1] : match.start].strip():
            marks[-1] = (marks[-1][0], max(marks[-1][1], match.end))
        else:
            marks.append((match.start, match.end))
    return marks


def _parts(line: str, start: int, end: int, marks: Iterable[tuple[int, int]]) -> Iterator[Part]:
    """A stretch of a line cut at its marks, with single blanks."""
    at = start
    for first, last in marks:
        if start <= first and last <= end:
            yield Part(_BLANK.sub(" ", line[at:first]), marked=False)
            yield Part(_BLANK.sub(" ", line[first:last]), marked=True)
            at = last
    yield Part(_BLANK.sub(" ", line[at:end]), marked=False)


def _stems(text: str) -> set[str]:
    return {stem(word) for word in content_words(text)}
