"""The filters of a results page: each choice with its count and its link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.geo.point import km_from_miles
from directory.http.facets import ANSWERED, YES, facet_keys, filter_name, key_label
from directory.http.translation import gettext as _
from directory.http.units import Units
from directory.web.formats import price, radius

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.search.results import Results
    from directory.web.links import SearchLinks

SHOWN = (
    "kind",
    "region",
    "method",
    "modality",
    "payment",
    "price",
    "score",
    "accepting",
    "telehealth",
    "condition",
    "stage",
    "language",
    "profession",
    "verified",
)
"""Filters in the order people need them; the chain comes right after the kind."""

IN_ORDER = frozenset({"kind", "region", "stage"})
"""Filters whose own order says something; the others put the commonest first."""

FIRST = 5
"""Choices shown at once; the rest opens."""

LEAST_SCORES = (50.0, 60.0, 70.0, 80.0)
PRICES = (50, 75, 100, 150, 200, 300)
RADII_KM = (5, 10, 25, 40, 80, 160)
RADII_MILES = (5, 10, 25, 50, 100)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be switched on or off by its link.

    Attributes:
        label: Its words under the heading of its filter.
        alone: Its words where that heading is not seen, as on a chip; empty where `label` will do.
    """

    label: str
    url: str
    chosen: bool
    count: int | None = None
    alone: str = ""

    @property
    def chip(self) -> str:
        """Its words on a chip."""
        return self.alone or self.label


@dataclass(frozen=True, slots=True)
class FacetList:
    """One filter.

    Attributes:
        choices: Shown at once.
        more: Shown when opened.
        unstated: Switch for listings that do not state it; `None` where all do, or where the
            filter is not in use.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()
    unstated: Choice | None = None

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """What is switched on."""
        return tuple(choice for choice in (*self.choices, *self.more) if choice.chosen)


def facets_of(found: Results, links: SearchLinks) -> tuple[FacetList, ...]:
    """All filters that have something to choose."""
    bounds = {"price": _prices, "score": _scores}
    lists = (
        bounds[name](found, links) if name in bounds else _facet(name, found, links)
        for name in SHOWN
    )
    return tuple(facet for facet in lists if facet.choices)


def radii(found: Results, links: SearchLinks, units: Units) -> tuple[Choice, ...]:
    """Distances to search within, in the visitor's units."""
    asked = found.interpretation.asked_radius_km
    if asked is None:
        return ()
    return tuple(
        Choice(radius(km, units), links.to(radius_km=f"{km:.4g}"), abs(km - asked) < 0.5)
        for km in radius_steps(units)
    )


def radius_steps(units: Units) -> list[float]:
    """Distances that can be chosen, in kilometres, round in the visitor's units."""
    return [km_from_miles(miles) for miles in RADII_MILES] if units is Units.MI else list(RADII_KM)


def _facet(name: str, found: Results, links: SearchLinks) -> FacetList:
    facet = found.facets[name]
    picked = found.request.chosen.get(name, frozenset())
    # Free tags are found as text; there is no filter by them.
    wanted = [key for key in facet_keys(name) if facet.counts.get(key) or key in picked]
    if name in ANSWERED:
        wanted = [key for key in wanted if key == YES or key in picked]
    if name not in IN_ORDER:
        wanted.sort(key=lambda key: (key not in picked, -facet.counts.get(key, 0), key))
    choices = [
        Choice(
            key_label(name, key),
            links.toggled(name, key),
            key in picked,
            facet.counts.get(key, 0),
            _alone(name, key),
        )
        for key in wanted
    ]
    first = len(choices) if name in IN_ORDER else max(FIRST, len(picked))
    unstated = _unstated(name, facet.unstated, links, found) if picked else None
    return FacetList(
        name, filter_name(name), tuple(choices[:first]), tuple(choices[first:]), unstated
    )


def _alone(name: str, key: str) -> str:
    """What an answer of yes or no is about."""
    if name not in ANSWERED:
        return ""
    return filter_name(name) if key == YES else f"{filter_name(name)}: {key_label(name, key)}"


def _prices(found: Results, links: SearchLinks) -> FacetList:
    ceiling = found.request.max_price
    currency = found.interpretation.currency
    # Without a place there is no currency to compare in; a ceiling given anyway compares numbers.
    offered = PRICES if currency else ()
    steps: Iterable[float] = sorted({*offered, *([] if ceiling is None else [ceiling])})
    choices = tuple(
        Choice(
            _("up to %(price)s", price=price(step, currency) if currency else f"{step:g}"),
            links.to(max_price=None if step == ceiling else f"{step:.10g}"),
            step == ceiling,
        )
        for step in steps
    )
    count = found.unstated.get("price", 0)
    unstated = _unstated("price", count, links, found) if ceiling is not None else None
    return FacetList("price", filter_name("price"), choices, unstated=unstated)


def _scores(found: Results, links: SearchLinks) -> FacetList:
    least = found.request.min_score
    steps = sorted({*LEAST_SCORES, *([] if least is None else [least])})
    choices = tuple(_least_score(step, links, chosen=step == least) for step in steps)
    unstated = None
    if least is not None:
        count = found.unstated.get("score", 0)
        unstated = _unstated("score", count, links, found, _("Include those not assessed yet"))
    return FacetList("score", filter_name("score"), choices, unstated=unstated)


def _least_score(least: float, links: SearchLinks, *, chosen: bool) -> Choice:
    score = f"{least:.10g}"
    alone = _("vetting score %(score)s or more", score=score)
    url = links.to(min_score=None if chosen else score)
    return Choice(_("%(score)s or more", score=score), url, chosen, alone=alone)


def _unstated(
    name: str, count: int, links: SearchLinks, found: Results, words: str | None = None
) -> Choice:
    included = name not in found.request.stated_only
    return Choice(words or _("Don’t state it"), links.toggled("stated", name), included, count)
