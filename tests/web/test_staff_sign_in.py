"""Moderators and admins come in by a password and a code that works once."""

import re
import time

import pytest
from passlib.totp import TOTP
from sqlalchemy import select

from directory.accounts.models import Account, AccountSession
from directory.accounts.passwords import hash_password
from directory.accounts.totp import SecondFactor
from directory.db import begin_write
from tests.accounts.factories import make_account, sign_in

EMAIL, PASSWORD = "mo@runner.example", "tulip kettle orbit nine"
STEP_S = 30


@pytest.fixture(scope="session")
def password_hash():
    """Made once: hashing is slow on purpose."""
    return hash_password(PASSWORD)


@pytest.fixture(autouse=True)
def without_form_tokens(app):
    """The guard on forms has tests of its own."""
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def moderator(session, password_hash, settings):
    """A moderator with a password and an app; gives the app's secret."""
    secret = SecondFactor(settings.secret_key, settings.site_name).new_secret()
    make_account(session)
    make_account(
        session,
        EMAIL,
        roles=["moderator"],
        password=password_hash,
        tf_totp_secret=secret,
        tf_primary_method="authenticator",
    )
    session.commit()
    return secret


@pytest.fixture
def newcomer(session, password_hash):
    """A moderator with a password and no second factor."""
    account = make_account(session, EMAIL, roles=["moderator"], password=password_hash)
    session.commit()
    return account


def give_password(client, password=PASSWORD, email=EMAIL, **more):
    return client.post("/staff/sign-in", data={"email": email, "password": password, **more})


def give_code(client, code):
    return client.post("/staff/sign-in/second-step", data={"code": code})


def code_for(settings, secret, offset_s=0):
    """The code that an app with this secret shows now, or some seconds from now."""
    shown = SecondFactor(settings.secret_key, settings.site_name, lambda: time.time() + offset_s)
    return shown.generate_totp_password(secret)


def app_code(key):
    """The code of an app into which this key was typed."""
    return TOTP(key.replace("-", "")).generate().token


def is_signed_in(client):
    return client.get("/account").status_code == 200


def test_password_and_code_open_the_door(client, moderator, settings):
    first = give_password(client, next="/account/sessions")
    assert first.location == "/staff/sign-in/second-step"
    assert not is_signed_in(client)
    assert "Each works once" in client.get(first.location).text

    second = give_code(client, code_for(settings, moderator))

    assert (second.status_code, second.location) == (303, "/account/sessions")
    assert is_signed_in(client)


def test_a_used_code_opens_nothing_in_another_browser(client, app, moderator, settings):
    code, previous = code_for(settings, moderator), code_for(settings, moderator, -STEP_S)
    give_password(client)
    give_code(client, code)
    thief = app.test_client()
    give_password(thief)

    replayed = give_code(thief, code)

    assert replayed.status_code == 400
    assert "Each works once" in replayed.text
    assert give_code(thief, previous).status_code == 400
    assert not is_signed_in(thief)


def test_the_copied_cookie_of_the_first_step_still_needs_a_new_code(
    client, app, moderator, settings
):
    give_password(client)
    copied = client.get_cookie("session").value
    code = code_for(settings, moderator)
    give_code(client, code)
    thief = app.test_client()
    thief.set_cookie("session", copied)

    assert give_code(thief, code).status_code == 400
    assert not is_signed_in(thief)


def test_the_sixth_wrong_code_is_not_looked_at(client, moderator, settings):
    give_password(client)
    answers = [give_code(client, "000000").status_code for _ in range(5)]

    refused = give_code(client, code_for(settings, moderator))

    assert answers == [400] * 5
    assert refused.status_code == 429
    assert not is_signed_in(client)


def test_the_eleventh_password_for_an_account_is_not_looked_at(app, moderator):
    for number in range(10):
        visitor = app.test_client()
        visitor.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        assert give_password(visitor, "wrong but long enough").status_code == 400

    assert give_password(app.test_client()).status_code == 429


def test_the_eleventh_password_of_a_visitor_is_not_looked_at(client, moderator):
    for number in range(10):
        give_password(client, "wrong but long", email=f"nobody{number}@runner.example")

    assert give_password(client).status_code == 429


@pytest.mark.parametrize(
    ("columns", "email"),
    [
        ({}, "nobody@runner.example"),
        ({}, "no address at all"),
        ({"roles": []}, EMAIL),
        ({"active": False}, EMAIL),
        ({"password": None}, EMAIL),
        ({"password": "a hash of nothing"}, EMAIL),
    ],
)
def test_the_answer_is_the_same_whatever_is_wrong(client, session, password_hash, columns, email):
    make_account(session, EMAIL, **{"roles": ["admin"], "password": password_hash} | columns)
    session.commit()

    answer = give_password(client, email=email)

    assert answer.status_code == 400
    assert "do not belong together" in answer.text
    assert f'value="{email}"' in answer.text
    assert PASSWORD not in answer.text
    assert client.get("/staff/sign-in/second-step").location == "/staff/sign-in"


def test_the_second_step_is_closed_without_the_first(client, moderator, settings):
    answer = give_code(client, code_for(settings, moderator))

    assert answer.location == "/staff/sign-in"
    assert not is_signed_in(client)


def test_a_new_password_ends_a_first_step(client, moderator, settings, session):
    give_password(client)
    begin_write(session)
    session.scalar(select(Account).where(Account.email == EMAIL)).password = None
    session.commit()

    assert give_code(client, code_for(settings, moderator)).location == "/staff/sign-in"


@pytest.mark.parametrize(
    "code", ["", "12", "abc def", "0" * 5000, "12\x0034", "\uff11\uff12\uff13456"]
)
def test_what_is_no_code_is_refused_kindly(client, moderator, code):
    give_password(client)

    assert give_code(client, code).status_code == 400


def test_the_first_page_asks_for_both_and_says_what_is_missing(client):
    assert client.get("/staff/sign-in").status_code == 200

    assert client.post("/staff/sign-in", data={"email": " "}).status_code == 400


def test_an_account_closed_in_between_ends_a_first_step(client, moderator, settings, session):
    give_password(client)
    begin_write(session)
    session.scalar(select(Account).where(Account.email == EMAIL)).active = False
    session.commit()

    assert give_code(client, code_for(settings, moderator)).location == "/staff/sign-in"


def set_up(client):
    """Open the set-up page and take its key up, as an app does."""
    page = client.get("/staff/sign-in/set-up")
    key = re.search(r"<code>([A-Z2-7-]+)</code>", page.text).group(1)
    return page, key


def test_without_a_second_factor_one_is_set_up_before_anything_else(client, newcomer, session):
    give_password(client)
    assert client.get("/staff/sign-in/second-step").location == "/staff/sign-in/set-up"
    assert not is_signed_in(client)
    page, key = set_up(client)
    assert "<svg" in page.text
    assert client.post("/staff/sign-in/set-up").status_code == 400
    wrong = client.post("/staff/sign-in/set-up", data={"code": "000000"})
    assert key in wrong.text
    code = app_code(key)

    done = client.post("/staff/sign-in/set-up", data={"code": code})

    assert done.status_code == 303
    assert is_signed_in(client)
    session.expire_all()
    assert key.replace("-", "") not in newcomer.tf_totp_secret
    assert newcomer.totp_counter is not None


def test_the_code_of_the_set_up_opens_nothing_later(client, app, newcomer):
    give_password(client)
    _, key = set_up(client)
    code = app_code(key)
    client.post("/staff/sign-in/set-up", data={"code": code})
    thief = app.test_client()
    give_password(thief)

    assert give_code(thief, code).status_code == 400


def test_with_a_second_factor_none_can_be_set_up_by_the_password_alone(client, moderator):
    give_password(client)

    assert client.get("/staff/sign-in/set-up").location == "/staff/sign-in/second-step"
    posted = client.post("/staff/sign-in/set-up", data={"code": "000000"})
    assert posted.location == "/staff/sign-in/second-step"


def test_another_app_replaces_the_first_and_ends_other_sessions(client, app, moderator, session):
    account = session.scalar(select(Account).where(Account.email == EMAIL))
    sign_in(app.test_client(), account)
    here = sign_in(client, account)
    page = client.get("/account/second-factor")
    key = re.search(r"<code>([A-Z2-7-]+)</code>", page.text).group(1)
    for code in ("", "000000"):
        assert client.post("/account/second-factor", data={"code": code}).status_code == 400

    done = client.post("/account/second-factor", data={"code": app_code(key)})

    assert done.status_code == 303
    session.rollback()
    assert session.scalars(select(AccountSession.public_id)).all() == [here]
    session.refresh(account)
    assert account.tf_totp_secret != moderator


@pytest.mark.parametrize("path", ["/account/second-factor", "/account/password"])
def test_members_have_neither_password_nor_app(client, session, path):
    member = make_account(session)
    session.commit()
    sign_in(client, member)

    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
