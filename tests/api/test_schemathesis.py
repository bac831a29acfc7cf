"""schemathesis asks the API all that its description allows, and much that it does not.

Every phase (examples, coverage, fuzzing, sequences) and every check, the same each time,
over the real adapters: SQLite, the index on disk, a gazetteer.
"""

import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
import schemathesis
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from directory.config import Settings
from directory.db import database
from tests.api import real_world, schemathesis_hooks
from tests.databases import copy_sqlite

CONFIGURED = Path(__file__).with_name("schemathesis.toml")
PHASES = {"examples", "coverage", "fuzzing", "stateful"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(sqlite_template, tmp_path_factory):
    """The application over a small world."""
    folder = tmp_path_factory.mktemp("real")
    settings = Settings.from_env(
        {
            "DIRECTORY_VAR": str(folder),
            "DATABASE_URL": copy_sqlite(sqlite_template, folder / "directory.sqlite"),
            "SECRET_KEY": "tests only: not a secret of any site",
            "SEARCH_LIMIT": "100000 per second",
            "LOG_LEVEL": "error",
        }
    )
    app = real_world.build(settings, folder)
    yield app
    with app.app_context():
        database.engine.dispose()


@pytest.fixture(scope="module")
def run(site):
    """What happened: `failures` in words; `requests`, `checks` and `statuses` counted."""
    assert schemathesis_hooks.filter_case
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", site, config=SchemathesisConfig.from_path(CONFIGURED)
    )
    seen = SimpleNamespace(failures=[], requests=Counter(), checks=Counter(), statuses={})
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            seen.failures.append(repr(event))
        elif isinstance(event, events.ScenarioFinished):
            _note(event, seen)
    _report(seen)
    return seen


def _note(event, seen):
    """Count what a finished scenario asked and checked, and keep what failed."""
    recorder = event.recorder
    seen.requests[event.phase.value] += len(recorder.interactions)
    for id_, interaction in recorder.interactions.items():
        if interaction.response and id_ in recorder.cases:
            label = recorder.cases[id_].value.operation.label
            statuses = seen.statuses.setdefault(label, Counter())
            statuses[interaction.response.status_code] += 1
    for results in recorder.checks.values():
        for one in results:
            seen.checks[one.name] += 1
            if one.failure_info:
                failure = one.failure_info
                seen.failures.append(f"{one.name}: {failure.failure}\n{failure.code_sample}")


def _report(seen):
    """Write the summary that docs/quality.md keeps; `pytest -s` shows it."""
    total = sum(seen.requests.values())
    title = f"{total} requests, {len(seen.checks)} checks, {len(seen.failures)} failures"
    for what in (title, seen.requests, seen.checks, *seen.statuses.items()):
        sys.stdout.write(f"{what}\n")


def test_nothing_it_asks_is_answered_against_the_description(run):
    assert run.failures == []


def test_every_operation_is_asked_and_answers(run, site):
    asked = {label for label, statuses in run.statuses.items() if statuses[200]}

    paths = site.test_client().get("/api/v1/openapi.json").json["paths"]
    assert asked == {f"GET {path}" for path in paths}


def test_every_phase_and_every_check_had_its_turn(run):
    without_limit = set(CHECKS.get_all_names()) - {"max_response_time"}

    assert set(run.requests) == PHASES
    assert set(run.checks) == without_limit
    assert min(run.checks.values()) > 500
