"""What an answer is worth: right, asked, missed or wrong. Pure but for the questions it asks."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from directory.geo.failures import PlaceNotFound
from directory.geo.point import GeoPoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.places.cases import Case, Truth
    from directory.geo.gazetteer import Gazetteer
    from directory.geo.place import Place


class Verdict(StrEnum):
    """What a visitor is left with.

    `ASKED` is one click from the truth: it is among the alternatives, or in "did you mean".
    `MISSED` says honestly that nothing was found. `WRONG` shows a place, and the truth is nowhere
    on the page: this is what "confidently wrong" means here, however sure the gazetteer says it is.
    """

    RIGHT = "right"
    ASKED = "asked"
    MISSED = "missed"
    WRONG = "wrong"


class Shown(NamedTuple):
    """What a visitor sees of an answer.

    Attributes:
        place: The guess; `None` where nothing was found.
        others: Alternatives or, where nothing was found, what "did you mean" leads to.
        confident: Whether the guess may be acted on without asking.
    """

    place: Place | None
    others: tuple[Place, ...]
    confident: bool

    def offers(self, truth: Truth, km: float) -> bool:
        """Tell whether a truth is the guess or one click away."""
        places = (*([self.place] if self.place else []), *self.others)
        return any(fits(place, truth, km) for place in places)


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with its answer and what that is worth."""

    case: Case
    shown: Shown
    verdict: Verdict


def ask(gazetteer: Gazetteer, text: str) -> Shown:
    """Ask as the search page does, and follow what it suggests."""
    try:
        found = gazetteer.resolve(text)
    except PlaceNotFound as failure:
        return Shown(None, tuple(_led_to(gazetteer, failure.suggestions)), confident=False)
    return Shown(found.place, found.alternatives, found.confident)


def _led_to(gazetteer: Gazetteer, suggestions: tuple[str, ...]) -> Iterator[Place]:
    for suggestion in suggestions:
        with suppress(PlaceNotFound):
            yield gazetteer.resolve(suggestion).place


def judge(case: Case, shown: Shown) -> Judged:
    """Compare an answer with what is wanted. Pure."""
    return Judged(case, shown, _verdict(case, shown))


def fits(place: Place, truth: Truth, km: float) -> bool:
    """Tell whether a place is where the truth is. Pure."""
    if isinstance(truth, GeoPoint):
        return place.point is not None and place.point.distance_km(truth) <= km
    return place.area is not None and place.area.code == truth


def _verdict(case: Case, shown: Shown) -> Verdict:
    if case.want == "none":
        return Verdict.WRONG if shown.place else Verdict.RIGHT
    offered = [truth for truth in case.truths if shown.offers(truth, case.km)]
    if _is_right(case, shown, len(offered)):
        return Verdict.RIGHT
    if offered and not (_is_sure(case) and shown.confident and len(offered) < len(case.truths)):
        return Verdict.ASKED
    return Verdict.WRONG if shown.place else Verdict.MISSED


def _is_sure(case: Case) -> bool:
    """Tell whether being sure is a mistake."""
    return case.want in {"ask", "both", "doubt"}


def _is_right(case: Case, shown: Shown, offered: int) -> bool:
    first = shown.place is not None and fits(shown.place, case.truths[0], case.km)
    every = offered == len(case.truths)
    if case.want in {"place", "area"}:
        return first
    if case.want == "offered":
        return every
    if case.want == "doubt":
        return shown.place is None or (every and not shown.confident)
    return every and not shown.confident and (first or case.want == "ask")
