"""What a question says it does not want: "hip pain, not a chiropractor", "no injections". Pure.

Only treatments and professions are set apart: "can't run without knee pain" is about knee pain, and
"no insurance" is about paying oneself. What is not wanted puts a listing further down, it does not
take it out: a therapist may well mention the injections somebody had before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.search.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.search.lexicon import Lexicon
    from directory.search.query import Phrase

LONGEST = 3
"""Words of the longest thing that is set apart."""

_DENIALS = frozenset(
    "not no without avoid avoids avoiding except nor non never wont doesnt dont".split()  # noqa: SIM905 - reads as it is said
)
_PAIRS = frozenset({("instead", "of"), ("rather", "than"), ("other", "than"), ("anything", "but")})
_BETWEEN = frozenset(
    "a an any the another more into do does doing use using get getting have having by to with want wants like push offer".split()  # noqa: SIM905 - reads as it is said
)
_LINKS = frozenset({"or", "and", "nor", "no", "not"})
_SUBJECT_OF = frozenset(
    """
    can could did does had has have helped helps here knows nearby near around seems was were will
    would works worked
    """.split()  # noqa: SIM905 - as a list of quoted words it fills half a page
)
"""After these it is no wish: "no physio could help me"."""

TREATMENTS = frozenset(
    """
    adjustment adjustments braces brace cortisone cracking cupping drugs injection injections
    insoles manipulation manipulations medication medications meds needle needles needling
    operation opioids orthotics painkillers pills popping shots steroid steroids surgeon surgeons
    surgeries surgery surgical tape taping
    """.split()  # noqa: SIM905 - as a list of quoted words it fills half a page
)
"""Words of treatments that people do without, beside the modalities and professions."""

_DOERS = dict.fromkeys(("surgery", "surgeries", "surgical", "operation"), "surgeon")
"""Who is meant: therapists treat people after surgery, which is nothing to avoid."""

_DONE_BY_SOMEBODY = frozenset({"profession", "modality"})


def set_apart(folded: Sequence[str], lexicon: Lexicon) -> tuple[list[str], list[Phrase]]:
    """Part what is wanted from what is not.

    Args:
        folded: All words of a question in order, stop words among them.
        lexicon: Knows what is a treatment or a profession.

    Returns:
        The words without what is denied, and the phrases denied.
    """
    kept: list[str] = []
    denied: list[Phrase] = []
    at = 0
    while at < len(folded):
        end, found = _denied_from(folded, at, lexicon)
        if found:
            denied += found
            at = end
        else:
            kept.append(folded[at])
            at += 1
    return kept, denied


def _denied_from(folded: Sequence[str], at: int, lexicon: Lexicon) -> tuple[int, list[Phrase]]:
    """Where a denial that begins here ends, and what it denies."""
    if tuple(folded[at : at + 2]) in _PAIRS:
        at += 2
    elif folded[at] in _DENIALS:
        at += 1
    else:
        return at, []
    found: list[Phrase] = []
    end = at
    while True:
        start = _past(folded, at, _BETWEEN)
        length = _length(folded, start, lexicon)
        if not length:
            return end, found
        said = (word for word in folded[start : start + length] if word not in STOP_WORDS)
        found.append(tuple(_DOERS.get(word, word) for word in said))
        end = start + length
        at = _past(folded, end, _LINKS)
        if at == end:
            return end, found


def _past(folded: Sequence[str], at: int, words: frozenset[str]) -> int:
    while at < len(folded) and folded[at] in words:
        at += 1
    return at


def _length(folded: Sequence[str], at: int, lexicon: Lexicon) -> int:
    """How many words from here on name a treatment or a profession; 0 for none."""
    for length in range(min(LONGEST, len(folded) - at), 0, -1):
        row = folded[at : at + length]
        following = folded[at + length : at + length + 1]
        if following and following[0] in _SUBJECT_OF:
            continue
        if row[0] in STOP_WORDS or row[-1] in STOP_WORDS:
            continue
        if length == 1 and row[0] in TREATMENTS:
            return length
        concepts = lexicon.concepts(tuple(word for word in row if word not in STOP_WORDS))
        if any(concept.vocabulary in _DONE_BY_SOMEBODY for concept in concepts):
            return length
    return 0
