"""What is asked beside the text itself, and how hits become an answer. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from directory.geo.choice import Hit, is_clear, ordered
from directory.geo.place import Place, Resolution

if TYPE_CHECKING:
    from directory.geo.point import GeoPoint

MOST_ALTERNATIVES = 8


class Question(NamedTuple):
    """A typed place with what helps to understand it.

    Attributes:
        text: From `folding.accepted`.
        hint: ISO code of the country the visitor is likely to mean.
        near: Where the visitor is likely to be.
    """

    text: str
    hint: str | None = None
    near: GeoPoint | None = None


def answer(
    hits: list[Hit], question: Question, *, sure: bool = True, towns_first: bool = False
) -> Resolution:
    """Choose among places that bear the name. Pure.

    Args:
        hits: At least one.
        question: What was asked.
        sure: Whether the text was understood without guessing.
        towns_first: A state was named, so that a state cannot be what lies in it.
    """
    typed = question.text.partition(",")[0]
    ranked = ordered(hits, typed=typed, hint=question.hint, near=question.near)
    if towns_first:
        ranked.sort(key=lambda hit: hit.is_area)
    places = _told_apart([hit.place for hit in ranked])
    clear = sure and is_clear(ranked, hint=question.hint, near=question.near)
    return Resolution(places[0], tuple(places[1 : MOST_ALTERNATIVES + 1]), clear)


def _told_apart(places: list[Place]) -> list[Place]:
    """Let a state say that it is one where a town's label is the same: "Berlin (state)"."""
    labels = Counter(place.label for place in places)
    return [
        replace(place, told_apart=True)
        if place.precision == "admin1" and labels[place.label] > 1
        else place
        for place in places
    ]


def kilometres_apart(one: Place, other: Place) -> float:
    """Measure between two places; a country without towns is far from everything. Pure."""
    if one.point is None or other.point is None:
        return float("inf")
    return one.point.distance_km(other.point)
