"""Patterns read long runs only so far."""

import pytest

from directory.search.bounded import bounded


@pytest.mark.parametrize(
    ("pattern", "within", "beyond"),
    [
        (r"a \s+ b", "a" + " " * 9 + "b", "a" + " " * 10 + "b"),
        (r"a \s* b", "a" + " " * 9 + "b", "a" + " " * 10 + "b"),
        (r"< \w+ >", f"<{'x' * 30}>", f"<{'x' * 31}>"),
        (r"< \w* >", f"<{'x' * 30}>", f"<{'x' * 31}>"),
    ],
)
def test_a_run_is_read_only_so_far(pattern, within, beyond):
    assert bounded(pattern).search(within)
    assert not bounded(pattern).search(beyond)


def test_case_does_not_matter():
    assert bounded("knee").search("KNEE")
