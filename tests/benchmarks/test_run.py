"""The benchmark command works: it builds, compares the answers and writes its tables."""

import copy
import re

import pytest

from benchmarks import report, run
from benchmarks.corpus import documents
from benchmarks.plot import drawing
from benchmarks.targets import targets
from benchmarks.ways import SITE, SQLITE


def test_the_same_seed_makes_the_same_listings():
    assert documents(5, seed=3) == documents(5, seed=3)
    assert documents(5, seed=3) != documents(5, seed=4)


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """A small run of the ways that need nothing installed."""
    folder = tmp_path_factory.mktemp("bench")
    return run.run(folder, listings=200, queries=4, mixed=6, ways=[SITE, SQLITE], brief=True)


def test_a_small_run_has_a_row_of_every_way_for_every_question(result):
    section = report.section(result, 1.0, full=False)

    assert "## Search, the short run" in section
    assert "200 made-up listings" in section
    for kind in ("main", "nearby", "wide", "filters", "phrase", "typo", "mixed log"):
        (table,) = re.findall(rf"\n\*\*{kind}\*\* .*?\n\n((?:\|.*\n)+)", section)
        names = [row.split("|")[1].strip() for row in table.splitlines()[2:]]
        assert names == ["this site", "SQLite FTS5 + cell column"]
    for row in ("build, documents/s", "index, MB", "opening and first answer"):
        assert f"\n| {row}" in section
    assert "200 changed listings are in the answers of another process after" in section


def test_every_aim_is_told_as_met_or_not_or_not_measured(result):
    found = targets(result)

    unmeasured = {target.what for target in found if target.verdict == "not measured"}
    assert all("tantivy" in what or "NumPy" in what for what in unmeasured)
    assert {target.verdict for target in found} <= {"met", "**not met**", "not measured"}
    assert len(found) - len(unmeasured) >= 6


def test_the_plot_names_every_way_and_kind(result):
    picture = drawing(result)

    for figures in result.ways.values():
        assert figures.name in picture
    assert "mixed log" in picture


def test_ways_that_disagree_are_told_before_any_time_counts(result):
    own, other = result.ways[SITE], result.ways[SQLITE]
    other.asked.questions["main"].totals[0] += 1

    with pytest.raises(run.TotalsDiffer, match="'main'"):
        run.compare(own, other, exact=False)


def test_a_way_that_ranks_alike_must_find_the_same_in_the_same_order(result):
    own = result.ways[SITE]
    other = copy.deepcopy(own)
    other.asked.questions["wide"].best[0].reverse()

    with pytest.raises(run.BestDiffer, match="'wide'"):
        run.compare(own, other, exact=True)
