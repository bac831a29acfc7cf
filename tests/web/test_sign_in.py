import re

import pytest
from sqlalchemy import select

from directory.accounts.models import AccountSession, Trace
from directory.db import database
from directory.http.account_sessions import DRAFT
from tests.accounts.factories import make_account, sign_in
from tests.web.visits import (
    ask_for_code,
    code_of,
    emails_of_accounts,
    form_token,
    is_signed_in,
    link_of,
    mails,
    send,
    sign_in_by_mail,
    writes_of,
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


def test_a_visitor_signs_in_by_the_code_of_the_mail(app, client):
    page = client.get("/sign-in")
    assert "There is no password" in page.text
    mail = ask_for_code(client, "Ada@Runner.Example")
    page = client.get("/sign-in/code")
    assert 'autocomplete="one-time-code"' in page.text
    assert 'inputmode="numeric"' in page.text

    answer = send(client, "/sign-in/code", code=code_of(mail))

    assert (answer.status_code, answer.location) == (303, "/account")
    assert ADA in client.get("/account").text
    assert emails_of_accounts(app) == [ADA]


@pytest.mark.parametrize("spelling", ["{0} {1}", "{0}{1}", " {0}-{1} ", "{0}\u00a0{1}"])
def test_a_code_may_be_typed_as_people_do(client, spelling):
    code = code_of(ask_for_code(client))

    answer = send(client, "/sign-in/code", code=spelling.format(*code.split()))

    assert answer.status_code == 303


def test_a_known_member_gets_into_the_account_there_is(app, client, plant):
    plant(email=ADA)

    sign_in_by_mail(client)

    assert is_signed_in(client)
    assert emails_of_accounts(app) == [ADA]


def test_a_link_works_in_another_browser_by_its_button(app, client):
    link = link_of(ask_for_code(client, next="/method"))
    other = app.test_client()
    page = other.get(link)
    assert f"signed in here as {ADA}" in page.text

    answer = send(other, link, page=link)

    assert (answer.status_code, answer.location) == (303, "/method")
    assert is_signed_in(other)
    assert not is_signed_in(client)


@pytest.mark.parametrize("in_same_browser", [True, False])
def test_a_draft_comes_along_by_link_only_where_it_was_typed(app, client, in_same_browser):
    with client.session_transaction() as cookie:
        cookie["draft_id"] = 7
    link = link_of(ask_for_code(client))
    visitor = client if in_same_browser else app.test_client()

    send(visitor, link, page=link)

    with visitor.session_transaction() as cookie:
        assert cookie.get("draft_id") == (7 if in_same_browser else None)


def test_a_draft_comes_along_with_the_code(client):
    with client.session_transaction() as cookie:
        cookie["draft_id"] = 7

    sign_in_by_mail(client)

    with client.session_transaction() as cookie:
        assert cookie["draft_id"] == 7


def test_looking_at_a_link_changes_nothing(app, client):
    link = link_of(ask_for_code(client))
    written = writes_of(app)

    visitor = app.test_client()
    for _ in range(3):
        assert visitor.get(link).status_code == 200
    assert visitor.head(link).status_code == 200

    assert written == []
    assert not is_signed_in(visitor)
    assert send(client, link).status_code == 303


def test_staff_are_told_by_mail_to_come_in_otherwise(client, plant):
    plant(email=ADA, roles=["moderator"])

    mail = ask_for_code(client)

    assert "passkey" in mail.text
    assert not re.search(r"\d{3} \d{3}|sign-in/link", mail.text)


def test_signing_in_leads_back_to_where_one_was(client):
    answer = sign_in_by_mail(client, next="/search?q=knee")

    assert answer.location == "/search?q=knee"
    assert client.get("/sign-in?next=/method").location == "/method"
    assert client.get("/sign-in").location == "/account"


def draft_of(browser):
    with browser.session_transaction() as cookie:
        return cookie.get(DRAFT)


def with_draft(browser, draft):
    with browser.session_transaction() as cookie:
        cookie[DRAFT] = draft


def test_answers_come_along_with_the_code(client):
    with_draft(client, 17)

    sign_in_by_mail(client)

    assert draft_of(client) == 17


def test_answers_come_along_with_a_link_that_is_opened_where_they_were_typed(client):
    with_draft(client, 17)
    link = link_of(ask_for_code(client, next="/method"))

    answer = send(client, link)

    assert answer.location == "/method"
    assert draft_of(client) == 17


def test_a_link_in_another_browser_signs_in_and_says_that_answers_wait_elsewhere(app, client):
    with_draft(client, 17)
    link = link_of(ask_for_code(client, next="/method"))
    other = app.test_client()

    answer = send(other, link)

    assert answer.location == "/account"
    assert draft_of(other) is None
    assert "answers are waiting there" in other.get("/account").text
    assert "answers are waiting there" not in other.get("/account").text


def test_a_link_does_not_change_a_readers_own_answers_for_somebody_elses(app, client):
    with_draft(client, 17)
    link = link_of(ask_for_code(client))
    reader = app.test_client()
    with_draft(reader, 4)

    send(reader, link)

    assert draft_of(reader) == 4


def test_mails_link_to_the_site_whatever_host_was_asked(app, client):
    token = form_token(client)
    answer = client.post(
        "/sign-in",
        data={"csrf_token": token, "email": ADA},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    )
    assert answer.status_code in {303, 400}

    mail = ask_for_code(client, "bob@runner.example")

    assert all("evil" not in sent.text for sent in mails(app))
    assert app.extensions["directory"].settings.public_url in mail.text


def test_signing_in_gives_a_new_cookie_and_ends_the_session_before(app, client):
    sign_in_by_mail(client)
    with client.session_transaction() as cookie:
        first = dict(cookie)
    sign_in_by_mail(client, "bob@runner.example")

    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(first)

    assert not is_signed_in(thief)
    assert "bob@runner.example" in client.get("/account").text


def test_signing_out_twice_or_as_a_stranger_is_all_right(client):
    assert send(client, "/sign-out").status_code == 303
    assert client.get("/sign-out").status_code == 405


def test_the_masthead_says_whether_one_is_signed_in(client, plant):
    assert ">Sign in</a>" in client.get("/").text

    sign_in(client, plant())

    assert ">Your account</a>" in client.get("/").text


def test_signing_in_leaves_traces_and_a_device_cookie_and_visiting_does_not(app, client):
    client.get("/")
    client.get("/sign-in")
    assert client.get_cookie("device") is None

    sign_in_by_mail(client)

    cookie = client.get_cookie("device")
    assert (cookie.http_only, cookie.same_site, cookie.max_age) == (True, "Lax", 90 * 24 * 3600)
    with app.app_context():
        traces = database.session.scalars(select(Trace)).all()
    assert sorted(trace.kind for trace in traces) == ["device", "network"]
    assert all(cookie.value not in trace.digest for trace in traces)


def test_no_page_of_signing_in_is_kept_anywhere(client):
    mail = ask_for_code(client)

    for path in ("/sign-in", "/sign-in/code", link_of(mail), "/sign-in/link/none"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_there_is_nobody_on_a_new_site(app):
    assert emails_of_accounts(app) == []
    with app.app_context():
        assert database.session.scalars(select(AccountSession)).all() == []
