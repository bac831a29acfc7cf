"""The largest places of every beginning that many names share, so that none is searched whole. Pure.

Hardly a name begins as rarely as it is long: 15,000 begin with "sa" and 6,000 with "saint". What a
visitor has typed so far is answered from this list where it is such a beginning; any other is
shared by `CROWD` names at most, which are quickly read.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from directory.geo.schema import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Name = tuple[str, int, int]

SHORTEST = 2
"""Letters that must be typed before a place is suggested."""

CROWD = 200
"""A beginning that more names share has its largest places listed."""

KEPT = 40
"""Places listed of each: more than are shown, as some are left out and some preferred."""

ABROAD = 20
"""A town in a country that the site was not built for counts as so many times smaller."""

OTHER_NAME = 10
"""A town counts as so many times smaller where it is found by another name than its first."""


def beginnings(
    names: Sequence[Name], people_of: Callable[[int], int]
) -> Iterator[tuple[str, int, str, int, int]]:
    """List rows (beginning, rank, folded name, kind, town) of the beginnings shared by many. Pure.

    Args:
        names: Folded name, kind of name and number of each town, sorted.
        people_of: Tells how many people a town has.
    """

    def people(name: Name) -> int:
        _, kind, town = name
        return -people_of(town) // (OTHER_NAME if kind == Kind.PLACE_OTHER else 1)

    for beginning, crowd in _crowds(names, SHORTEST):
        largest = sorted(crowd, key=people)[:KEPT]
        yield from ((beginning, rank, *name) for rank, name in enumerate(largest))


def _crowds(names: Sequence[Name], length: int) -> Iterator[tuple[str, list[Name]]]:
    for beginning, group in groupby(names, key=lambda name: name[0][:length]):
        crowd = list(group)
        if len(beginning) < length or len(crowd) <= CROWD:
            continue
        if not beginning.endswith(" "):  # nobody asks so: what is typed is folded first
            yield beginning, crowd
        yield from _crowds(crowd, length + 1)
