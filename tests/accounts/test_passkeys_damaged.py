"""What no authenticator says is refused, and nothing worse happens."""

import json
from datetime import UTC, datetime

import pytest

from directory.accounts.digests import Keys
from directory.accounts.passkeys import Expected, PasskeyRefused, register_passkey, use_passkey
from tests.accounts.authenticator import Authenticator
from tests.accounts.factories import make_account

pytestmark = pytest.mark.databases("sqlite")
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
KEYS = Keys("tests only")


def expected(challenge):
    return Expected(challenge, rp_id="directory.test", origin="https://directory.test")


def is_refused(session, act):
    """Whether an act is refused; nothing of it stays, so that no challenge is spent."""
    point = session.begin_nested()
    try:
        act()
    except PasskeyRefused:
        return True
    finally:
        point.rollback()
    return False


def registering(session, answer, challenge=b"to register"):
    account = make_account(session)
    return lambda: register_passkey(
        session,
        account,
        answer=answer,
        expected=expected(challenge),
        name="Phone",
        keep=None,
        keys=KEYS,
        now=NOW,
    )


def using(session, answer, challenge=b"to sign in"):
    return lambda: use_passkey(
        session, answer=answer, expected=expected(challenge), keys=KEYS, now=NOW
    )


def test_what_is_no_answer_is_refused(session):
    for answer in ("", "[]", "null", "{}", "{", '"text"', "[" * 5000, "[" * 50_000, '{"id": 1}'):
        assert is_refused(session, using(session, answer))
        assert is_refused(session, registering(session, answer))


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
def test_a_damaged_answer_is_refused(session, part):
    authenticator = Authenticator()
    registering(session, authenticator.create(b"to register"))()
    whole = authenticator.get(b"to sign in")
    damaged = json.loads(whole)

    for value in ("AAAA", "!", 5, "e30", "W1tb" * 2000, "\ud800", ["AAAA"]):
        damaged["response"][part] = value
        assert is_refused(session, using(session, json.dumps(damaged)))
    assert not is_refused(session, using(session, whole))


@pytest.mark.parametrize("part", ["clientDataJSON", "attestationObject"])
def test_a_damaged_registration_is_refused(session, part):
    whole = Authenticator().create(b"to register")
    damaged = json.loads(whole)

    for value in ("", "AAAA", "!", 5, None, "oA", "e30", "gYGB" * 2000, "\ud800"):
        damaged["response"][part] = value
        assert is_refused(session, registering(session, json.dumps(damaged)))
    assert not is_refused(session, registering(session, whole))
