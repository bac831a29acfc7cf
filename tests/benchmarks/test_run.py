"""The benchmark command works: it builds, compares totals and prints its table."""

import pytest

from benchmarks import report, run
from benchmarks.corpus import documents


def test_the_same_seed_makes_the_same_listings():
    assert documents(5, seed=3) == documents(5, seed=3)
    assert documents(5, seed=3) != documents(5, seed=4)


@pytest.mark.filterwarnings("ignore::SyntaxWarning:.*whoosh.*")
def test_a_small_run_prints_a_row_for_every_question(capsys):
    run.main(["--listings", "200", "--queries", "10"])

    printed = capsys.readouterr().out
    for row in ("build, documents/s", "open, ms", "first answer, ms", "main, p50", "filters, p50"):
        assert f"\n| {row}" in printed
    assert "200 changed listings are in the answers of another process after" in printed
    assert "this site | SQLite FTS5 + cell column | Whoosh as documented" in printed


def test_the_page_names_command_machine_and_meaning(tmp_path):
    figures, updates = run.run(tmp_path, listings=40, queries=2)

    page = report.page(figures, updates, 40, 1.0)

    for part in ("# Benchmarks", "make bench", "40 made-up listings", "| main |", "cores"):
        assert part in page
