"""The site that passkeys are bound to comes from its settings alone."""

import json

import pytest
from flask import session

from directory import create_app
from directory.accounts.models import Account
from directory.accounts.passkeys import LIFETIME
from directory.config import Settings
from directory.http.passkeys import (
    REGISTER,
    SIGN_IN,
    RelyingParty,
    registration_options,
    relying_party,
    sign_in_options,
    take_expected,
)


@pytest.fixture
def app(tmp_path):
    """The application of a site with an address of its own; nothing here asks its database."""
    settings = Settings.from_env(
        {
            "DIRECTORY_VAR": str(tmp_path),
            "SECRET_KEY": "tests only: not a secret of any site",
            "SITE_URL": "https://directory.test:8443",
        }
    )
    return create_app(settings)


@pytest.fixture
def request_of_stranger(app):
    """A request whose Host header names another site."""
    with app.test_request_context("/", headers={"Host": "evil.example"}) as context:
        yield context


@pytest.mark.parametrize(
    ("site_url", "rp_id", "origin"),
    [
        ("https://directory.test", "directory.test", "https://directory.test"),
        ("https://directory.test:8443", "directory.test", "https://directory.test:8443"),
        ("http://localhost:8000", "localhost", "http://localhost:8000"),
        ("http://127.0.0.1:8000", "localhost", "http://localhost:8000"),
        ("http://[::1]", "localhost", "http://localhost"),
        ("http://192.0.2.1", "192.0.2.1", "http://192.0.2.1"),
    ],
)
def test_a_site_is_known_by_its_host_and_this_machine_by_its_name(site_url, rp_id, origin):
    assert relying_party(site_url) == RelyingParty(rp_id, origin)


def test_the_host_header_has_no_say(request_of_stranger):
    options = json.loads(sign_in_options())
    expected = take_expected(SIGN_IN)

    assert options["rpId"] == expected.rp_id == "directory.test"
    assert expected.origin == "https://directory.test:8443"


def test_the_user_must_be_verified_and_the_passkey_discoverable(request_of_stranger):
    made = json.loads(registration_options(Account(email="mo@runner.example")))

    assert json.loads(sign_in_options())["userVerification"] == "required"
    assert made["authenticatorSelection"]["userVerification"] == "required"
    assert made["authenticatorSelection"]["residentKey"] == "required"
    assert made["rp"]["id"] == "directory.test"


def test_a_challenge_leaves_the_cookie_with_the_first_answer(request_of_stranger):
    sign_in_options()

    assert take_expected(SIGN_IN) is not None
    assert take_expected(SIGN_IN) is None


def test_a_challenge_is_good_for_its_own_purpose_alone(request_of_stranger):
    sign_in_options()

    assert take_expected(REGISTER) is None


def test_a_challenge_waits_five_minutes(request_of_stranger):
    sign_in_options()
    (kept,) = session.values()
    kept["until"] -= LIFETIME.total_seconds()

    assert take_expected(SIGN_IN) is None


def test_every_challenge_is_new(request_of_stranger):
    assert json.loads(sign_in_options())["challenge"] != json.loads(sign_in_options())["challenge"]
