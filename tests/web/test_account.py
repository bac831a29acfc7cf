import re
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.accounts.models import Account, AccountSession
from directory.accounts.sessions import SEEN_EVERY
from directory.db import database, utc_now
from tests.accounts.factories import make_account, sign_in
from tests.web.visits import code_of, mails, send, wrong_code

ADA, NEW = "ada@runner.example", "new@runner.example"
PAGES = ("/account", "/account/sessions", "/account/email")


@pytest.fixture
def ada(app):
    """Id of an account."""
    with app.app_context():
        account = make_account(database.session, email=ADA)
        database.session.commit()
        return account.id


@pytest.fixture
def member(client, ada):
    """A visitor who is signed in."""
    sign_in(client, ada)
    return client


def sessions_left(app):
    with app.app_context():
        return {row.public_id for row in database.session.scalars(select(AccountSession))}


def email_of(app, account_id):
    with app.app_context():
        return database.session.get(Account, account_id).email


def ask_for_change(member, email=NEW):
    """Ask for a code for a new address, and give the mail."""
    answer = send(member, "/account/email", page="/account/email", email=email)
    assert answer.status_code == 303, answer.text
    return mails(member.application)[-1]


@pytest.mark.parametrize("path", PAGES)
def test_strangers_are_asked_to_sign_in_and_come_back(client, path):
    answer = client.get(path)

    assert (answer.status_code, answer.location) == (303, f"/sign-in?next={path}")


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_an_account_are_kept_nowhere(member, path):
    answer = member.get(path)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_account_page_says_what_is_held_and_links_to_what_there_is(member):
    page = member.get("/account").text

    assert ADA in page
    assert 'href="/account/sessions"' in page
    assert 'href="/account/email"' in page
    assert "90 days" in page


def test_sessions_are_listed_by_kind_of_browser_and_this_one_is_named(app, member, ada):
    phone = app.test_client()
    sign_in(phone, ada)
    sign_in(app.test_client(), ada, ago=timedelta(hours=13))

    page = member.get("/account/sessions").text

    assert page.count("Firefox on Linux</b>") == 2
    assert page.count("this one") == 1


def test_one_browser_is_signed_out_and_the_others_stay(app, member, ada):
    phone = app.test_client()
    public_id = sign_in(phone, ada)

    answer = send(member, f"/account/sessions/{public_id}/end", page="/account/sessions")

    assert answer.location == "/account/sessions"
    assert phone.get("/account").status_code == 303
    assert member.get("/account").status_code == 200


def test_a_foreign_session_is_none(app, member):
    with app.app_context():
        other = make_account(database.session).id
        database.session.commit()
    foreign = sign_in(app.test_client(), other)
    before = sessions_left(app)

    for public_id in (foreign, uuid.uuid4()):
        answer = send(member, f"/account/sessions/{public_id}/end", page="/account/sessions")
        assert answer.status_code == 404

    assert sessions_left(app) == before


def test_all_other_browsers_are_signed_out_at_once(app, member, ada):
    sign_in(app.test_client(), ada)
    sign_in(app.test_client(), ada)

    answer = send(member, "/account/sessions/end-others", page="/account/sessions")

    assert answer.status_code == 303
    assert len(sessions_left(app)) == 1
    assert member.get("/account").status_code == 200
    assert "Sign out all others" not in member.get("/account/sessions").text


def test_an_address_changes_by_the_code_that_went_to_the_new_one(app, member, ada):
    phone = app.test_client()
    sign_in(phone, ada)
    mail = ask_for_change(member)
    assert mail.recipient == NEW

    answer = send(member, "/account/email/code", page="/account/email/code", code=code_of(mail))

    assert answer.location == "/account"
    assert email_of(app, ada) == NEW
    assert mails(app)[-1].recipient == ADA
    assert phone.get("/account").status_code == 303
    assert NEW in member.get("/account").text


def test_the_mail_to_a_new_address_holds_no_link(member):
    assert "http" not in ask_for_change(member).text


def test_changing_the_address_needs_a_fresh_sign_in(app, client, ada):
    sign_in(client, ada, ago=timedelta(minutes=10))

    for path in ("/account/email", "/account/email/code"):
        answer = client.get(path)
        assert (answer.status_code, answer.location) == (303, f"/sign-in?next={path}&again=1")
    answer = send(client, "/account/email", email=NEW)
    assert answer.location == "/sign-in?next=/account/email&again=1"
    assert mails(app) == []
    assert "Sign in once more" in client.get(answer.location).text


def test_a_wrong_code_changes_nothing_and_five_end_it(app, member, ada):
    mail = ask_for_change(member)
    tries = [
        send(member, "/account/email/code", page="/account/email", code=wrong_code(mail))
        for _ in range(5)
    ]
    assert {answer.status_code for answer in tries} == {400}
    assert "That is not the code" in tries[0].text

    answer = send(member, "/account/email/code", page="/account/email", code=code_of(mail))

    assert "This code has ended" in answer.text
    assert email_of(app, ada) == ADA


def test_an_address_of_somebody_else_gives_the_same_answer_and_another_mail(app, member, ada):
    with app.app_context():
        make_account(database.session, email=NEW)
        database.session.commit()

    mail = ask_for_change(member)

    assert "has one already" in mail.text
    assert not re.search(r"\d{3} \d{3}", mail.text)
    answer = send(member, "/account/email/code", page="/account/email", code="000000")
    assert answer.status_code == 400
    assert email_of(app, ada) == ADA


@pytest.mark.parametrize(
    ("typed", "words"), [("", "Type your"), ("x", "no e-mail"), (ADA, "yours")]
)
def test_what_cannot_become_the_address_is_said_in_the_form(app, member, typed, words):
    answer = send(member, "/account/email", page="/account/email", email=typed)

    assert answer.status_code == 400
    assert words.replace("yours", "your address already") in answer.text
    assert mails(app) == []


def test_without_a_code_asked_for_there_is_none_to_enter(member):
    assert member.get("/account/email/code").location == "/account/email"
    answer = send(member, "/account/email/code", page="/account/email", code="123456")
    assert answer.location == "/account/email"


def test_what_is_no_code_is_shown_again(member):
    ask_for_change(member)

    answer = send(member, "/account/email/code", page="/account/email/code", code="12")

    assert answer.status_code == 400
    assert "six digits" in answer.text


def test_mails_to_a_new_address_are_limited_as_well(member):
    for _ in range(3):
        ask_for_change(member)

    answer = send(member, "/account/email", page="/account/email", email=NEW)

    assert answer.status_code == 429


def test_a_post_without_its_token_changes_nothing(app, member, ada):
    public_id = next(iter(sessions_left(app)))

    for path in (
        f"/account/sessions/{public_id}/end",
        "/account/sessions/end-others",
        "/account/email",
        "/account/email/code",
    ):
        assert member.post(path).status_code == 400

    assert sessions_left(app) == {public_id}


def test_use_is_written_down_now_and_then(app, client, ada):
    public_id = sign_in(client, ada, ago=SEEN_EVERY)
    client.get("/account")
    with app.app_context():
        row = database.session.scalar(
            select(AccountSession).where(AccountSession.public_id == public_id)
        )
        seen_at = row.seen_at
    assert utc_now() - seen_at < SEEN_EVERY

    client.get("/account")

    with app.app_context():
        assert database.session.get(AccountSession, row.id).seen_at == seen_at
