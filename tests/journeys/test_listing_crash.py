"""Killed in the middle of submitting or publishing a listing: wholly done, or not at all."""

import json

import pytest

from tests.running import RunningProgram

pytestmark = [pytest.mark.slow, pytest.mark.databases("sqlite", "postgres")]

DONE = {
    "submit": {"pending": 1, "owners": 1, "waiting": 1, "open": 1, "mails": 1, "to mail": 1},
    "publish": {"pending": 0, "published": 1, "waiting": 0, "accepted": 1, "open": 0, "decided": 1},
}
"""Some of what is there once it is done."""


@pytest.mark.parametrize("way", DONE)
def test_it_is_wholly_done_or_not_at_all_wherever_it_is_killed(settings, tmp_path, engine, way):
    engine.dispose()
    output = tmp_path / "reports"

    with RunningProgram(["-m", "tests.journeys.dying_writes", way], settings, output) as program:
        assert program.wait() == 0, program.said()

    before, *reports = [json.loads(line) for line in program.said().splitlines() if line[0] == "{"]
    deaths = [report["found"] for report in reports if report["died"]]
    done = reports[-1]["found"]
    assert len(deaths) >= 10
    assert {name: done[name] for name in DONE[way]} == DONE[way]
    if way == "publish":
        assert done["places"]
        assert done["to index"]
        assert done["mails"] == before["found"]["mails"] + 1
    assert done["log"] > before["found"]["log"]
    assert all(found in (before["found"], done) for found in deaths)
    assert before["found"] in deaths
