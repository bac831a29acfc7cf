"""A link to choose a password works once, for ten minutes, for staff alone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from directory.accounts.codes import CodeUnknown, see_link
from directory.accounts.digests import Keys
from directory.accounts.models import SignInCode
from directory.accounts.password_links import (
    LIFETIME,
    LinkUnknown,
    mail_password_link,
    make_password_link,
    see_password_link,
    take_password_link,
)
from directory.log.models import Event
from directory.outbox.models import Mail
from tests.accounts.factories import make_account

pytestmark = pytest.mark.databases("sqlite")
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
KEYS = Keys("tests only")
EMAIL = "mo@runner.example"


def make(session, account, now=NOW):
    return make_password_link(session, account, keys=KEYS, actor="command:admin", now=now)


def take(session, token, now=NOW):
    return take_password_link(session, token=token, keys=KEYS, now=now)


def mail(session, email):
    tokens = []
    mail_password_link(
        session,
        email=email,
        keys=KEYS,
        compose=lambda token: tokens.append(token) or ("A new password", token),
        now=NOW,
    )
    return tokens[0]


def test_a_link_works_once(session):
    account = make_account(session, EMAIL, roles=["admin"])
    token = make(session, account)

    assert see_password_link(session, token=token, keys=KEYS, now=NOW) is account
    assert take(session, token) is account
    with pytest.raises(LinkUnknown):
        take(session, token)


@pytest.mark.parametrize(("late", "works"), [(timedelta(seconds=-1), True), (timedelta(0), False)])
def test_a_link_lasts_ten_minutes(session, late, works):
    token = make(session, make_account(session, EMAIL, roles=["admin"]))

    if works:
        assert take(session, token, NOW + LIFETIME + late)
    else:
        with pytest.raises(LinkUnknown):
            take(session, token, NOW + LIFETIME + late)


def test_a_newer_link_ends_the_older(session):
    account = make_account(session, EMAIL, roles=["admin"])
    older, newer = make(session, account), make(session, account)

    with pytest.raises(LinkUnknown):
        take(session, older)
    assert take(session, newer)


@pytest.mark.parametrize("columns", [{"roles": []}, {"active": False}])
def test_a_link_of_somebody_who_is_staff_no_longer_opens_nothing(session, columns):
    account = make_account(session, EMAIL, roles=["admin"])
    token = make(session, account)
    for name, value in columns.items():
        setattr(account, name, value)

    with pytest.raises(LinkUnknown):
        take(session, token)


@pytest.mark.parametrize("token", ["", "guess", "a\0b", "\u00e9"])
def test_a_guess_opens_nothing(session, token):
    make(session, make_account(session, EMAIL, roles=["admin"]))

    with pytest.raises(LinkUnknown):
        take(session, token)


def test_a_link_for_a_password_does_not_sign_in(session):
    token = make(session, make_account(session, EMAIL, roles=["admin"]))

    with pytest.raises(CodeUnknown):
        see_link(session, link_token=token, keys=KEYS, now=NOW)


def test_a_mailed_link_reaches_staff(session):
    account = make_account(session, EMAIL, roles=["admin"])
    token = mail(session, EMAIL)

    letter = session.scalars(select(Mail)).one()
    assert (letter.recipient, letter.text, letter.expires_at) == (EMAIL, token, NOW + LIFETIME)
    assert take(session, token) is account


@pytest.mark.parametrize("columns", [None, {"roles": []}, {"roles": ["admin"], "active": False}])
def test_for_anybody_else_the_same_is_done_but_no_mail_leaves_and_nothing_opens(session, columns):
    if columns is not None:
        make_account(session, EMAIL, **columns)
    token = mail(session, EMAIL)

    assert session.scalars(select(Mail.expires_at)).one() == NOW
    assert session.scalars(select(SignInCode.email)).one() == EMAIL
    assert session.scalars(select(Event.action)).one() == "password_link_requested"
    with pytest.raises(LinkUnknown):
        take(session, token)


def test_the_token_itself_is_nowhere_in_the_table(session):
    token = make(session, make_account(session, EMAIL, roles=["admin"]))

    row = session.scalars(select(SignInCode)).one()
    assert token not in {row.link_digest, row.request_digest, row.code_digest}
