"""Passkeys on the site's own pages: added, used, removed, by their owner alone."""

import html
import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from webauthn.helpers import base64url_to_bytes

from directory.accounts.models import AccountSession, Passkey
from directory.db import begin_write
from directory.http.account_sessions import DRAFT
from tests.accounts.authenticator import Authenticator
from tests.accounts.factories import make_account, make_noise_accounts, sign_in

SITE = {"rp_id": "localhost", "origin": "http://localhost"}


@pytest.fixture(autouse=True)
def without_form_tokens(app):
    """The guard on forms has tests of its own."""
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def member(session):
    make_noise_accounts(session)
    account = make_account(session)
    session.commit()
    return account


@pytest.fixture
def own_page(client, member):
    """The client, signed in as the member."""
    sign_in(client, member)
    return client


def challenge_of(client, path):
    options = re.search(r'data-options="([^"]+)"', client.get(path).text).group(1)
    return base64url_to_bytes(json.loads(html.unescape(options))["challenge"])


def add(client, authenticator, name="My phone"):
    answer = authenticator.create(challenge_of(client, "/account/passkeys"))
    return client.post("/account/passkeys", data={"name": name, "answer": answer})


def use(client, authenticator, **more):
    answer = authenticator.get(challenge_of(client, "/sign-in/passkey"))
    return client.post("/sign-in/passkey", data={"answer": answer, **more})


def stored(session):
    """The passkeys there are now."""
    session.rollback()
    return session.scalars(select(Passkey)).all()


def is_signed_in(client):
    return client.get("/account").status_code == 200


def test_a_passkey_is_added_and_opens_the_door(own_page, app):
    authenticator = Authenticator(**SITE)
    assert add(own_page, authenticator).status_code == 303
    assert "Remove My phone" in own_page.get("/account/passkeys").text
    elsewhere = app.test_client()

    answer = use(elsewhere, authenticator, next="/account/sessions")

    assert (answer.status_code, answer.location) == (303, "/account/sessions")
    assert is_signed_in(elsewhere)


def test_adding_a_passkey_signs_out_everywhere_else(own_page, app, member):
    elsewhere = app.test_client()
    sign_in(elsewhere, member)
    assert is_signed_in(elsewhere)

    assert add(own_page, Authenticator(**SITE)).status_code == 303

    assert is_signed_in(own_page)
    assert not is_signed_in(elsewhere)


def test_an_assessment_written_before_comes_along(own_page, app):
    authenticator = Authenticator(**SITE)
    add(own_page, authenticator)
    elsewhere = app.test_client()
    with elsewhere.session_transaction() as cookie:
        cookie[DRAFT] = 7

    use(elsewhere, authenticator)

    with elsewhere.session_transaction() as cookie:
        assert cookie[DRAFT] == 7


def test_a_passkey_is_enough_for_staff(client, app, session):
    moderator = make_account(session, roles=["moderator"])
    session.commit()
    sign_in(client, moderator)
    authenticator = Authenticator(**SITE)
    add(client, authenticator)
    elsewhere = app.test_client()

    use(elsewhere, authenticator)

    assert is_signed_in(elsewhere)
    assert elsewhere.get("/account/password").status_code == 200


def test_an_answer_is_taken_once_even_with_the_cookie_of_before(own_page, app):
    authenticator = Authenticator(**SITE)
    add(own_page, authenticator)
    visitor, thief = app.test_client(), app.test_client()
    answer = authenticator.get(challenge_of(visitor, "/sign-in/passkey"))
    copied = visitor.get_cookie("session").value
    assert visitor.post("/sign-in/passkey", data={"answer": answer}).status_code == 303

    thief.set_cookie("session", copied)
    replayed = thief.post("/sign-in/passkey", data={"answer": answer})

    assert replayed.status_code == 400
    assert not is_signed_in(thief)


@pytest.mark.parametrize(
    "fault", [{"origin": "https://evil.example"}, {"rp_id": "evil.example"}, {"verified": False}]
)
def test_an_answer_for_another_site_is_refused(own_page, app, fault, session):
    authenticator = Authenticator(**SITE)
    add(own_page, authenticator)
    elsewhere = app.test_client()
    for name, value in fault.items():
        setattr(authenticator, name, value)

    assert use(elsewhere, authenticator).status_code == 400
    assert not is_signed_in(elsewhere)
    assert add(own_page, Authenticator(**SITE | fault)).status_code == 400
    assert len(stored(session)) == 1


def test_without_a_challenge_there_is_nothing_to_answer(own_page, app, session):
    authenticator = Authenticator(**SITE)
    answer = authenticator.get(b"a challenge of one's own")

    assert app.test_client().post("/sign-in/passkey", data={"answer": answer}).status_code == 400
    posted = own_page.post("/account/passkeys", data={"name": "Phone", "answer": answer})
    assert posted.status_code == 400
    assert stored(session) == []


def test_an_unknown_passkey_is_told_how_to_come_in(client):
    answer = use(client, Authenticator(**SITE))

    assert answer.status_code == 400
    assert "Sign in by mail" in answer.text


def test_a_removed_passkey_opens_nothing_and_others_are_signed_out(own_page, app, session, member):
    authenticator = Authenticator(**SITE)
    add(own_page, authenticator)
    sign_in(app.test_client(), member)
    passkey = stored(session)[0]

    removed = own_page.post(f"/account/passkeys/{passkey.id}/remove")

    assert removed.status_code == 303
    assert stored(session) == []
    assert len(session.scalars(select(AccountSession)).all()) == 1
    assert use(app.test_client(), authenticator).status_code == 400


def test_a_passkey_of_somebody_else_is_not_there(own_page, app, session):
    other = make_account(session)
    session.commit()
    stranger = app.test_client()
    sign_in(stranger, other)
    add(own_page, Authenticator(**SITE))
    passkey = stored(session)[0]

    assert stranger.post(f"/account/passkeys/{passkey.id}/remove").status_code == 404
    assert "Remove My phone" not in stranger.get("/account/passkeys").text
    assert own_page.post(f"/account/passkeys/{passkey.id + 1}/remove").status_code == 404
    assert len(stored(session)) == 1


def test_staff_keep_their_only_way_in(client, session):
    moderator = make_account(session, roles=["moderator"])
    session.commit()
    sign_in(client, moderator)
    add(client, Authenticator(**SITE))
    passkey = stored(session)[0]

    refused = client.post(f"/account/passkeys/{passkey.id}/remove")

    assert refused.status_code == 400
    assert "only way in" in refused.text


def test_the_eleventh_passkey_is_refused_kindly(own_page, session, member):
    begin_write(session)
    for number in range(10):
        passkey = Passkey(
            user_id=member.id,
            credential_id=bytes([number]),
            public_key=b"",
            name=f"Key {number}",
            usage="first",
            device_type="single_device",
        )
        session.add(passkey)
    session.commit()

    answer = add(own_page, Authenticator(**SITE))

    assert answer.status_code == 400
    assert "Remove one first" in answer.text


@pytest.mark.parametrize("name", ["", "   ", "x" * 65])
def test_a_passkey_has_a_name_that_can_be_shown(own_page, session, name):
    answer = add(own_page, Authenticator(**SITE), name)

    assert answer.status_code == 400
    assert stored(session) == []


def test_passkeys_are_changed_after_a_fresh_sign_in_alone(client, member):
    sign_in(client, member, ago=timedelta(minutes=11))

    assert "again=1" in client.get("/account/passkeys").location
    assert client.post("/account/passkeys").status_code == 303
    assert client.post("/account/passkeys/1/remove").status_code == 303


def test_the_page_for_signing_in_leads_to_passkeys_where_there_are_scripts(client):
    page = client.get("/sign-in?next=/account/sessions").text

    assert re.search(r'<p data-passkey-offer hidden><a href="/sign-in/passkey\?next=', page)
    assert 'href="/staff/sign-in?next=' in page
