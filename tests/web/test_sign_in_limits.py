import pytest

from directory.db import database
from tests.accounts.factories import make_account
from tests.web.visits import (
    ask_for_code,
    code_of,
    mails,
    send,
    sign_in_by_mail,
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


def test_the_fourth_mail_to_one_address_has_to_wait(app, client):
    for _ in range(3):
        ask_for_code(client)

    answer = send(client, "/sign-in", email=ADA)

    assert answer.status_code == 429
    assert 6 * 3600 - 60 < int(answer.headers["Retry-After"]) <= 6 * 3600
    assert "Try again in 360 minutes" in answer.text
    assert "Type the code" in answer.text
    assert "/sign-in/passkey" in answer.text
    assert send(client, "/sign-in", email="bob@runner.example").status_code == 303


def test_strangers_cannot_use_up_what_a_member_may_do(app, client):
    sign_in_by_mail(client)
    stranger = app.test_client()
    for _ in range(3):
        ask_for_code(stranger)
    assert send(stranger, "/sign-in", email=ADA).status_code == 429

    assert sign_in_by_mail(client).status_code == 303


def test_a_device_of_one_member_is_a_stranger_to_another(app, client, plant):
    plant(email="bob@runner.example")
    sign_in_by_mail(client)
    for _ in range(3):
        ask_for_code(app.test_client(), "bob@runner.example")

    assert send(client, "/sign-in", email="bob@runner.example").status_code == 429


def test_the_code_of_a_member_still_works_after_strangers_asked_too(app, client):
    code = code_of(ask_for_code(client))
    for _ in range(3):
        send(app.test_client(), "/sign-in", email=ADA)

    assert send(client, "/sign-in/code", code=code).status_code == 303


def test_a_mail_that_was_used_does_not_count(client):
    for _ in range(4):
        assert sign_in_by_mail(client).status_code == 303


def test_the_eleventh_try_of_a_visitor_has_to_wait(app, client):
    link = "/sign-in/link/guess"
    for _ in range(10):
        assert send(client, link).status_code == 404

    answer = send(client, link)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) <= 300
    assert send(client, "/sign-in", email=ADA).status_code == 429


def test_the_eleventh_try_at_one_account_has_to_wait_wherever_it_comes_from(app, client):
    ask_for_code(client)
    for number in range(9):
        client.environ_base["REMOTE_ADDR"] = f"203.0.113.{number}"
        send(client, "/sign-in/code", code="000000")

    client.environ_base["REMOTE_ADDR"] = "198.51.100.1"
    answer = send(client, "/sign-in/code", code="000000")

    assert answer.status_code == 429


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/sign-in", {"email": ADA}),
        ("/sign-in/link/guess", {}),
        ("/sign-in/passkey", {"answer": "{}"}),
        ("/staff/sign-in", {"email": ADA, "password": "tulip kettle orbit nine"}),
        ("/staff/forgotten-password", {"email": ADA}),
    ],
)
def test_while_nobody_can_count_no_door_opens_and_the_rest_stays_open(app, client, path, fields):
    (app.extensions["directory"].settings.var / "limits.sqlite").mkdir()

    answer = send(client, path, **fields)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert "Nobody can sign in at this moment" in answer.text
    assert mails(app) == []
    assert client.get("/suggest/places?q=den").status_code == 200
