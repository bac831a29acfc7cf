"""A case is held by one moderator for a while, let go, or handed to another."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.cases.deciding import AlreadyDecided, HeldByAnother, decide_case, reopen_case
from directory.cases.holding import (
    HELD_FOR,
    NOTE_LENGTH,
    NotStaff,
    give_up_all,
    hand_over,
    hold,
    holder,
    let_go,
)
from directory.db import begin_write
from directory.log.models import Event
from tests.accounts.factories import make_account
from tests.cases.test_deciding import BOTH, NOW, decide, make_case

pytestmark = pytest.mark.databases("sqlite")

ADA, BEN = "moderator:ada", "moderator:ben"
MOMENT = timedelta(seconds=1)


def events(session, action):
    session.flush()
    return session.scalars(select(Event).where(Event.action == action)).all()


def test_a_case_is_held_for_a_quarter_of_an_hour_by_who_took_it(session):
    case = make_case(session)

    until = hold(session, case, actor=ADA, now=NOW)

    assert until == NOW + timedelta(minutes=15)
    assert holder(case, until - MOMENT) == ADA
    assert holder(case, until) is None


def test_what_one_holds_another_neither_takes_nor_decides_nor_hands_over(session):
    case = make_case(session)
    hold(session, case, actor=ADA, now=NOW)
    later = NOW + HELD_FOR - MOMENT
    to = make_account(session, roles=["moderator"])

    with pytest.raises(HeldByAnother, match="moderator:ada holds it until 2026-05-04 12:15"):
        hold(session, case, actor=BEN, now=later)
    with pytest.raises(HeldByAnother):
        decide_case(session, case, "release", reason="Fine.", actor=BEN, now=later)
    with pytest.raises(HeldByAnother):
        hand_over(session, case, actor=BEN, to=to, note="", now=later)

    assert (case.held_by, case.handed_to, case.decision) == (ADA, None, None)


def test_a_hold_ends_by_itself(session):
    case = make_case(session)
    hold(session, case, actor=ADA, now=NOW)

    hold(session, case, actor=BEN, now=NOW + HELD_FOR)

    assert case.held_by == BEN


def test_who_goes_on_keeps_a_case_longer(session):
    case = make_case(session)
    hold(session, case, actor=ADA, now=NOW)

    hold(session, case, actor=ADA, now=NOW + HELD_FOR - MOMENT)

    assert holder(case, NOW + HELD_FOR) == ADA


@pytest.mark.parametrize("actor", ["command:cases", "owner:ada", "visitor"])
def test_commands_and_senders_do_not_wait_for_a_hold(session, actor):
    case = make_case(session)
    hold(session, case, actor=ADA, now=NOW)

    decide(session, case, actor=actor)

    assert case.decided_by == actor


def test_a_decision_ends_hold_and_handing_over(session):
    case = make_case(session)
    to = make_account(session, roles=["moderator"])
    hand_over(session, case, actor=ADA, to=to, note="Read the diploma.", now=NOW)
    hold(session, case, actor=ADA, now=NOW)

    decide(session, case, actor=ADA)

    assert (case.held_by, case.held_until, case.handed_to) == (None, None, None)
    assert case.note == "Read the diploma."


def test_what_is_decided_is_not_held_any_more_and_what_is_opened_again_is(session):
    case = make_case(session)
    decide(session, case)

    with pytest.raises(AlreadyDecided):
        hold(session, case, actor=ADA, now=NOW)

    reopen_case(session, case, actor=ADA, now=NOW)
    hold(session, case, actor=ADA, now=NOW)
    assert case.held_by == ADA


def test_only_who_holds_a_case_lets_it_go(session):
    case = make_case(session)
    hold(session, case, actor=ADA, now=NOW)

    assert not let_go(session, case, actor=BEN)
    assert case.held_by == ADA
    assert let_go(session, case, actor=ADA)
    assert (case.held_by, case.held_until) == (None, None)


def test_handing_over_names_the_other_in_the_log_without_the_note(session):
    case = make_case(session)
    hold(session, case, actor=ADA, now=NOW)
    to = make_account(session, roles=["admin"])

    hand_over(session, case, actor=ADA, to=to, note="  They wrote from Lyon. ", now=NOW)

    (event,) = events(session, "handed over")
    assert (case.handed_to, case.held_by) == (f"moderator:{to.public_id}", None)
    assert case.note == "They wrote from Lyon."
    assert event.after["to"] == f"moderator:{to.public_id}"
    assert "Lyon" not in f"{event.before}{event.after}"


def test_a_note_stays_short_and_an_empty_one_leaves_the_last(session):
    case = make_case(session)
    to = make_account(session, roles=["moderator"])

    hand_over(session, case, actor=ADA, to=to, note="x" * 900, now=NOW)
    assert case.note == "x" * NOTE_LENGTH
    hand_over(session, case, actor=ADA, to=to, note=" ", now=NOW)
    assert case.note == "x" * NOTE_LENGTH


@pytest.mark.parametrize(
    "values", [{}, {"roles": ["owner"]}, {"roles": ["moderator"], "active": False}]
)
def test_only_active_staff_is_handed_a_case(session, values):
    case = make_case(session)
    to = make_account(session, **values)

    with pytest.raises(NotStaff):
        hand_over(session, case, actor=ADA, to=to, note="", now=NOW)

    assert case.handed_to is None
    assert not events(session, "handed over")


@BOTH
def test_of_two_who_take_a_case_at_once_the_second_is_told(session, open_session):
    case = make_case(session)
    number = case.id
    session.commit()
    other = open_session()
    seen_before = other.get(type(case), number)
    begin_write(session)
    hold(session, case, actor=ADA, now=NOW)
    session.commit()
    begin_write(other)

    with pytest.raises(HeldByAnother):
        hold(other, seen_before, actor=BEN, now=NOW)


def test_what_somebody_held_or_was_handed_is_free_once_they_leave(session):
    leaving = make_account(session, roles=["moderator"])
    name = f"moderator:{leaving.public_id}"
    held, handed, others = (make_case(session, subject=subject) for subject in "abc")
    hold(session, held, actor=name, now=NOW)
    hand_over(session, handed, actor=ADA, to=leaving, note="", now=NOW)
    hold(session, others, actor=BEN, now=NOW)
    session.flush()

    freed = give_up_all(session, leaving, actor="admin:one")

    assert freed == 2
    assert (held.held_by, held.held_until, handed.handed_to) == (None, None, None)
    assert others.held_by == BEN
    (event,) = events(session, "handed back")
    assert (event.actor, event.subject_id) == ("admin:one", str(handed.public_id))
