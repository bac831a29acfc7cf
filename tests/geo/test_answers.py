"""The memory of an outside geocoder: answers expire, quotas hold, and what was typed is not kept."""

from datetime import UTC, datetime, timedelta

import pytest

from directory.geo.answers import KEPT_FOR, Answers


class Clock:
    """Time that passes only when told."""

    def __init__(self):
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def answers(tmp_path, clock):
    return Answers(tmp_path / "places" / "nominatim.sqlite", clock)


def test_an_answer_is_recalled_however_it_is_written(answers):
    answers.keep("12 Main St., Springfield", [{"name": "x"}])

    assert answers.recall("12 MAIN ST SPRINGFIELD") == [{"name": "x"}]


def test_an_empty_answer_is_an_answer_and_no_answer_is_none(answers):
    answers.keep("12 Nowhere St", [])

    assert answers.recall("12 Nowhere St") == []
    assert answers.recall("13 Nowhere St") is None


def test_an_old_answer_is_forgotten(answers, clock):
    answers.keep("12 Main St", [1])
    clock.now += KEPT_FOR + timedelta(seconds=1)

    assert answers.recall("12 Main St") is None


def test_what_was_typed_is_not_in_the_file(answers, tmp_path):
    answers.keep("12 Confidential St, Springfield", [])

    assert b"onfidential" not in (tmp_path / "places" / "nominatim.sqlite").read_bytes()


def test_the_quota_of_a_day_holds_and_the_next_day_is_new(answers, clock):
    assert [answers.may_ask(2) for _ in range(3)] == [True, True, False]

    clock.now += timedelta(days=1)
    assert answers.may_ask(2)
