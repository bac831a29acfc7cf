"""Words as they are written where somebody works. Pure."""

from __future__ import annotations

import re

_AMERICAN = {
    "programme": "program",
    "mobilise": "mobilize",
    "mobilised": "mobilized",
    "mobilisation": "mobilization",
    "metres": "meters",
    "practising": "practicing",
    "practise": "practice",
    "centre": "center",
    "colour": "color",
    "sceptical": "skeptical",
    "orthopaedic": "orthopedic",
    "orthopaedics": "orthopedics",
    "pavement": "sidewalk",
    "neighbourhood": "neighborhood",
    "neighbours": "neighbors",
    "honour": "honor",
    "favourite": "favorite",
    "at university": "in college",
    "physio": "physical therapist",
    "physios": "physical therapists",
    "has a lift": "has an elevator",
    "rucksacks": "backpacks",
    "press-up": "push-up",
}
_COMMONWEALTH = {"physical therapy": "physiotherapy", "physical therapist": "physiotherapist"}
_MILES = ("US", "GB")

_TO_PLURAL = (
    (re.compile(r"\bI am\b"), "we are"),
    (re.compile(r"\bI was\b"), "we were"),
    (re.compile(r"\bI\b"), "we"),
    (re.compile(r"\bwe'm\b"), "we're"),
    (re.compile(r"\bmy\b"), "our"),
    (re.compile(r"\bMy\b"), "Our"),
    (re.compile(r"\bme\b"), "us"),
    (re.compile(r"\bmyself\b"), "ourselves"),
)


def spelled(text: str, country: str) -> str:
    """Write a text, made in British English, as in the country."""
    if country == "US":
        return _replaced(text, _AMERICAN)
    if country == "CA":
        return text
    return _replaced(text, _COMMONWEALTH)


def mile(country: str) -> str:
    """The unit people count a run in."""
    return "mile" if country in _MILES else "kilometre"


def as_practice(text: str) -> str:
    """Let a practice say "we" where a person says "I"."""
    for pattern, plural in _TO_PLURAL:
        text = pattern.sub(plural, text)
    return re.sub(r"(^|[.!?]\s+|\n)we\b", lambda match: match.group(1) + "We", text)


def _replaced(text: str, words: dict[str, str]) -> str:
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
    return pattern.sub(lambda match: _cased(match.group(), words[match.group().lower()]), text)


def _cased(original: str, replacement: str) -> str:
    if not original[0].isupper():
        return replacement
    if " " in original and original.istitle():
        return replacement.title()
    return replacement[0].upper() + replacement[1:]
