"""The collector looks seldom for a while, and as before when that has ended, however it ended."""

import gc

import pytest

from directory.search.collector import SELDOM, seldom


def test_it_looks_seldom_and_then_as_before():
    before = gc.get_threshold()

    with seldom():
        within = gc.get_threshold()

    assert within == (SELDOM, *before[1:])
    assert gc.get_threshold() == before


def test_it_looks_as_before_after_a_failure():
    before = gc.get_threshold()

    with pytest.raises(OSError, match="full"), seldom():
        raise OSError("full")

    assert gc.get_threshold() == before
