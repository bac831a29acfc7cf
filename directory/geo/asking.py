"""Takes away what people say around a place: "near", "downtown", "Portland area". Pure."""

from __future__ import annotations

import re

_DISTANCE = r"\d+(?:[.,]\d+)?\s*(?:miles?|mi|km|kms|kilomet(?:er|re)s?|kilometern?|minutes?|min)"
_BEFORE = (
    rf"(?:with)?in (?:a )?{_DISTANCE}(?: radius)? (?:of|from)",
    rf"{_DISTANCE} (?:of|from|away from|around|um|von|de)",
    "in der nähe von|in der naehe von|nähe|naehe|nahe|bei|rund um|umgebung(?: von)?|um",
    "gro(?:ß|ss)raum|raum|stadt|région de|region de|près de|pres de|proche de|autour de|environs de",
    "aux alentours de|à|cerca de|alrededor de|en|ciudad de|vicino a|nei pressi di|zona",
    "in de buurt van|omgeving|regio|bij|i närheten av|nära|i nærheden af|nær|i nærheten av",
    "close to|next to|near to|nearby to|near|nearby|around|about|in|at|by|from|within",
    "(?:just )?outside(?: of)?|(?:north|south|east|west) of|vicinity of|suburbs? of|outskirts of",
    "(?:the )?(?:city|town|village|state|province|region|greater|metro|metropolitan) (?:area )?of",
    "(?:the )?(?:down|mid|up)town|(?:city )?cent(?:er|re) of|central|inner|greater|metro(?:politan)?",
    "anywhere in|somewhere in|all of|the|my area in",
)
_AFTER = (
    "metro(?:politan)?(?: area| region)?|areas?|region|downtown|suburbs?|vicinity",
    "(?:city|town) cent(?:er|re)|(?:and )?surround(?:ings|ing areas?)|proper|cbd",
    "(?:und |& )?umgebung|stadtmitte|zentrum|innenstadt|et environs|et alentours|centre-ville",
    "y alrededores|centro|e dintorni|en omgeving|near me|please",
)
_FIRST = re.compile(rf"(?:{'|'.join(_BEFORE)})\b[\s:]*(?=\w)", re.IGNORECASE)
_LAST = re.compile(rf"(?<=\w)[\s-]+(?:{'|'.join(_AFTER)})$", re.IGNORECASE)
_MOST_WORDS = 4
_HERE = frozenset(
    """
me my location
my location
my current location
current location
my position
my area
my place
my house
my home
here
nearby
close by
closest
nearest
around here
near here
near me
near my location
near you
close to me
around me
in my area
anywhere
mein standort
in meiner nähe
près de moi
autour de moi
cerca de mí
cerca de mi
vicino a me
""".strip().splitlines()
)


_TOO_LARGE = frozenset(
    """
midwest
the midwest
new england
pacific northwest
the pacific northwest
pnw
west coast
east coast
the south
deep south
southwest
the southwest
scandinavia
europe
european union
eu
asia
africa
oceania
north america
south america
latin america
middle east
the middle east
benelux
balkans
world
worldwide
international
nationwide
""".strip().splitlines()
)
"""Parts of the world that are no state or country, but whose names some small town bears."""

_BLANK = frozenset({"", "nan", "null", "none", "n/a", "undefined", "unknown", "inf", "-inf"})
"""What programs write where there is nothing."""


def without_asking(text: str) -> str:
    """Give a typed place without the words that only say how near to it. Pure.

    Args:
        text: From `folding.accepted`.

    Returns:
        The rest, never empty unless the text is; the text itself if there are no such words.
    """
    for _ in range(_MOST_WORDS):
        parts = [_LAST.sub("", part.strip()) for part in text.split(",")]
        shorter = _FIRST.sub("", ", ".join(parts), count=1) if _FIRST.match(text) else None
        shorter = shorter if shorter is not None else ", ".join(parts)
        if shorter == text or not shorter:
            break
        text = shorter
    return text


def says_nothing(text: str) -> bool:
    """Tell whether a text is empty, or says "here" or "Europe", of which there is no place. Pure."""
    parts = {" ".join(part.split()) for part in text.casefold().replace("?", "").split(",")}
    return parts <= _HERE | _BLANK | _TOO_LARGE
