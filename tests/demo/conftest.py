"""The demo world that most tests look at, made once."""

from datetime import date

import pytest

from directory.demo.world import DEFAULT_COUNT, world

TODAY = date(2026, 11, 18)
"""A Wednesday."""


@pytest.fixture
def today():
    return TODAY


@pytest.fixture(scope="session")
def people():
    """The default world."""
    return list(world(count=DEFAULT_COUNT, seed=1, today=TODAY))
