"""Suspended accounts: out at once, in again when it is lifted."""

import pytest
from sqlalchemy import func, select

from directory.accounts.models import AccountSession
from directory.accounts.suspending import NotToSuspend, SuspensionElsewhere, lift, suspend
from directory.db import utc_now
from directory.log.models import Event
from tests.accounts.factories import make_account, make_session


def put_out(session, account):
    return suspend(session, account, actor="moderator:m", reason="Spam.", now=utc_now())


def test_a_suspended_account_is_signed_out_everywhere(session):
    account = make_account(session)
    make_session(session, account)
    others = make_account(session)
    make_session(session, others)

    put_out(session, account)

    assert (account.active, account.suspended_reason) == (False, "Spam.")
    rows = session.scalars(select(AccountSession.account_id)).all()
    assert rows == [others.id]


def test_lifting_lets_them_in_again(session):
    account = make_account(session)
    put_out(session, account)

    lift(session, account, actor="moderator:m")

    assert (account.active, account.suspended_at, account.suspended_reason) == (True, None, None)


@pytest.mark.parametrize("role", ["moderator", "admin"])
@pytest.mark.databases("sqlite")
def test_staff_are_not_suspended(session, role):
    account = make_account(session, roles=[role])

    with pytest.raises(NotToSuspend):
        put_out(session, account)

    assert account.active


@pytest.mark.databases("sqlite")
def test_nothing_is_done_twice(session):
    account = make_account(session)

    with pytest.raises(SuspensionElsewhere):
        lift(session, account, actor="moderator:m")
    put_out(session, account)
    with pytest.raises(SuspensionElsewhere):
        put_out(session, account)

    session.flush()
    about = Event.subject_id == str(account.public_id)
    assert session.scalar(select(func.count()).select_from(Event).where(about)) == 1


@pytest.mark.databases("sqlite")
def test_the_log_holds_no_reason(session):
    account = make_account(session)
    put_out(session, account)
    session.flush()

    event = session.scalars(select(Event).where(Event.action == "suspended")).one()

    assert (event.before, event.after) == ({"active": True}, {"active": False})
