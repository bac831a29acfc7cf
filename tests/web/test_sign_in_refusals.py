import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from directory.accounts.models import SignInCode
from directory.db import begin_write, database, utc_now
from tests.accounts.factories import make_account, sign_in
from tests.web.visits import (
    ask_for_code,
    code_of,
    form_token,
    is_signed_in,
    link_of,
    mails,
    send,
    sign_in_by_mail,
    writes_of,
    wrong_code,
)

ADA = "ada@runner.example"


@pytest.fixture
def plant(app):
    """Plant an account, and give its id."""

    def planted(**values):
        with app.app_context():
            account = make_account(database.session, **values)
            database.session.commit()
            return account.id

    return planted


def test_a_replayed_code_opens_nothing(app, client):
    code = code_of(ask_for_code(client))
    with client.session_transaction() as cookie:
        copied = dict(cookie)
    assert send(client, "/sign-in/code", code=code).status_code == 303
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(copied)

    answer = send(thief, "/sign-in/code", code=code)

    assert answer.status_code == 400
    assert "This code has ended" in answer.text
    assert not is_signed_in(thief)


def test_a_replayed_link_opens_nothing(app, client):
    link = link_of(ask_for_code(client))
    assert send(client, link).status_code == 303
    thief = app.test_client()

    answer = send(thief, link)

    assert answer.status_code == 404
    assert "This link has ended" in answer.text
    assert thief.get(link).status_code == 404
    assert not is_signed_in(thief)


def test_a_code_of_another_browser_opens_nothing(app, client):
    code = code_of(ask_for_code(client))
    other = app.test_client()
    ask_for_code(other, "bob@runner.example")

    answer = send(other, "/sign-in/code", code=code)

    assert answer.status_code == 400
    assert not is_signed_in(other)


def test_a_browser_that_asked_for_no_code_is_led_to_the_start(client):
    assert client.get("/sign-in/code").location == "/sign-in"
    assert send(client, "/sign-in/code", code="123456").location == "/sign-in"


def test_an_expired_code_is_refused_with_a_way_on(app, client):
    mail = ask_for_code(client)
    with app.app_context():
        begin_write(database.session)
        database.session.execute(update(SignInCode).values(expires_at=utc_now()))
        database.session.commit()

    answer = send(client, "/sign-in/code", code=code_of(mail))

    assert answer.status_code == 400
    assert "This code has ended" in answer.text
    assert "Mail me a new code" in answer.text


def test_the_sixth_try_is_refused_even_with_the_right_code(client):
    mail = ask_for_code(client)
    tries = [send(client, "/sign-in/code", code=wrong_code(mail)) for _ in range(5)]
    assert "you can try 4 more times" in tries[0].text
    assert "once more" in tries[3].text
    assert "Ask for a new one" in tries[4].text

    answer = send(client, "/sign-in/code", code=code_of(mail))

    assert answer.status_code == 400
    assert not is_signed_in(client)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12\x0034"])
def test_what_is_no_code_is_shown_again_and_costs_no_try(app, client, typed):
    mail = ask_for_code(client)

    answer = send(client, "/sign-in/code", code=typed)

    assert answer.status_code == 400
    assert "six digits" in answer.text
    assert send(client, "/sign-in/code", code=code_of(mail)).status_code == 303


@pytest.mark.parametrize("typed", ["", "ada", "ada@runner", "<b>@x", "a" * 400, "a\x00b@c.example"])
def test_what_is_no_address_is_shown_again_with_what_to_do(app, client, typed):
    answer = send(client, "/sign-in", email=typed, next="/method")

    assert answer.status_code == 400
    assert "Please change this" in answer.text
    assert 'value="/method"' in answer.text
    assert mails(app) == []


def test_the_answer_is_the_same_whether_or_not_there_is_an_account(app, client, plant):
    plant(email="known@runner.example")
    plant(email="staff@runner.example", roles=["admin"])
    plant(email="gone@runner.example", active=False)
    written = writes_of(app)

    def seen(name):
        visitor = app.test_client()
        token = form_token(visitor)
        written.clear()
        answer = visitor.post(
            "/sign-in", data={"csrf_token": token, "email": f"{name}@runner.example"}
        )
        page = re.sub(r'(nonce|value)="[^"]*"', "", visitor.get("/sign-in/code").text)
        return answer.status_code, answer.location, list(written), page.replace(f"{name}@", "@")

    unknown = seen("nobody")
    assert [seen(name) for name in ("known", "staff", "gone")] == [unknown] * 3


def test_a_post_without_its_token_is_refused(app, client):
    mail = ask_for_code(client)

    for path, fields in [
        ("/sign-in", {"email": "bob@runner.example"}),
        ("/sign-in/code", {"code": code_of(mail)}),
        (link_of(mail), {}),
        ("/sign-out", {}),
    ]:
        assert client.post(path, data=fields).status_code == 400

    assert len(mails(app)) == 1
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "following",
    ["//evil.example", "/\\evil.example", "https://evil.example", "/%2fevil.example", "/\t/evil"],
)
def test_signing_in_leads_to_no_other_site(client, following):
    page = client.get("/sign-in", query_string={"next": following})
    assert "evil" not in page.text

    answer = sign_in_by_mail(client, next=following)

    assert answer.location == "/account"


def test_a_cookie_planted_before_is_not_carried_into_the_session(client):
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    before = form_token(client)

    sign_in_by_mail(client)

    with client.session_transaction() as cookie:
        assert "planted" not in cookie
    answer = client.post("/sign-out", data={"csrf_token": before})
    assert answer.status_code == 400


def test_a_cookie_stolen_before_signing_out_is_dead_afterwards(app, client):
    sign_in_by_mail(client)
    with client.session_transaction() as cookie:
        stolen = dict(cookie)

    answer = send(client, "/sign-out")

    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(stolen)
    assert answer.location == "/"
    assert not is_signed_in(thief)
    assert not is_signed_in(client)


def test_a_session_that_was_idle_is_over(app, client, plant):
    account = plant()

    sign_in(client, account, ago=timedelta(hours=11))
    assert is_signed_in(client)

    sign_in(client, account, ago=timedelta(hours=12))
    assert not is_signed_in(client)
