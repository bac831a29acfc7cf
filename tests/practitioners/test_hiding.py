"""Listings are hidden for several reasons at once and come back when the last one falls away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from directory.log.models import Event
from directory.practitioners.hiding import (
    REASON_LENGTH,
    hide,
    is_hidden_for,
    unhide,
    with_reason,
    without_reason,
)
from directory.practitioners.models import Status
from tests.factories import make_noise, make_practitioner

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

FIRST, SECOND = "Its number is not in use.", "A moderator hid it."


def actions(session, practitioner):
    session.flush()
    subject = str(practitioner.public_id)
    rows = select(Event.action).where(Event.subject_id == subject).order_by(Event.id)
    return list(session.scalars(rows))


@given(st.text(max_size=300), st.text("abc .", min_size=1, max_size=100))
def test_a_reason_is_whole_whatever_stood_there(text, reason):
    together = with_reason(text, reason.strip() or "x")

    assert together.endswith(reason.strip() or "x")
    assert len(together) <= REASON_LENGTH


def test_a_reason_taken_out_leaves_the_others_as_they_were():
    assert without_reason(with_reason(FIRST, SECOND), SECOND) == FIRST
    assert without_reason(FIRST, FIRST) == ""


@pytest.mark.parametrize("stood", [Status.PUBLISHED, Status.UNCLAIMED, Status.PENDING])
def test_a_listing_comes_back_where_it_stood(session, stood):
    make_noise(session, 1)
    listing = make_practitioner(session, status=stood)

    hide(session, listing, FIRST, actor="somebody")
    session.flush()
    back = unhide(session, listing, FIRST, actor="somebody")

    assert (back, listing.status, listing.hidden_reason) == (True, stood, None)
    assert actions(session, listing) == ["hidden", "restored"]


@BOTH
def test_it_stays_hidden_while_a_reason_is_left(session):
    listing = make_practitioner(session)
    hide(session, listing, FIRST, actor="registry")
    hide(session, listing, SECOND, actor="moderator")
    session.flush()

    back = unhide(session, listing, FIRST, actor="registry")

    assert (back, listing.status, listing.hidden_reason) == (False, Status.HIDDEN, SECOND)
    assert unhide(session, listing, SECOND, actor="moderator")
    assert listing.status == Status.PUBLISHED
    assert actions(session, listing) == ["hidden", "also hidden", "cleared", "restored"]


def test_the_same_reason_twice_changes_nothing(session):
    listing = make_practitioner(session)
    assert hide(session, listing, FIRST, actor="a")
    version = listing.version

    assert not hide(session, listing, FIRST, actor="a")

    assert listing.version == version
    assert actions(session, listing) == ["hidden"]


def test_a_reason_that_does_not_stand_there_brings_nothing_back(session):
    listing = make_practitioner(session, status=Status.HIDDEN, hidden_reason=FIRST)

    assert not unhide(session, listing, SECOND, actor="a")

    assert is_hidden_for(listing, FIRST)
    assert unhide(session, make_practitioner(session), SECOND, actor="a")
