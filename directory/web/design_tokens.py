"""The tokens of the design as the style sheet has them, and how well they can be read. Pure.

`assets/css/tokens.css` is the one place where they stand; this reads it, so that the style guide
cannot tell another story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUNDS = ("paper", "leaf", "wash", "action-wash", "ochre-wash", "flag-wash")
"""What words and drawings may stand on."""

WORDS = ("ink", "ink-soft", "action", "action-deep", "flag", "ochre")
"""Colours of words; each may stand on every ground."""

DRAWINGS = ("ink-faint", "edge", "flag-mark", "chain-ink", "score-ink", "focus")
"""Colours of shapes that mean something."""

LEAST_FOR_WORDS = 4.5
"""WCAG 2.2, 1.4.3 Contrast (Minimum), level AA."""

LEAST_FOR_DRAWINGS = 3.0
"""WCAG 2.2, 1.4.11 Non-text Contrast, level AA."""

_TOKEN = re.compile(r"--([a-z0-9-]+):\s*([^;]+);[ ]*(?:/\*\s*(.*?)\s*\*/)?")
_REM_PX = 16


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its value by day and by night, and what it is for."""

    name: str
    light: str
    dark: str
    use: str

    @property
    def px(self) -> float:
        """A length in pixels where nobody has changed the size of text; 0 for what is none."""
        found = re.match(r"([\d.]+)rem", self.light)
        return _REM_PX * float(found.group(1)) if found else 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """How well a colour stands out: the least ratio over all grounds, by day and by night."""

    token: Token
    light: float
    dark: float
    least: float

    @property
    def passes(self) -> bool:
        """Whether both reach what the guideline asks for."""
        return min(self.light, self.dark) >= self.least


def tokens_of(css: str) -> dict[str, Token]:
    """Every token of the sheet by its name, values resolved. Pure.

    Args:
        css: The text of `tokens.css`: a block for the day, one for the night, then others.
    """
    day, night = (_values(block) for block in _blocks(css)[:2])
    light = {name: value for name, (value, _) in day.items()}
    dark = light | {name: value for name, (value, _) in night.items()}
    return {
        name: Token(name, _resolved(name, light), _resolved(name, dark), use)
        for name, (_, use) in day.items()
    }


def contrast(one: str, other: str) -> float:
    """Contrast of two colours like #0d5661, from 1 to 21. Pure.

    Source: WCAG 2.2, definitions of contrast ratio and relative luminance.
    """
    dim, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def readings(tokens: Mapping[str, Token]) -> tuple[Reading, ...]:
    """How every colour of words and of drawings stands out on its worst ground. Pure."""
    asked = [(name, LEAST_FOR_WORDS) for name in WORDS]
    asked += [(name, LEAST_FOR_DRAWINGS) for name in DRAWINGS]
    return tuple(_reading(tokens, name, least) for name, least in asked)


def _reading(tokens: Mapping[str, Token], name: str, least: float) -> Reading:
    token = tokens[name]
    return Reading(
        token,
        min(contrast(token.light, tokens[ground].light) for ground in GROUNDS),
        min(contrast(token.dark, tokens[ground].dark) for ground in GROUNDS),
        least,
    )


def _blocks(css: str) -> list[str]:
    return re.findall(r":root[^{}]*\{([^{}]*)\}", css)


def _values(block: str) -> dict[str, tuple[str, str]]:
    return {name: (value.strip(), use or "") for name, value, use in _TOKEN.findall(block)}


def _resolved(name: str, values: Mapping[str, str]) -> str:
    """A value, with those of the tokens it is made of in their place."""
    return re.sub(
        r"var\(--([a-z0-9-]+)\)", lambda found: _resolved(found.group(1), values), values[name]
    )


def _luminance(colour: str) -> float:
    shades = [int(part, 16) for part in re.findall(r"[0-9a-f]{2}", _long(colour))]
    red, green, blue = (_linear(shade / 255) for shade in shades)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _long(colour: str) -> str:
    """#fff as #ffffff."""
    short = re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])", colour)
    return "#" + "".join(2 * part for part in short.groups()) if short else colour


def _linear(shade: float) -> float:
    return shade / 12.92 if shade <= 0.04045 else ((shade + 0.055) / 1.055) ** 2.4
