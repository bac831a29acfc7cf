"""Lets coverage rest where it has seen enough. Every test runs, with all its examples, as ever.

Coverage costs half of the time of everything that computes much. A property runs the same lines a
hundred times, and what drives a whole site runs lines of which other tests are the closer look.
"""

from functools import wraps

import pytest
from coverage import Coverage

MEASURED_EXAMPLES = 12
"""Examples of a property after which coverage has seen enough of it."""

SEEN_ELSEWHERE = (
    "tests/api/test_any_request.py",
    "tests/api/test_schemathesis.py",
    "tests/browser/",
    "tests/interchange/sheet/test_database_round_trip.py",
    "tests/interchange/sheet/test_lines.py",
    "tests/journeys/",
    "tests/repo/test_access.py",
    "tests/web/test_any_request.py",
    "tests/web/test_statements.py",
)
"""Where tests go through much that tests of single modules measure; much is asked, or much waits."""


def mark_what_is_seen_elsewhere(items):
    """Let coverage rest during these tests."""
    for item in items:
        if item.nodeid.startswith(SEEN_ELSEWHERE):
            item.add_marker(pytest.mark.no_cover)


def measure_first_examples(item):
    """Let coverage rest from the thirteenth example of a property to the property's end.

    Give it before the test runs, and end what it gives when it has run.
    """
    measured = Coverage.current()
    known = getattr(getattr(item, "obj", None), "hypothesis", None)
    if measured is None or known is None or item.get_closest_marker("no_cover"):
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
def pytest_runtest_call(item):
    """Run a test."""
    end = measure_first_examples(item)
    try:
        return (yield)
    finally:
        end()
