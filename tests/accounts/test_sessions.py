import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from directory.accounts.models import AccountSession, RoleName
from directory.accounts.policy import Proof
from directory.accounts.sessions import (
    ABSOLUTE,
    FRESH,
    IDLE,
    SEEN_EVERY,
    ProofTooWeak,
    SessionUnknown,
    drop_sessions,
    end_other_sessions,
    end_session,
    find_session,
    is_fresh,
    note_use,
    open_session,
    purge_sessions,
    sessions_of,
    was_seen_lately,
)
from directory.accounts.sessions import open_session as open_session_of
from directory.accounts.staff import grant_role
from directory.db import begin_write
from directory.log.models import Event
from tests.accounts.factories import KEYS, make_account, make_session

pytestmark = pytest.mark.databases("sqlite")  # test_service.py goes through both
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def account(session):
    return make_account(session)


@pytest.fixture
def open_one(session):
    """Sign an account in at a time, and give row and token."""

    def opened(account, at=NOW, seen_at=None):
        row, token = make_session(session, account)
        row.created_at, row.seen_at = at, seen_at or at
        session.flush()
        return row, token

    return opened


def test_a_token_finds_its_session_and_account(session, account, open_one):
    open_one(make_account(session))
    row, token = open_one(account)

    assert find_session(session, token, keys=KEYS, now=NOW) == (row, account)


def test_only_a_digest_of_the_token_is_stored_and_nothing_of_it_logged(session, account):
    token = open_session(
        session, account, proof=Proof.MAIL, keys=KEYS, browser="Firefox|Mac", now=NOW
    )

    session.flush()
    row = session.scalars(select(AccountSession)).one()
    entry = session.scalars(select(Event).where(Event.action == "signed_in")).one()
    assert row.token_digest not in token
    assert entry.after == {"proof": "mail"}
    assert account.email not in f"{entry.actor} {entry.subject_id}"


def test_a_token_that_nobody_was_given_finds_nothing(session, account, open_one):
    open_one(account)

    assert find_session(session, "guess", keys=KEYS, now=NOW) is None


@pytest.mark.parametrize(
    ("started", "seen", "alive"),
    [
        (IDLE - SECOND, IDLE - SECOND, True),
        (IDLE, IDLE, False),
        (ABSOLUTE - SECOND, SECOND, True),
        (ABSOLUTE, SECOND, False),
    ],
)
def test_a_session_ends_when_idle_or_old(session, account, open_one, started, seen, alive):
    _row, token = open_one(account, at=NOW - started, seen_at=NOW - seen)

    found = find_session(session, token, keys=KEYS, now=NOW)

    assert (found is not None) is alive
    assert bool(sessions_of(session, account, NOW)) is alive


def test_an_account_that_was_closed_is_not_signed_in(session, account, open_one):
    _row, token = open_one(account)
    account.active = False
    session.flush()

    assert find_session(session, token, keys=KEYS, now=NOW) is None


@pytest.mark.parametrize("role", ["moderator", "admin"])
def test_no_mail_opens_a_session_for_staff(session, role):
    staff = make_account(session, roles=[role])

    with pytest.raises(ProofTooWeak):
        open_session(session, staff, proof=Proof.MAIL, keys=KEYS, browser="", now=NOW)

    assert sessions_of(session, staff, NOW) == []


@pytest.mark.databases("sqlite", "postgres")
def test_who_has_just_become_staff_gets_no_session_by_mail(session, open_session):
    member = make_account(session)
    session.commit()
    other = open_session()
    begin_write(other)
    grant_role(other, email=member.email, role=RoleName.MODERATOR, actor="command:test", now=NOW)
    other.commit()
    begin_write(session)

    with pytest.raises(ProofTooWeak):
        open_session_of(session, member, proof=Proof.MAIL, keys=KEYS, browser="", now=NOW)


def test_an_owner_signs_in_by_mail(session):
    owner = make_account(session, roles=["owner"])

    assert open_session(session, owner, proof=Proof.MAIL, keys=KEYS, browser="", now=NOW)


def test_a_sign_in_is_fresh_for_ten_minutes(session, account, open_one):
    row, _token = open_one(account)

    assert is_fresh(row, NOW + FRESH - SECOND)
    assert not is_fresh(row, NOW + FRESH)


def test_use_is_noted_every_few_minutes_and_makes_no_sign_in_fresh(session, account, open_one):
    row, _token = open_one(account)
    later = NOW + SEEN_EVERY
    assert was_seen_lately(row, later - SECOND)
    assert not was_seen_lately(row, later)

    note_use(session, row.id, later)

    session.refresh(row)
    assert (row.seen_at, row.created_at) == (later, NOW)


def test_sessions_are_listed_with_the_one_used_last_first(session, account, open_one):
    open_one(make_account(session))
    old, _ = open_one(account, at=NOW - 2 * SECOND)
    new, _ = open_one(account, at=NOW - SECOND)

    assert list(sessions_of(session, account, NOW)) == [new, old]


def test_an_ended_session_is_no_session(session, account, open_one):
    row, token = open_one(account)
    kept, kept_token = open_one(account)

    end_session(session, account, row.public_id)

    session.flush()
    assert find_session(session, token, keys=KEYS, now=NOW) is None
    assert find_session(session, kept_token, keys=KEYS, now=NOW) == (kept, account)


def test_nobody_ends_a_session_of_somebody_else(session, account, open_one):
    row, token = open_one(account)
    other = make_account(session)

    for public_id in (row.public_id, uuid.uuid4()):
        with pytest.raises(SessionUnknown):
            end_session(session, other, public_id)

    assert find_session(session, token, keys=KEYS, now=NOW)


def test_all_other_sessions_end_at_once(session, account, open_one):
    kept, _ = open_one(account)
    open_one(account)
    foreign, _ = open_one(make_account(session))

    end_other_sessions(session, account, kept)

    assert set(session.scalars(select(AccountSession))) == {kept, foreign}


def test_all_sessions_end_where_none_is_kept(session, account, open_one):
    open_one(account)
    foreign, _ = open_one(make_account(session))

    drop_sessions(session, account)

    assert session.scalars(select(AccountSession)).all() == [foreign]


def test_each_end_is_logged_once(session, account, open_one):
    row, _ = open_one(account)
    session.flush()

    end_session(session, account, row.public_id)
    end_other_sessions(session, account, None)

    session.flush()
    actions = session.scalars(select(Event.action).order_by(Event.id)).all()
    assert actions == ["signed_in", "signed_out", "signed_out_elsewhere"]


def test_sessions_that_ended_by_themselves_are_forgotten(session, account, open_one):
    open_one(account, at=NOW - IDLE)
    open_one(account, at=NOW - ABSOLUTE, seen_at=NOW)
    alive, _ = open_one(account)

    purge_sessions(session, NOW)

    assert session.scalars(select(AccountSession)).all() == [alive]
