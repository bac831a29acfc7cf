"""Which listings pass a query and what each is worth, before any order or page is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.search import filtering, matching, ordering
from directory.search.reach import in_reach

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from directory.search.filtering import Test
    from directory.search.part import Mask, Part
    from directory.search.query import Query
    from directory.search.reach import Candidates
    from directory.search.snapshot import Snapshot

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Those of a part who pass a query; arrays of shape (f,) but for the first four attributes.

    Attributes:
        part: Whose rows they are.
        reach: All who are within reach, shape (r,).
        tests: The filters, tried on all within reach.
        matched: How many of those who pass match the text itself.
        found: Who passes.
        ranks: What each is worth, higher is better.
        silent: For each filter, who passed by stating nothing.
        lacking: How many filters each passed by stating nothing.
    """

    part: Part
    reach: Candidates
    tests: dict[str, Test]
    matched: int
    found: Candidates
    ranks: Floats
    silent: dict[str, Mask]
    lacking: Floats


def weigh(snapshot: Snapshot, query: Query) -> list[Weighed]:
    """Try a query on all listings within its reach, part by part; at least one is told of."""
    told: list[Weighed] = []
    for number, part in enumerate(snapshot.parts):
        reach = in_reach(part, query.where)
        if len(reach) or not told:
            told.append(_weigh_part(snapshot, number, query, reach))
    return told


def _weigh_part(snapshot: Snapshot, number: int, query: Query, reach: Candidates) -> Weighed:
    part = snapshot.parts[number]
    match = matching.match_text(snapshot, number, query.text, reach.rows)
    tests = filtering.tests(part, query.filters, reach)
    if query.text:
        tests["text"] = matching.text_test(part, query, reach.rows, match)
    kept = filtering.kept(tests, len(reach))
    found = reach.only(kept)
    silent = {name: (test.unstated & ~test.passing)[kept] for name, test in tests.items()}
    return Weighed(
        part=part,
        reach=reach,
        tests=tests,
        matched=int((kept & match.matched).sum()),
        found=found,
        ranks=ordering.ranks(part, query, found, match.score[kept]),
        silent=silent,
        lacking=np.sum([np.zeros(len(found)), *silent.values()], axis=0),
    )
