"""Where an author says what they do not do, so that nobody is found by it. Pure.

"I do not treat knees" must not be rewarded by a search for knees. Careful: a sentence counts only
in one of the forms of `negation_forms`; whatever else has a "not" in it ("not only knees", "it
doesn't stop at the knee") stays as it is. A trigger whose scope other words end follows NegEx
(W. Chapman et al., "A simple algorithm for identifying negated findings and diseases in discharge
summaries", Journal of Biomedical Informatics 34, 2001).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from directory.search.negation_forms import (
    CLAUSE_WITHIN,
    CLAUSES,
    FORMS,
    HINT,
    LABEL,
    NARROWED,
    PASSIVE,
    PASSIVE_CUES,
    PEOPLE_FIRST,
    SENTENCE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.search.negation_forms import Form

Span = tuple[int, int]
"""From the first character to the one after the last."""

_WINDOW = 120
"""Characters around a trigger that are looked at; it bounds the work, whatever the text is."""

_MOST = 250
"""Triggers looked at in one text; it bounds the work of a text that is nothing but triggers."""

_REST = re.compile(r"\b(?:or|nor|and)\b", re.IGNORECASE)


def affirmed(text: str) -> str:
    """A text with what its author denies blanked out, every other character where it was.

    A blank begins with a line break: no phrase is found across it. Pure.
    """
    pieces: list[str] = []
    at = 0
    for start, end in negated(text):
        pieces += (text[at:start], "\n", " " * (end - start - 1))
        at = end
    return "".join((*pieces, text[at:]))


@lru_cache(maxsize=1_024)
def negated(text: str) -> tuple[Span, ...]:
    """Where the author says what they do not do or treat; ordered, disjoint, never empty. Pure."""
    if not HINT.search(text.lower()):
        return ()
    found = [match.span() for match in LABEL.finditer(text)]
    looks = iter(range(_MOST))
    for sentence in SENTENCE.finditer(text):
        asks = text[sentence.end() : sentence.end() + 1] == "?"
        lower = sentence.group().lower()
        if asks or not HINT.search(lower):
            continue
        spans = (
            *_denied(sentence.group(), lower, looks),
            *_passive(sentence.group(), lower, looks),
        )
        found += [(sentence.start() + start, sentence.start() + end) for start, end in spans]
    return tuple(_merged(found))


def _denied(sentence: str, lower: str, looks: Iterator[int]) -> Iterator[Span]:
    """What the forms deny that name what follows them."""
    for form in FORMS:
        if not any(cue in lower for cue in form.cues):
            continue
        for match, _ in zip(form.trigger.finditer(sentence), looks, strict=False):
            start = match.start(match.lastgroup or 0)
            end = _scope_end(form, sentence, match.end())
            if _denies(form, sentence, start, match.end(), end):
                yield start, end


def _denies(form: Form, sentence: str, start: int, at: int, end: int) -> bool:
    """Whether a form is really a denial, by what it denies and what stands around it."""
    scope = sentence[at:end]
    return (
        len(scope.split()) <= form.longest
        and not form.void.search(scope)
        and not form.unless_before.search(sentence[max(0, start - _WINDOW) : start])
        and not NARROWED.match(sentence, end, end + _WINDOW)
        and not PEOPLE_FIRST.search(sentence, end, end + _WINDOW)
    )


def _passive(sentence: str, lower: str, looks: Iterator[int]) -> Iterator[Span]:
    """What is denied before it is said: "children are not seen here"."""
    if not any(cue in lower for cue in PASSIVE_CUES):
        return
    for match, _ in zip(PASSIVE.finditer(sentence), looks, strict=False):
        window = sentence[max(0, match.start() - _WINDOW) : match.start()]
        what = CLAUSES.split(window)[-1].lstrip()
        if what and not CLAUSE_WITHIN.search(what):
            yield match.start() - len(what), match.end()


def _scope_end(form: Form, sentence: str, at: int) -> int:
    """Where the denial that begins at `at` is over."""
    furthest = min(len(sentence), at + 2 * _WINDOW)
    stop = form.ends.search(sentence, at, furthest)
    end = stop.start() if stop else furthest
    comma = sentence.find(",", at, end)
    if comma >= 0 and not (form.lists and _goes_on(sentence[comma:end], whole=stop is None)):
        end = comma
    return at + len(sentence[at:end].rstrip(" ,"))


def _goes_on(after: str, *, whole: bool) -> bool:
    """Whether what stands after a comma goes on with a list: ", hips or shoulders"."""
    short = all(len(piece.split()) <= 4 for piece in after.split(","))
    return whole and short and bool(_REST.search(after))


def _merged(spans: list[Span]) -> Iterator[Span]:
    """The spans in order, those that overlap as one."""
    last: Span | None = None
    for start, end in sorted(spans):
        if last and start < last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last
