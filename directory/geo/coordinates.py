"""Reads coordinates as people copy them: decimal, degrees with minutes, with N and W, from a link. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from directory.geo.point import GeoPoint

_WORDS = re.compile(
    r"\b(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng|coord(?:inate)?s?|gps|geo)\b\s*[:=]?",
    re.IGNORECASE,
)
_QUERY = re.compile(r"(?<=\d)[;?][a-z]+=.*$", re.IGNORECASE)  # of a geo: link, RFC 5870
_TYPOGRAPHY = str.maketrans(
    {
        "\N{MINUS SIGN}": "-",
        "\N{EN DASH}": "-",
        "\N{PRIME}": "'",
        "\N{DOUBLE PRIME}": '"',
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    }
)
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_ANGLE = re.compile(
    r"""(?P<before>[NSEW])?\s*
    (?P<degrees>[+-]?\d{1,3}(?:\.\d{1,15})?)
    (?:\s*(?:°|º|o(?![a-df-mo-rt-vx-z])|deg(?:rees)?\b))?
    (?:\s*(?P<minutes>\d{1,2}(?:\.\d{1,12})?)\s*')?
    (?:\s*(?P<seconds>\d{1,2}(?:\.\d{1,12})?)\s*(?:"|''))?
    (?(before)|\s*(?P<after>[NSEW](?![a-z]))?)""",
    re.VERBOSE | re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,;/]?\s*")
_BRACKETS = "()[]{}<> @"


class _Angle(NamedTuple):
    # No "O": it is east in German and west in French, Italian and Spanish.
    degrees: float
    side: str
    is_marked: bool


def coordinates_in(text: str) -> GeoPoint | None:
    """Give the point that a text states, if it is coordinates and nothing else. Pure.

    Two whole numbers alone are not: they may be anything.

    Args:
        text: From `folding.accepted`.

    Raises:
        CoordinatesOutOfRange: They are no place on the earth.
    """
    bare = _QUERY.sub("", _WORDS.sub(" ", text.translate(_TYPOGRAPHY))).strip(_BRACKETS + ":")
    angles = _pair(bare)
    if angles is None and len(_DECIMAL_COMMA.findall(bare)) == 2:
        angles = _pair(_DECIMAL_COMMA.sub(".", bare))
    if angles is None or not any(angle.is_marked for angle in angles):
        return None
    first, second = angles
    if first.side in {"E", "W"} or second.side in {"N", "S"}:
        first, second = second, first
    return GeoPoint(first.degrees, second.degrees)


def _pair(text: str) -> tuple[_Angle, _Angle] | None:
    first = _ANGLE.match(text)
    if first is None:
        return None
    between = _BETWEEN.match(text, first.end())
    second = _ANGLE.fullmatch(text, between.end() if between else first.end())
    if second is None or (between and not between[0] and text[: first.end()][-1:].isdigit()):
        return None
    angles = _angle(first), _angle(second)
    sides = {angle.side for angle in angles}
    fits = sides == {""} or (len(sides) == 2 and sides & {"N", "S"} and sides & {"E", "W"})
    return angles if fits else None


def _angle(match: re.Match[str]) -> _Angle:
    degrees = float(match["degrees"])
    part = float(match["minutes"] or 0) / 60 + float(match["seconds"] or 0) / 3600
    degrees += -part if match["degrees"].startswith("-") else part
    side = (match["before"] or match["after"] or "").upper()
    if side in {"S", "W"} and degrees > 0:
        degrees = -degrees
    is_marked = bool(side) or not match[0].strip().lstrip("+").isdigit()
    return _Angle(degrees, side, is_marked)
