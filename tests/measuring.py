"""Lets coverage rest where it has seen enough: after the first examples of a property.

Coverage costs half of the time of everything that computes much. A property runs the same lines a
hundred times; what the first examples ran has been seen. All examples are tried, as ever.
"""

from functools import wraps

import pytest
from coverage import Coverage

MEASURED_EXAMPLES = 12


def measure_first_examples(item):
    """Let coverage rest from the thirteenth example of a property to the property's end.

    Give it before the test runs, and end what it gives when it has run.
    """
    measured = Coverage.current()
    known = getattr(getattr(item, "obj", None), "hypothesis", None)
    if measured is None or known is None:
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
