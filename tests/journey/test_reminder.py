from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.journey.reminder import FARTHEST, Reminder, calendar, can_remind_on
from tests.journey.content_readers import unescaped, unfolded

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=timezone(timedelta(hours=2)))


def reminder(**what_matters):
    parts = {
        "uid": "assess-1@whole.example",
        "on": date(2026, 12, 31),
        "summary": "Assess Ines Okafor",
        "description": "Were you there?",
        "address": "https://whole.example/practitioners/ines-okafor-denver/assess",
    }
    return Reminder(**parts | what_matters)


def test_a_reminder_is_one_event_of_a_whole_day_with_an_alarm():
    lines = unfolded(calendar(reminder(), NOW))

    told = dict(lines)
    assert told["DTSTAMP"] == "20261123T073000Z"
    assert told["DTSTART;VALUE=DATE"] == "20261231"
    assert told["DTEND;VALUE=DATE"] == "20270101"
    assert told["SUMMARY"] == "Assess Ines Okafor"
    assert told["TRIGGER"] == "PT9H"
    assert [value for name, value in lines if name == "BEGIN"] == ["VCALENDAR", "VEVENT", "VALARM"]
    assert [value for name, value in lines if name == "END"] == ["VALARM", "VEVENT", "VCALENDAR"]


def test_a_later_reminder_replaces_the_first():
    first = dict(unfolded(calendar(reminder(), NOW)))
    later = dict(unfolded(calendar(reminder(on=date(2027, 1, 9)), NOW + timedelta(hours=1))))

    assert later["UID"] == first["UID"]
    assert int(later["SEQUENCE"]) > int(first["SEQUENCE"])
    # RFC 5545 gives an INTEGER 32 bits.
    assert int(later["SEQUENCE"]) < 2**31


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp"))))
def test_any_name_arrives_in_one_line(name):
    lines = unfolded(calendar(reminder(summary=name), datetime(2026, 1, 1, tzinfo=UTC)))

    assert unescaped(dict(lines)["SUMMARY"]) == name
    assert len(lines) == 20


@pytest.mark.parametrize(
    ("day", "can"),
    [
        (TODAY - timedelta(days=1), False),
        (TODAY, True),
        (TODAY + FARTHEST, True),
        (TODAY + FARTHEST + timedelta(days=1), False),
        (date.max, False),
    ],
)
def test_reminders_are_set_within_a_year(day, can):
    assert can_remind_on(day, TODAY) is can
