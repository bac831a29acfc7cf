from dataclasses import replace
from datetime import timedelta

import pytest
from flask import request
from flask_security import current_user
from flask_security.utils import hash_password
from sqlalchemy import event, select, text, update
from werkzeug.exceptions import NotFound

from directory.accounts.models import Account, AccountSession
from directory.accounts.policy import Proof
from directory.config import Settings
from directory.db import begin_write, database
from directory.http.accounts import (
    current_account,
    fresh_required,
    member_required,
    signed_in,
    staff_required,
)
from directory.http.accounts import sign_in as sign_in_here
from directory.http.limits import TooOften
from tests.accounts.factories import make_account, sign_in, signed_in_cookie


@pytest.fixture
def plant(app):
    """Plant an account, and give its id."""

    def planted(**values):
        with app.app_context():
            account = make_account(database.session, **values)
            database.session.commit()
            return account.id

    return planted


@pytest.fixture
def guarded(app):  # noqa: C901 - one small view after the other
    """Add views behind each guard."""

    @app.route("/for-members", methods=["GET", "POST"])
    @member_required
    def for_members():
        return {"email": current_account().email}

    @app.get("/for-fresh")
    @fresh_required
    def for_fresh():
        return {}

    @app.get("/for-staff")
    @staff_required
    def for_staff():
        return {}

    @app.get("/api/for-members")
    @member_required
    def api():
        return {}

    @app.post("/only-sent")
    @member_required
    def only_sent():
        return {}

    @app.get("/whoever")
    def whoever():
        return {"user": getattr(current_user, "email", None), "q": request.args.get("q")}

    @app.get("/come-in/<int:account_id>/<proof>")
    def come_in(account_id, proof):
        begin_write(database.session)
        sign_in_here(database.session.get(Account, account_id), Proof(proof))
        database.session.commit()
        return {}

    @app.get("/too-often")
    def too_often():
        raise TooOften(int(request.args["wait"]))

    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def visitor(guarded):
    return guarded.test_client()


def test_members_are_let_in_and_strangers_asked_to_sign_in(visitor, plant):
    answer = visitor.get("/for-members?a=1")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/for-members?a%3D1")

    sign_in(visitor, plant(email="ada@runner.example"))

    assert visitor.get("/for-members").json == {"email": "ada@runner.example"}


def test_what_was_sent_leads_back_to_its_page_if_there_is_one(visitor):
    assert visitor.post("/for-members?a=1").location == "/sign-in?next=/for-members"
    assert visitor.post("/only-sent").location == "/sign-in"


def test_programs_are_told_instead_of_sent_to_a_page(visitor):
    answer = visitor.get("/api/for-members")

    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")


def test_only_a_sign_in_of_a_few_minutes_ago_is_fresh(visitor, plant):
    account = plant()
    assert visitor.get("/for-fresh").location == "/sign-in?next=/for-fresh"

    sign_in(visitor, account, ago=timedelta(minutes=9))
    assert visitor.get("/for-fresh").status_code == 200

    sign_in(visitor, account, ago=timedelta(minutes=11))
    assert visitor.get("/for-fresh").location == "/sign-in?next=/for-fresh&again=1"


@pytest.mark.parametrize(
    ("roles", "status"), [([], 404), (["owner"], 404), (["moderator"], 200), (["admin"], 200)]
)
def test_pages_of_staff_are_not_there_for_others(visitor, plant, roles, status):
    assert visitor.get("/for-staff").status_code == 303

    sign_in(visitor, plant(roles=roles))

    assert visitor.get("/for-staff").status_code == status


def test_the_library_knows_the_same_person_by_the_same_row(visitor, plant):
    account = plant(email="ada@runner.example", fs_uniquifier="ada")
    with visitor.session_transaction() as cookie:
        cookie["_user_id"] = "ada"
    assert visitor.get("/whoever").json["user"] is None

    sign_in(visitor, account)

    assert visitor.get("/whoever").json["user"] == "ada@runner.example"
    with visitor.session_transaction() as cookie:
        cookie["_user_id"] = "somebody else"
    assert visitor.get("/whoever").json["user"] is None


def test_nobody_comes_in_by_a_token_in_a_header_or_an_address(visitor, plant, guarded):
    with guarded.app_context():
        account = make_account(database.session)
        database.session.commit()
        token = account.get_auth_token()

    answer = visitor.get(
        "/whoever", query_string={"auth_token": token}, headers={"Authentication-Token": token}
    )

    assert answer.json["user"] is None


def test_a_cookie_with_something_else_for_a_token_is_nobodys(visitor):
    with visitor.session_transaction() as cookie:
        cookie["account_token"] = ["x"]

    assert visitor.get("/for-members").status_code == 303


def test_a_dead_cookie_is_emptied(visitor, plant):
    sign_in(visitor, plant(), ago=timedelta(days=30))

    visitor.get("/for-members")

    with visitor.session_transaction() as cookie:
        assert dict(cookie) == {}


def test_who_does_not_ask_costs_no_question_to_the_database(visitor, plant):
    sign_in(visitor, plant())
    asked = []
    with visitor.application.app_context():
        event.listen(database.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))

    answers = [visitor.get(path) for path in ("/method", "/static/nothing", "/api/v1")]

    assert asked == []
    assert "no-store" not in answers[0].headers["Cache-Control"]
    assert "Cookie" not in answers[2].headers.get("Vary", "")


def test_use_that_cannot_be_written_down_fails_nothing(visitor, plant):
    sign_in(visitor, plant(), ago=timedelta(minutes=6))
    with visitor.application.app_context():
        begin_write(database.session)
        database.session.execute(
            text(
                "CREATE TRIGGER no BEFORE UPDATE ON account_session"
                " BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        )
        database.session.commit()

    assert visitor.get("/for-members").status_code == 200


def make_real(site):
    """Let a site take itself for a real one."""
    known = site.extensions["directory"]
    real = Settings.from_env(
        {
            "DIRECTORY_ENV": "production",
            "DIRECTORY_VAR": str(known.settings.var),
            "SECRET_KEY": "x" * 32,
            "TRUSTED_HOSTS": "localhost",
            "MAIL_URL": "smtps://mail.example",
            "MAIL_FROM": "directory@runner.example",
        }
    )
    site.extensions["directory"] = replace(known, settings=real)


def test_accounts_of_the_demo_are_good_for_nothing_on_a_real_site(guarded, visitor, plant):
    account = plant(is_demo=True)
    sign_in(visitor, account)
    assert visitor.get("/for-members").status_code == 200

    make_real(guarded)

    assert visitor.get("/for-members").status_code == 303


@pytest.mark.parametrize("proof", list(Proof))
def test_no_account_of_the_demo_is_signed_in_on_a_real_site(guarded, visitor, plant, proof):
    account = plant(is_demo=True, roles=["admin"] if proof.is_strong else [])
    make_real(guarded)

    answer = visitor.get(f"/come-in/{account}/{proof.value}")

    assert answer.status_code == 403
    assert "belongs to the demo" in answer.text
    with guarded.app_context():
        assert database.session.scalars(select(AccountSession)).all() == []


def test_a_session_opened_by_mail_is_not_enough_for_staff(guarded, visitor, plant):
    sign_in(visitor, plant(roles=["moderator"]))
    assert visitor.get("/for-staff").status_code == 200
    with guarded.app_context():
        begin_write(database.session)
        database.session.execute(update(AccountSession).values(proof=Proof.MAIL))
        database.session.commit()

    answer = visitor.get("/for-staff")

    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/for-staff&again=1")


def test_a_real_browser_may_be_given_the_cookie(guarded, visitor, plant):
    value = signed_in_cookie(guarded, plant())

    visitor.set_cookie("session", value)

    assert visitor.get("/for-members").status_code == 200


def test_passwords_are_hashed_by_argon2id_and_nothing_else(app):
    with app.app_context():
        assert hash_password("a long enough password").startswith("$argon2id$")


def test_the_library_brings_no_pages_and_no_commands(app):
    assert not [rule for rule in app.url_map.iter_rules() if "security" in rule.endpoint]
    assert {"users", "roles"}.isdisjoint(app.cli.commands)


@pytest.mark.parametrize(("wait", "words"), [(1, "in a minute"), (61, "in 2 minutes")])
def test_how_long_to_wait_is_said(visitor, wait, words):
    answer = visitor.get(f"/too-often?wait={wait}")

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(wait))
    assert words in answer.text


def test_without_a_guard_nobody_is_taken_for_signed_in(app):
    with app.test_request_context("/"), pytest.raises(NotFound):
        signed_in()
