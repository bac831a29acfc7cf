"""Killed in the middle of a moderator's decision: wholly done, or not at all."""

import json

import pytest

from tests.running import RunningProgram

pytestmark = pytest.mark.slow

CHANGED = {
    "release": {"assessment", "moderation_case", "tally", "practitioner", "event", "outbox"},
    "cap": {"red_flag", "moderation_case", "practitioner", "event", "outbox", "mail"},
    "approve": {"ownership", "ownership_claim", "moderation_case", "event", "mail"},
    "publish": {"listing_revision", "moderation_case", "practitioner", "event", "outbox", "mail"},
    "merge": {"listing_merge", "moderation_case", "practitioner", "event", "outbox"},
    "undo": {"listing_revision", "moderation_case", "practitioner", "event", "outbox", "mail"},
    "suspend": {"account", "assessment", "tally", "practitioner", "event", "outbox", "mail"},
}
"""Tables that have changed once it is done: rows, case, log, mail, and what search is promised."""


ON_BOTH = ("approve", "cap", "undo")
"""Ways that are tried on PostgreSQL too; the others write in the same manner."""


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("way", CHANGED)
def test_it_is_wholly_done_or_not_at_all_wherever_it_is_killed(settings, tmp_path, engine, way):
    _die_on_the_way(settings, tmp_path, engine, way)


@pytest.mark.databases("postgres")
@pytest.mark.parametrize("way", ON_BOTH)
def test_it_is_so_on_postgres_too(settings, tmp_path, engine, way):
    _die_on_the_way(settings, tmp_path, engine, way)


def _die_on_the_way(settings, tmp_path, engine, way):
    engine.dispose()
    output = tmp_path / "reports"

    with RunningProgram(["-m", "tests.journeys.dying_decisions", way], settings, output) as program:
        assert program.wait() == 0, program.said()

    before, *reports = [json.loads(line) for line in program.said().splitlines() if line[0] == "{"]
    done = reports.pop()
    assert not done["died"]
    assert len(reports) >= 8
    assert all(report["found"] == before["found"] for report in reports)
    changed = {name for name, print_ in done["found"].items() if print_ != before["found"][name]}
    assert changed >= CHANGED[way]
