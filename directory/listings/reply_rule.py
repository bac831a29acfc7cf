"""Whether an owner's own words tell of somebody who was there, as far as words can show it. Pure.

A health professional may not confirm that anybody was a client, nor deny it. A moderator reads
every reply; this only spares its writer the wait where a word gives it away already.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

OWN_WORDS_LENGTH = 300
"""Letters that may be added to the safe sentences."""

_SOMEBODY = (
    r"(?:client|patient|customer|runner|athlete|person|member|reviewer|individual|gentleman|lady"
    r"|man|woman|guy|girl|boy|mother|father|daughter|son|wife|husband|complainant)"
)
_MONTHS = (
    r"(?:january|february|april|june|july|august|september|october|november|december"
    r"|jan|feb|apr|aug|sept|oct|nov|dec)"
)
_DAYS = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_DID = (
    r"(?:came|were|was|had|did|said|told|asked|claimed|never|left|refused|wanted|missed|cancelled"
    r"|canceled|complained|lied|paid|stopped|returned|visited|attended|wrote)"
)


class Reveal(StrEnum):
    """What own words give away."""

    PERSON = "person"
    """They speak of one person."""
    VISIT = "visit"
    """They confirm or deny that somebody was there."""
    DATE = "date"
    """They say when something was."""
    NAME = "name"
    """They name somebody."""
    DISPUTE = "dispute"
    """They call somebody's word into question."""


_SIGNS = {
    Reveal.PERSON: (
        rf"\b(?:this|that|the|my|our|one|another|former|said|same) (?:\w+ )?{_SOMEBODY}\b(?!s)",
        r"\b(?:these|those|both|two|three|the|my) (?:clients|patients|customers)\b",
        r"\b(?:she|he|her|him|his|hers|herself|himself)\b",
        rf"\b(?:they|somebody|someone|who) {_DID}\b",
        r"\b\d{1,3}[ -]years?[ -]old\b",
    ),
    Reveal.VISIT: (
        rf"\byou {_DID}\b",
        r"\byour (?:\w+ )?(?:visits?|sessions?|appointments?|treatments?|injury|pain|diagnosis)\b",
        r"\bthank you for (?:coming|visiting|your|being)\b",
        r"\b(?:not|never|no longer|was|is|were) (?:a|our|my) (?:\w+ )?(?:client|patient|customer)\b",
        r"\b(?:never|not) (?:been|seen|treated|visited|met|came|come)\b",
        r"\b(?:i|we) (?:treated|saw|remember|recall|examined|diagnosed|discharged|met)\b",
        r"\b(?:our|my|the) (?:records?|files?|notes|charts?)\b",
        r"\bno records?\b",
        r"\b(?:last|first|second|third|final|only) (?:visit|session|appointment) (?:was|with|on)\b",
    ),
    Reveal.DATE: (
        r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b",
        r"\b(?!24/7)\d{1,2}/\d{1,2}\b|\b\d{1,2}\.\d{1,2}\.(?!\d)",
        rf"\b{_MONTHS}\b",
        r"\b(?:in|since|last|of|on|until|early|late|mid|\d{1,2}(?:st|nd|rd|th)?) (?:march|may)\b",
        r"\b(?:march|may) \d",
        rf"\b(?:on|last|that|this) {_DAYS}\b(?!s)",
        r"\blast (?:week|month|year|spring|summer|autumn|fall|winter)\b",
        r"\b(?:days?|weeks?|months?|years?) ago\b",
        r"\byesterday\b",
    ),
    Reveal.NAME: (
        r"\b(?:mr|mrs|ms|miss|mx)\b\.? ?\w",
        r"\b(?:named|called) [^\W\d_]+\b",
    ),
    Reveal.DISPUTE: (
        r"\b(?:liars?|lied|fake|fabricated|slander\w*|libel\w*|defam\w*|jealous\w*)\b",
        r"\b(?:a|is a|was a) lie\b|\b(?:tells?|told|telling|of|all|these|those) lies\b",
        r"\b(?:is|was|are|were) lying\b(?! (?:down|on|in|flat))",
        r"\b(?:untrue|not true|false|made[ -]up|never happened|didn't happen|did not happen)\b",
        r"\b(?:lawyers?|attorneys?|sue|lawsuit|legal action|competitors?|trolls?)\b",
    ),
}
_PATTERNS = {
    reveal: tuple(re.compile(sign, re.IGNORECASE) for sign in signs)
    for reveal, signs in _SIGNS.items()
}
_INITIALS = re.compile(
    r"\b[^\W\d_a-z]\.\s?[^\W\d_a-z]\.|\b[^\W\d_a-z][a-zà-ÿ]+ [^\W\d_a-z]\.(?!\w)"
)
""" "J. S." or "Anna K.": as people are named who are not to be named."""


@dataclass(frozen=True, slots=True)
class Found:
    """What own words give away, and by which words.

    Attributes:
        reveal: What it is.
        words: The words, as they were written.
    """

    reveal: Reveal
    words: str


def find_reveals(text: str) -> list[Found]:
    """What in an owner's own words tells of somebody, the first of each kind. Pure.

    Args:
        text: As it was written; it may be empty.

    Returns:
        Nothing where nothing was found, which is no proof that there is nothing.
    """
    plain = _folded(text)
    found = []
    for reveal, patterns in _PATTERNS.items():
        match = next(filter(None, (pattern.search(plain) for pattern in patterns)), None)
        if match is None and reveal == Reveal.NAME:
            match = _INITIALS.search(plain)
        if match is not None:
            found.append(Found(reveal, match[0].strip()))
    return found


def _folded(text: str) -> str:
    """Text in one way of writing: compatible letters, plain apostrophes, single spaces."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return " ".join(seen.split())
