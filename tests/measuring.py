"""Lets coverage rest where it has seen enough. Every test runs, with all its examples, as ever.

Coverage costs half of the time of everything that computes much. A property runs the same lines a
hundred times, and what drives a whole site runs lines of which other tests are the closer look.
"""

import os
from functools import wraps

import pytest
from coverage import Coverage

from tests.running import unmeasured

MEASURED_EXAMPLES = 12
"""Examples of a property after which coverage has seen enough of it."""

SEEN_ELSEWHERE = (
    "tests/api/test_any_request.py",
    "tests/api/test_schemathesis.py",
    "tests/benchmarks/test_run.py",
    "tests/browser/",
    "tests/cli/test_init.py::test_demo_and_index",
    "tests/cli/test_init.py::test_two_at_once",
    "tests/cli/test_mailing_killed.py",
    "tests/cli/test_nppes_import_resumed.py::test_an_import_killed",
    "tests/interchange/sheet/test_database_round_trip.py",
    "tests/interchange/sheet/test_lines.py",
    "tests/journeys/",
    "tests/repo/test_access.py",
    "tests/repo/test_log_rows.py",
    "tests/web/test_any_request.py",
    "tests/web/test_statements.py",
    "tests/web/test_valid_html.py",
)
"""Where tests go through much that tests of single modules measure; much is asked, or much waits."""


@pytest.hookimpl(trylast=True)
def pytest_sessionstart():
    """Let one coverage look at this process.

    A worker has three by now, for it is also a process that was started under coverage and a run of
    tests, and each one that stops lets the one before it go on: nothing would ever rest.
    """
    last = Coverage.current()
    if last is None:
        return
    last.stop()
    while besides := Coverage.current():
        besides.stop()
    last.start()


def is_seen_elsewhere(item):
    """Whether coverage rests during a test, and while it is prepared and cleared up."""
    return item.nodeid.startswith(SEEN_ELSEWHERE)


def measure_first_examples(item):
    """Let coverage rest from the thirteenth example of a property to the property's end.

    Give it before the test runs, and end what it gives when it has run.
    """
    measured = Coverage.current()
    known = getattr(getattr(item, "obj", None), "hypothesis", None)
    if measured is None or known is None or is_seen_elsewhere(item):
        return _nothing
    tried, rests = 0, False
    inner = known.inner_test

    @wraps(inner)
    def counted(*arguments, **named):
        nonlocal tried, rests
        tried += 1
        if tried > MEASURED_EXAMPLES and not rests:
            measured.stop()
            rests = True
        return inner(*arguments, **named)

    def end():
        known.inner_test = inner
        if rests:
            measured.start()

    known.inner_test = counted
    return end


def _nothing():
    """Nothing is measured, or the test is no property."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Prepare, run and clear up a test; where coverage rests, in the processes it starts as well."""
    measured = Coverage.current()
    if measured is None or not is_seen_elsewhere(item):
        return (yield)
    before = dict(os.environ)
    hidden = before.keys() - unmeasured(before).keys()
    for name in hidden:
        del os.environ[name]
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()
        os.environ.update({name: before[name] for name in hidden})


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Run a test."""
    end = measure_first_examples(item)
    try:
        return (yield)
    finally:
        end()
