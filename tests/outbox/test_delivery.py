"""Mails on their way are taken out once, put back, tried again later, or forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory.db import begin_write, utc_now
from directory.outbox import enqueue
from directory.outbox.delivery import (
    FIRST_RETRY,
    GIVEN_UP_AFTER,
    LEASE,
    LONGEST_RETRY,
    forget,
    is_due,
    postpone,
    put_back,
    retry_after,
    take_due,
)
from directory.outbox.mail import TOPIC, post
from directory.outbox.models import Mail, OutboxEntry

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def posted(session):
    """Names of three people to whom mails wait, oldest first, beside another promise."""
    enqueue(session, "index", "somebody else", 1)
    people = ["ada", "bob", "cyd"]
    for name in people:
        post(session, to=f"{name}@runner.example", subject=name, text=f"Hello, {name}.")
    session.commit()
    begin_write(session)
    return people


def test_waits_double_up_to_an_hour():
    waits = [retry_after(attempts) for attempts in (1, 2, 3, 7, 8, 100)]

    assert waits[:3] == [FIRST_RETRY, 2 * FIRST_RETRY, 4 * FIRST_RETRY]
    assert waits[3] < waits[4] == waits[5] == LONGEST_RETRY


def test_the_oldest_are_taken_first_and_no_more_than_asked(session, posted):
    letters = take_due(session, utc_now(), 2)

    assert [letter.subject for letter in letters] == posted[:2]


def test_what_was_taken_out_is_out_of_reach_until_its_lease_ends(session, posted):
    now = utc_now()
    take_due(session, now, 10)

    assert not is_due(session, now + LEASE - timedelta(seconds=1))
    assert is_due(session, now + LEASE)


def test_what_was_put_back_is_due_at_once(session, posted):
    now = utc_now()
    letters = take_due(session, now, 10)

    put_back(session, letters)

    assert [letter.subject for letter in take_due(session, now, 10)] == posted


def test_what_was_not_taken_waits_longer_each_time(session, posted):
    now = utc_now()
    for attempts in (1, 2):
        (letter,) = take_due(session, now, 1)
        postpone(session, letter, now)

        assert now < now + retry_after(attempts)
        others = take_due(session, now + retry_after(attempts) - timedelta(seconds=1), 10)
        assert letter.mail_id not in {other.mail_id for other in others}
        for other in others:
            forget(session, other)
        now += retry_after(attempts)


def test_a_forgotten_mail_leaves_no_row(session, posted):
    for letter in take_due(session, utc_now(), 10):
        forget(session, letter)

    assert session.scalar(select(func.count(Mail.id))) == 0
    assert session.scalar(select(func.count()).where(OutboxEntry.topic == TOPIC)) == 0
    assert session.scalar(select(func.count(OutboxEntry.id))) == 1


def test_a_promise_whose_mail_is_gone_is_struck_out(session, posted):
    session.delete(session.scalars(select(Mail).order_by(Mail.id)).first())
    session.flush()

    letters = take_due(session, utc_now(), 10)

    assert [letter.subject for letter in letters] == posted[1:]
    assert session.scalar(select(func.count()).where(OutboxEntry.topic == TOPIC)) == 2


def test_a_mail_ends_when_it_says_or_after_days(session):
    soon = utc_now() + timedelta(minutes=10)
    post(session, to="ada@runner.example", subject="code", text="1", expires_at=soon)
    post(session, to="ada@runner.example", subject="news", text="2")

    code, news = take_due(session, utc_now() + timedelta(seconds=1), 10)

    assert code.ends_at == soon
    assert news.ends_at == news.written_at + GIVEN_UP_AFTER


def test_the_name_of_a_mail_sorts_by_age_and_holds_no_address(session, posted):
    letters = take_due(session, utc_now(), 10)

    names = [letter.name for letter in letters]
    assert names == sorted(names)
    assert len(set(names)) == 3
    assert not any("ada" in name or "@" in name for name in names)


@pytest.mark.databases("postgres")
def test_two_workers_never_take_out_the_same_mail(open_session, session, posted):
    first = take_due(session, utc_now(), 2)
    other = open_session()

    second = take_due(other, utc_now(), 10)

    assert [letter.subject for letter in first + second] == posted
    other.rollback()
