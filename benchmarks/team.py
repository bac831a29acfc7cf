"""What a team costs beside the three searches it needs: `python -m benchmarks.team`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.corpus import TODAY, documents
from benchmarks.questions import MAIN_TEXT, questions
from benchmarks.report import PAGE, machine
from benchmarks.sections import put_section
from directory.geo.place import Place
from directory.journey.benches import CENTS, ROLES
from directory.journey.relaxing import ways_out
from directory.journey.team import best_teams
from directory.journey.teams import Asked, TeamRequest, bench_for, wish_for
from directory.journey.wishes import Wish, candidates_for
from directory.search.finding import Where
from directory.search.parse import parse
from directory.search.query import Circle
from directory.search.request import SearchRequest
from directory.search.thesaurus import lexicon
from directory.search.understanding import Understood
from directory.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from directory.search.query import Query

BUDGET = 330
"""Of the median of three prices: it forbids about half of the teams."""

TARGET = 3.0
KINDS = {
    "main": "the main question of the search, within 40 km",
    "nearby": "no words, within 40 km",
    "wide": "the main question within 1,500 km",
    "no team": "the main question within 10 km, limits that nobody meets, what to give up",
}
STRICT = {
    "payment": frozenset({"aetna"}),
    "language": frozenset({"es"}),
    "stage": frozenset({"pain"}),
}
"""With a price of nothing that must be stated, these leave each role empty."""


def three_searches(engine: WhooshEngine, query: Query) -> None:
    """A page of ten for each kind, with all facets, as the results page asks."""
    for kind in ROLES:
        chosen = {**query.filters.chosen, "kind": frozenset({str(kind)})}
        engine.search(replace(query, filters=replace(query.filters, chosen=chosen)))


def team(engine: WhooshEngine, query: Query) -> int:
    """The best team and its alternatives; gives how many there are."""
    wish = Wish(query=query, country="US", budgeted=True)
    benches = [candidates_for(engine, wish, kind).bench for kind in ROLES]
    return len(best_teams(benches, BUDGET * CENTS))


def no_team(engine: WhooshEngine, query: Query) -> int:
    """The answer where there is no team; gives how many ways out there are.

    Everybody counts as public: looking that up takes the database, a few statements for each way.
    """
    center = query.where.center if isinstance(query.where, Circle) else None
    search = SearchRequest(
        q=MAIN_TEXT,
        point=center,
        radius_km=10.0,
        chosen=STRICT,
        max_price=0.0,
        stated_only=frozenset({"price"}),
    )
    request = TeamRequest(search=search, budget=BUDGET)
    where = Where(
        place=Place("Here", center, "city", "US", "United States"),
        reach=Circle(center, 10.0) if center else None,
    )
    understood = Understood("", MAIN_TEXT, parse(MAIN_TEXT, lexicon()))
    wish = wish_for(engine, request, where, understood, today=TODAY)
    benches = tuple(bench_for(engine, wish, request, kind) for kind in ROLES)
    if best_teams([one.bench for one in benches], request.cents):
        return 0
    return len(ways_out(engine, Asked(request, where, understood, wish, benches), lambda ids: ids))


def measure(
    engine: WhooshEngine,
    asked: Sequence[Query],
    answer: Callable[[WhooshEngine, Query], int] = team,
) -> tuple[list[float], list[float]]:
    """Milliseconds of the three searches and of the answer, in turn, for each question."""
    searches, teams = [], []
    for query in asked:
        three_searches(engine, query)
        answer(engine, query)
    for query in asked:
        searches.append(_milliseconds(lambda: three_searches(engine, query)))  # noqa: B023 - at once
        teams.append(_milliseconds(lambda: answer(engine, query)))  # noqa: B023 - at once
    return searches, teams


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return 1_000 * (time.perf_counter() - start)


def section(listings: int, rows: dict[str, tuple[list[float], list[float]]]) -> str:
    """The figures as a section of the page."""
    lines = [
        "## My team",
        "",
        f"The best team of three within a budget and two others beside it, among {listings:,} listings,",
        "next to the three searches for its roles (ten hits and all facets each). In turn, in one run.",
        "",
        "    python -m benchmarks.team --write",
        "",
        "| question | three searches, p50 / p95 ms | team, p50 / p95 ms | times, p50 / p95 |",
        "|---|---:|---:|---:|",
    ]
    for name, (searches, teams) in rows.items():
        one, other = np.percentile(searches, [50, 95]), np.percentile(teams, [50, 95])
        lines.append(
            f"| {name}: {KINDS[name]} | {one[0]:.2f} / {one[1]:.2f} | {other[0]:.2f} / {other[1]:.2f}"
            f" | {other[0] / one[0]:.2f} / {other[1] / one[1]:.2f} |"
        )
    lines += ["", f"The target is {TARGET:g} times where there is a team. {machine()}"]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the listings, ask, and print or write the section."""
    parser = argparse.ArgumentParser(
        description="What a team costs beside the three searches it needs."
    )
    parser.add_argument("--listings", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--write", action="store_true", help="put it into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    warnings.filterwarnings("ignore", category=SyntaxWarning, message=".*whoosh.*")
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder) / "index")
        engine.rebuild(documents(options.listings))
        asked = questions(options.questions)
        rows = {name: measure(engine, asked[name]) for name in KINDS if name in asked}
        rows["no team"] = measure(engine, asked["main"], no_team)
    text = section(options.listings, rows)
    if options.write:
        put_section(PAGE, text)
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
