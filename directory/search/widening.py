"""Looking further when nobody is found: wider circles, the whole country, then by video."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from directory.geo.area import Area
from directory.search.query import Circle, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.search.engine import SearchEngine
    from directory.search.query import Page, Query

WIDER_KM = (40.0, 80.0, 160.0, 400.0)
"""Radii tried in turn when nobody is found within the one asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, and how far it had to be looked for.

    Attributes:
        query: The question that was answered in the end.
        by_video: Nobody was within reach, so these work by video.
        whole_country: Nobody was in the region, so these are elsewhere in its country.
        words_dropped: Nobody says what was asked for, so these are all who are there.
    """

    query: Query
    page: Page
    by_video: bool = False
    whole_country: bool = False
    words_dropped: bool = False


def find(
    engine: SearchEngine, query: Query, country: str | None, *, words_matter: bool = True
) -> Found:
    """Search; while nobody is found, search further out, then for those who work by video.

    Args:
        engine: Whom to ask.
        query: The question as asked; when nobody is found anywhere, its own answer is given.
        country: ISO code of the place's country, whose people come first by video.
        words_matter: Whether nobody is a better answer than those who say nothing of the words;
            else the words are left out in the end.
    """
    found = _find(engine, query, country)
    if found.page.total or words_matter or not query.text.groups:
        return found
    wordless = _find(engine, replace(query, text=Text(excluded=query.text.excluded)), country)
    return replace(wordless, words_dropped=True) if wordless.page.total else found


def _find(engine: SearchEngine, query: Query, country: str | None) -> Found:
    asked = engine.search(query)
    if asked.total or query.where is None:
        return Found(query, asked)
    for wider in _further_out(query):
        page = engine.search(wider)
        if page.total:
            return Found(wider, page, whole_country=isinstance(wider.where, Area))
    for home in dict.fromkeys((country or None, None)):
        remote = by_video(query, home)
        page = engine.search(remote)
        if page.total:
            return Found(remote, page, by_video=True)
    return Found(query, asked)


def _further_out(query: Query) -> Iterator[Query]:
    where = query.where
    if isinstance(where, Circle):
        for radius_km in wider_than(where.radius_km):
            yield replace(query, where=Circle(where.center, radius_km))
    elif where is not None and where.admin1:
        yield replace(query, where=replace(where, admin1=None, admin1_name=None))


def by_video(query: Query, country: str | None) -> Query:
    """The same asked of everybody who says that they work by video. Pure.

    Args:
        query: What is asked; its place falls.
        country: ISO code of the country they work in, `None` for anywhere.
    """
    chosen = {**query.filters.chosen, "telehealth": frozenset({"yes"})}
    stated = query.filters.stated_only | {"telehealth"}
    filters = replace(query.filters, chosen=chosen, stated_only=stated)
    return replace(query, where=Area(country) if country else None, filters=filters)


def wider_than(radius_km: float) -> tuple[float, ...]:
    """The radii to try in turn beyond one. Pure."""
    return tuple(wider for wider in WIDER_KM if wider > radius_km)
