"""Members take their data along and delete their account, after showing again that it is them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.accounts.models import Account
from tests.accounts.factories import make_account, sign_in
from tests.privacy.worlds import make_full_member

STALE = timedelta(minutes=11)


@pytest.fixture(autouse=True)
def without_form_tokens(app):
    """The guard on forms has tests of its own."""
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def member(session, settings):
    """A member about whom everything is held, beside another."""
    make_full_member(session, settings.var, email="bob@runner.example")
    account = make_full_member(session, settings.var)
    session.commit()
    return account.id


def _emails(session):
    session.rollback()
    return session.scalars(select(Account.email).order_by(Account.email)).all()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/account/data"),
        ("post", "/account/data"),
        ("get", "/account/delete"),
        ("post", "/account/delete"),
    ],
)
def test_strangers_are_asked_to_sign_in(client, session, member, method, path):
    answer = getattr(client, method)(path, data={"sure": "y"} if method == "post" else None)

    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")
    assert len(_emails(session)) == 2


def test_the_page_says_whose_data_and_asks_for_no_fresh_sign_in(client, member):
    sign_in(client, member, ago=STALE)

    answer = client.get("/account/data")

    assert answer.status_code == 200
    assert "ada@runner.example" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_file_holds_the_members_own_data_only(client, member):
    sign_in(client, member)

    answer = client.post("/account/data")

    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="my-data-20')
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json["account"]["email"] == "ada@runner.example"
    assert len(answer.json["assessments"]) == 1
    assert "bob@" not in answer.text


@pytest.mark.parametrize("path", ["/account/data", "/account/delete"])
def test_who_signed_in_a_while_ago_does_it_again_first(client, session, member, path):
    sign_in(client, member, ago=STALE)

    answer = client.post(path, data={"sure": "y"})

    assert answer.status_code == 303
    assert "again=1" in answer.location
    assert len(_emails(session)) == 2


def test_a_press_without_the_tick_deletes_nothing_and_says_why(client, session, member):
    sign_in(client, member)

    answer = client.post("/account/delete")

    assert answer.status_code == 400
    assert "Tick the box" in answer.text
    assert len(_emails(session)) == 2


def test_the_account_is_deleted_and_the_browser_signed_out(client, session, member, settings):
    sign_in(client, member)
    page = client.get("/account/delete").text

    answer = client.post("/account/delete", data={"sure": "y"})

    assert "What goes" in page
    assert "What stays" in page
    assert (answer.status_code, answer.location) == (303, "/account/deleted")
    assert "Your account is deleted" in client.get("/account/deleted").text
    assert client.get("/account").status_code == 303
    assert _emails(session) == ["bob@runner.example"]
    files = [path for path in (settings.var / "uploads").rglob("*") if path.is_file()]
    assert len(files) == 2


def test_a_cookie_from_before_opens_nothing_afterwards(app, client, session, member):
    other = app.test_client()
    sign_in(other, member)
    sign_in(client, member)

    client.post("/account/delete", data={"sure": "y"})

    assert other.get("/account/data").status_code == 303
    assert _emails(session) == ["bob@runner.example"]


def test_the_last_admin_is_told_to_name_another(client, session):
    admin = make_account(session, roles=["admin"])
    session.commit()
    sign_in(client, admin)

    answer = client.post("/account/delete", data={"sure": "y"})

    assert answer.status_code == 400
    assert "You are the last admin." in answer.text
    assert client.get("/account/data").status_code == 200
