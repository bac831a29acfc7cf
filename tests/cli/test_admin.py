"""`directory admin` makes staff and lets them in again."""

import re

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from directory.accounts.models import Account, AccountSession, SignInCode
from directory.accounts.passwords import fits
from directory.cli.admin import admin
from directory.log.models import Event
from tests.accounts.factories import make_account, make_session
from tests.moderation.cases import a_submission
from tests.running import environment_of

pytestmark = pytest.mark.databases("sqlite")
EMAIL, PASSWORD = "mo@runner.example", "tulip kettle orbit nine"


@pytest.fixture
def call(settings):
    """Runs the command, with what is typed at its questions, and gives its result."""

    def run(*arguments, typed=""):
        environment = environment_of(settings) | {"SITE_URL": "https://directory.test"}
        return CliRunner(env=environment).invoke(admin, arguments, input=typed)

    return run


def account_of(session, email=EMAIL):
    session.rollback()
    return session.scalar(select(Account).where(Account.email == email))


def test_the_first_admin_gets_a_link_to_choose_a_password(call, session, app):
    session.rollback()
    result = call("create", " Mo@Runner.example ")

    assert result.exit_code == 0, result.output
    assert f"{EMAIL} is an admin now" in result.output
    assert "once, within 10 minutes" in result.output
    path = re.search(r"https://directory\.test(/staff/password/\S+)", result.output).group(1)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    assert EMAIL in client.get(path).text
    assert client.post(path, data={"password": PASSWORD}).location == "/staff/sign-in"
    assert fits(PASSWORD, account_of(session).password)
    assert client.get(path).status_code == 404


def test_a_password_may_be_typed_and_a_weak_one_is_asked_for_again(call, session):
    session.rollback()
    weak = f"{EMAIL}!"

    result = call("create", EMAIL, "--ask", typed=f"{weak}\n{weak}\n{PASSWORD}\n{PASSWORD}\n")

    assert result.exit_code == 0, result.output
    assert "Refused: this is mostly" in result.output
    assert fits(PASSWORD, account_of(session).password)
    assert PASSWORD not in result.output


def test_a_member_becomes_a_moderator_and_is_signed_out(call, session):
    make_session(session, make_account(session, EMAIL))
    session.commit()

    result = call("create", EMAIL, "--role", "moderator")

    assert result.exit_code == 0, result.output
    assert [role.name for role in account_of(session).roles] == ["moderator"]
    assert session.scalars(select(AccountSession)).all() == []


def test_the_list_says_how_everybody_comes_in(call, session):
    make_account(session, "zoe@runner.example", roles=["moderator", "admin"])
    make_account(session, EMAIL, roles=["admin"], password="x", tf_totp_secret="y")  # noqa: S106
    make_account(session, "member@runner.example")
    session.commit()

    assert call("list").output.splitlines() == [
        f"{EMAIL}: admin; password, authenticator app",
        "zoe@runner.example: admin, moderator; cannot sign in yet",
    ]


def test_the_list_of_nobody_says_how_to_begin(call, session):
    session.rollback()

    assert "directory admin create" in call("list").output


def test_a_lost_phone_is_forgotten(call, session):
    account = make_account(session, EMAIL, roles=["admin"], tf_totp_secret="y")  # noqa: S106
    make_session(session, account)
    session.commit()

    result = call("reset-second-factor", EMAIL)

    assert result.exit_code == 0, result.output
    assert f"directory admin password-link {EMAIL}" in result.output
    assert account_of(session).tf_totp_secret is None
    assert session.scalars(select(AccountSession)).all() == []
    last = session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert (last.actor, last.action) == ("command:admin", "second_factor_reset")


def test_a_new_link_ends_the_one_before(call, session):
    make_account(session, EMAIL, roles=["admin"])
    session.commit()
    first, second = call("password-link", EMAIL), call("password-link", EMAIL)

    assert first.exit_code == second.exit_code == 0
    assert first.output != second.output
    session.rollback()
    assert len(session.scalars(select(SignInCode)).all()) == 1


def test_a_role_is_taken_away(call, session):
    make_account(session, EMAIL, roles=["admin", "moderator"])
    session.commit()

    result = call("remove-role", EMAIL)

    assert result.exit_code == 0, result.output
    assert [role.name for role in account_of(session).roles] == ["moderator"]
    assert call("remove-role", EMAIL).exit_code == 1


@pytest.mark.parametrize("words", [["reset-second-factor"], ["password-link"], ["remove-role"]])
def test_somebody_who_is_not_staff_is_said_not_to_be(call, session, words):
    make_account(session, EMAIL)
    session.commit()

    result = call(*words, EMAIL)

    assert result.exit_code == 1
    assert "neither moderator nor admin" in result.output


@pytest.mark.parametrize("words", [["create", "no address"], ["create", EMAIL, "--role", "owner"]])
def test_what_cannot_be_is_refused(call, session, words):
    session.rollback()
    result = call(*words)

    assert result.exit_code == 2
    assert account_of(session) is None


def test_an_account_is_kept_out_and_let_in_again(call, session):
    make_account(session, email=EMAIL)
    session.commit()

    out = call("suspend", EMAIL, "--reason", "Ten copies of one text.")

    assert "is suspended. Assessments set aside: 0." in out.output
    assert not account_of(session).active
    again = call("lift", EMAIL)
    assert "can sign in again" in again.output
    assert account_of(session).active


def test_what_stands_in_the_way_of_a_suspension_is_told(call, session):
    make_account(session, email=EMAIL, roles=["moderator"])
    session.commit()

    assert "They are staff." in call("suspend", EMAIL, "--reason", "Spam.").output
    assert "has no account" in call("suspend", "no@runner.example", "--reason", "Spam.").output
    assert "Say why" in call("suspend", EMAIL, "--reason", " ").output
    assert "That is so already" in call("lift", EMAIL).output
    assert account_of(session).active


def test_who_is_no_moderator_any_more_has_no_cases_before_them(call, session):
    account = make_account(session, email=EMAIL, roles=["moderator"])
    case = a_submission(session)
    case.handed_to = f"moderator:{account.public_id}"
    session.commit()

    call("remove-role", EMAIL, "--role", "moderator")

    session.rollback()
    assert case.handed_to is None
