"""An aim is met, missed or not measured, and the row says by how much."""

import pytest

from benchmarks.asked import FIRST, MIXED
from benchmarks.built import Build
from benchmarks.measure import Asked, FirstUse, Times
from benchmarks.result import Figures, Result
from benchmarks.targets import NOT_MEASURED, Target, table, targets
from benchmarks.updates import Updates
from benchmarks.ways import LIMIT, SITE, SQLITE, TANTIVY


@pytest.mark.parametrize(
    ("measured", "least", "verdict"),
    [
        (1.5, False, "met"),
        (1.501, False, "**not met**"),
        (1.5, True, "met"),
        (1.499, True, "**not met**"),
        (None, False, NOT_MEASURED),
        (None, True, NOT_MEASURED),
    ],
)
def test_a_bound_is_met_by_itself_and_by_all_that_is_better(measured, least, verdict):
    assert Target("something", measured, 1.5, least=least).verdict == verdict


def test_a_row_has_the_bound_the_figure_and_the_verdict():
    target = Target("build", 2_000.4, 3_000, unit="documents/s", least=True, digits=0)

    row = target.row()

    assert row == "| build | >= 3,000 documents/s | 2,000 documents/s | **not met** |"


def test_what_was_not_measured_has_a_dash():
    row = Target("main", None, 1.5).row()

    assert row == "| main | <= 1.500 x | - | not measured |"


def test_a_table_has_a_row_for_each_aim():
    lines = table([Target("one", 1.0, 2.0), Target("two", 3.0, 2.0)]).splitlines()

    assert lines[0] == "| what | target | measured | |"
    assert [line.split(" | ")[0] for line in lines[2:]] == ["| one", "| two"]


def figures(name, slower):
    """Answers of 1 to 100 ms to each kind, another kind's all different, so many times slower."""
    kinds = ("main", "wide", MIXED, FIRST)
    times = {
        kind: Times([slower * (1_000 * at + ms) for ms in range(1, 101)], [0] * 100, [[]] * 100)
        for at, kind in enumerate(kinds)
    }
    build = Build(documents=100, seconds=0.05, memory_mb=7.0, size_mb=1.0, on="2026-03-01")
    return Figures(name, build, Asked([FirstUse(slower * 3, slower * 7)], 1.0, times))


def test_each_aim_takes_the_figures_that_it_names():
    ways = {SITE: figures("site", 1), LIMIT: figures("limit", 0.5)}
    ways |= {SQLITE: figures("sqlite", 40), TANTIVY: figures("tantivy", 4)}
    updates = Updates(visible_ms=[5.0, 9.0], ready_ms=[], quiet_ms=[], busy_ms=[])

    told = [(one.what.split(",")[0], one.measured) for one in targets(Result(100, ways, updates))]

    assert told == [
        ("mixed query log p95", 1 / 40),
        ("the same", 1 / 40),
        ("main question p50", 1 / 4),
        ("main question p50", 2),
        ("wide question p99", pytest.approx(1_099.01)),
        ("wide question p95", 1 / 4),
        ("cold: opening and the first main question", 1 / 40),
        ("index build", 2_000),
        ("memory while the index is built (aimed at 500", 7),
        ("200 changes visible", 9),
    ]


@pytest.mark.parametrize(
    ("kind", "percent", "what"),
    [
        (MIXED, 95, "mixed query log p95"),
        (FIRST, 95, "the same"),
        ("main", 50, "main question p50, against tantivy"),
        ("wide", 95, "wide question p95"),
    ],
)
def test_another_percentile_or_kind_would_give_another_figure(kind, percent, what):
    ways = {SITE: figures("site", 1), LIMIT: figures("limit", 1)}
    ways |= {SQLITE: figures("sqlite", 1), TANTIVY: figures("tantivy", 1)}
    own = ways[SITE].asked.questions[kind].milliseconds
    own[:] = [ms * 2 if ms >= sorted(own)[percent - 1] else ms for ms in own]
    updates = Updates(visible_ms=[1.0], ready_ms=[], quiet_ms=[], busy_ms=[])

    changed = [
        one.what for one in targets(Result(100, ways, updates)) if one.measured not in {1, 2_000, 7}
    ]

    assert any(name.startswith(what) for name in changed)
