"""Staff change their password, or choose one by a link that works once."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.accounts.models import Account, AccountSession
from directory.accounts.passwords import fits
from directory.db import utc_now
from directory.outbox.models import Mail
from tests.accounts.factories import make_account, sign_in

EMAIL, PASSWORD = "mo@runner.example", "tulip kettle orbit nine"


@pytest.fixture(autouse=True)
def without_form_tokens(app):
    """The guard on forms has tests of its own."""
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def moderator(session):
    make_account(session, roles=["admin"])
    account = make_account(session, EMAIL, roles=["moderator"])
    session.commit()
    return account


def ask_for_link(client, email=EMAIL):
    return client.post("/staff/forgotten-password", data={"email": email})


def mailed_path(session):
    session.rollback()
    letter = session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    return re.search(r"http://\S+?(/staff/password/\S+)", letter.text).group(1)


def password_of(session):
    session.rollback()
    return session.scalar(select(Account.password).where(Account.email == EMAIL))


def without(email, answer):
    """An answer without the address and what is new in every answer."""
    return re.sub(r'nonce="[^"]+"', "", answer.text).replace(email, "")


def test_a_mailed_link_sets_a_password_once(client, session, moderator):
    assert client.get("/staff/forgotten-password").status_code == 200
    assert "a link is on its way" in ask_for_link(client, "Mo@Runner.example").text
    path = mailed_path(session)
    assert EMAIL in client.get(path).text

    chosen = client.post(path, data={"password": PASSWORD})

    assert (chosen.status_code, chosen.location) == (303, "/staff/sign-in")
    assert fits(PASSWORD, password_of(session))
    again = client.post(path, data={"password": "another tulip kettle"})
    assert again.status_code == 404
    assert fits(PASSWORD, password_of(session))
    assert client.get("/account").status_code == 303


def test_the_link_leads_to_the_site_of_the_settings(client, session, moderator):
    client.post(
        "/staff/forgotten-password", data={"email": EMAIL}, headers={"Host": "evil.example"}
    )

    assert "evil.example" not in session.scalars(select(Mail.text)).one()


def test_strangers_and_members_get_the_same_answer_and_no_mail(client, session, moderator):
    make_account(session, "member@runner.example")
    session.commit()
    known = without(EMAIL, ask_for_link(client))

    for email in ("member@runner.example", "nobody@runner.example"):
        assert without(email, ask_for_link(client, email)) == known
    session.rollback()
    live = select(Mail.recipient).where(Mail.expires_at > utc_now())
    assert session.scalars(live).all() == [EMAIL]


def test_the_sixth_link_of_a_day_is_not_mailed(client, session, moderator):
    answers = [ask_for_link(client).status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]


@pytest.mark.parametrize("email", ["", "nobody", "a@b@c", "x" * 5000])
def test_what_is_no_address_is_refused_kindly(client, email):
    answer = ask_for_link(client, email)

    assert answer.status_code == 400
    assert "field__error" in answer.text


def test_a_link_that_never_was_has_ended(client):
    assert client.get("/staff/password/guess").status_code == 404
    assert client.post("/staff/password/guess", data={"password": PASSWORD}).status_code == 404


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Type a new password"),
        ("short", "12 characters or more"),
        ("x7" * 65, "128 characters or fewer"),
        ("P@ssw0rd-2024", "tried first"),
        ("!wholechain! kit", "Use words that have nothing to do with either"),
        ("x" * 5000, "longer than a password can be"),
    ],
)
def test_a_weak_password_is_refused_and_the_link_lives(client, session, moderator, password, words):
    ask_for_link(client)
    path = mailed_path(session)

    refused = client.post(path, data={"password": password})

    assert refused.status_code == 400
    assert words in refused.text
    assert not password or f'value="{password}"' not in refused.text
    assert password_of(session) is None
    assert client.get(path).status_code == 200


def test_a_password_is_changed_and_other_sessions_end(client, app, session, moderator):
    sign_in(app.test_client(), moderator)
    here = sign_in(client, moderator)
    assert EMAIL in client.get("/account/password").text
    assert client.post("/account/password", data={"password": "short"}).status_code == 400

    changed = client.post("/account/password", data={"password": PASSWORD})

    assert changed.status_code == 303
    assert fits(PASSWORD, password_of(session))
    assert session.scalars(select(AccountSession.public_id)).all() == [here]


@pytest.mark.parametrize("path", ["/account/password", "/account/second-factor"])
def test_ways_in_are_changed_after_a_fresh_sign_in_alone(client, session, moderator, path):
    sign_in(client, moderator, ago=timedelta(minutes=11))

    assert "again=1" in client.get(path).location
    assert client.post(path, data={"password": PASSWORD, "code": "123456"}).status_code == 303
    assert password_of(session) is None
