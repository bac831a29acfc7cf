"""A passkey opens its own account, on this site, once for each challenge."""

import secrets
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from directory.accounts.digests import Keys
from directory.accounts.models import Account, AccountSession, Passkey, Role, RoleName
from directory.accounts.passkeys import (
    MOST,
    Expected,
    LastWayIn,
    PasskeyRefused,
    PasskeyUnknown,
    TooManyPasskeys,
    register_passkey,
    remove_passkey,
    use_passkey,
    user_handle,
)
from directory.log.models import Event
from tests.accounts.authenticator import Authenticator

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
KEYS = Keys("tests only")


def expected(challenge=None):
    return Expected(
        challenge=challenge or secrets.token_bytes(32),
        rp_id="directory.test",
        origin="https://directory.test",
    )


def plant_account(session, email="mo@example.org", **columns):
    account = Account(email=email, confirmed_at=NOW, **columns)
    session.add(account)
    session.flush()
    return account


def register(session, account, authenticator, wanted=None, keep=None, name="Phone"):
    wanted = wanted or expected()
    return register_passkey(
        session,
        account,
        answer=authenticator.create(wanted.challenge),
        expected=wanted,
        name=name,
        keep=keep,
        keys=KEYS,
        now=NOW,
    )


def sign_in(session, authenticator, wanted=None):
    wanted = wanted or expected()
    answer = authenticator.get(wanted.challenge)
    return use_passkey(session, answer=answer, expected=wanted, keys=KEYS, now=NOW)


@BOTH
def test_a_registered_passkey_opens_its_account(session):
    plant_account(session, "noise@example.org")
    account, authenticator = plant_account(session), Authenticator()
    authenticator.user_handle = user_handle(account)
    register(session, account, authenticator)

    assert sign_in(session, authenticator) is account
    assert account.webauthn[0].sign_count == 1
    assert account.webauthn[0].name == "Phone"


def test_a_passkey_that_names_no_account_is_found_by_its_own_id(session):
    account, authenticator = plant_account(session), Authenticator()
    register(session, account, authenticator)

    assert sign_in(session, authenticator) is account


def test_a_registration_ends_the_other_sessions_and_is_logged_once(session):
    account = plant_account(session)
    rows = [
        AccountSession(account_id=account.id, token_digest=digest, created_at=NOW)
        for digest in ("here", "elsewhere")
    ]
    session.add_all(rows)
    session.flush()

    register(session, account, Authenticator(), keep=rows[0])

    assert session.scalars(select(AccountSession.token_digest)).all() == ["here"]
    assert session.scalars(select(Event.action)).all() == ["passkey_added"]


@pytest.mark.parametrize(
    "fault",
    [
        {"origin": "https://directory.test.evil.example"},
        {"origin": "http://directory.test"},
        {"rp_id": "evil.example"},
        {"verified": False},
    ],
)
def test_an_answer_for_another_site_or_an_unverified_user_is_refused(session, fault):
    account, honest = plant_account(session), Authenticator()
    register(session, account, honest)
    for name, value in fault.items():
        setattr(honest, name, value)

    with pytest.raises(PasskeyRefused):
        sign_in(session, honest)
    with pytest.raises(PasskeyRefused):
        register(session, account, Authenticator(**fault))


def test_an_answer_to_another_challenge_is_refused(session):
    account, authenticator = plant_account(session), Authenticator()
    register(session, account, authenticator)

    with pytest.raises(PasskeyRefused):
        use_passkey(
            session,
            answer=authenticator.get(b"another challenge"),
            expected=expected(),
            keys=KEYS,
            now=NOW,
        )


@BOTH
def test_a_challenge_takes_one_answer_though_the_cookie_that_holds_it_was_copied(session):
    account, authenticator = plant_account(session), Authenticator()
    register(session, account, authenticator)
    wanted = expected()
    sign_in(session, authenticator, wanted)

    with pytest.raises(PasskeyRefused):
        sign_in(session, authenticator, wanted)


def test_a_copied_authenticator_is_noticed_by_its_count(session):
    account, authenticator = plant_account(session), Authenticator()
    register(session, account, authenticator)
    authenticator.count = 7
    sign_in(session, authenticator)

    authenticator.count = 3
    with pytest.raises(PasskeyRefused):
        sign_in(session, authenticator)


def test_a_forged_signature_is_refused(session):
    account, authenticator = plant_account(session), Authenticator()
    register(session, account, authenticator)
    authenticator.key = Authenticator().key

    with pytest.raises(PasskeyRefused):
        sign_in(session, authenticator)


def test_a_passkey_that_names_another_account_is_refused(session):
    account, authenticator = plant_account(session), Authenticator()
    register(session, account, authenticator)
    authenticator.user_handle = user_handle(plant_account(session, "other@example.org"))

    with pytest.raises(PasskeyRefused):
        sign_in(session, authenticator)


def test_a_removed_passkey_opens_nothing(session):
    account, authenticator = plant_account(session), Authenticator()
    passkey = register(session, account, authenticator)
    remove_passkey(session, account, passkey.id, keep=None)
    session.flush()

    with pytest.raises(PasskeyUnknown):
        sign_in(session, authenticator)


def test_a_passkey_of_a_closed_account_opens_nothing(session):
    account, authenticator = plant_account(session), Authenticator()
    register(session, account, authenticator)
    account.active = False

    with pytest.raises(PasskeyUnknown):
        sign_in(session, authenticator)


def test_somebody_elses_passkey_cannot_be_removed(session):
    account, other = plant_account(session), plant_account(session, "other@example.org")
    passkey = register(session, account, Authenticator())

    with pytest.raises(PasskeyUnknown):
        remove_passkey(session, other, passkey.id, keep=None)
    assert session.scalars(select(Passkey)).all() == [passkey]


def test_a_passkey_with_a_longer_id_than_there_can_be_is_refused(session):
    with pytest.raises(PasskeyRefused):
        register(session, plant_account(session), Authenticator(credential_id=bytes(1024)))


@BOTH
def test_a_passkey_cannot_be_registered_for_two_accounts(session):
    authenticator = Authenticator()
    register(session, plant_account(session), authenticator)
    other = plant_account(session, "other@example.org")

    with pytest.raises(PasskeyRefused):
        register(session, other, authenticator)


def test_an_account_has_ten_passkeys_at_the_most(session):
    account = plant_account(session)
    for number in range(MOST):
        register(session, account, Authenticator(), name=f"Key {number}")

    with pytest.raises(TooManyPasskeys):
        register(session, account, Authenticator())


@pytest.mark.parametrize("columns", [{}, {"password": "hash"}, {"tf_totp_secret": "secret"}])
def test_staff_keep_their_only_way_in(session, columns):
    account = plant_account(session, roles=[Role(name=RoleName.ADMIN)], **columns)
    passkey = register(session, account, Authenticator())

    with pytest.raises(LastWayIn):
        remove_passkey(session, account, passkey.id, keep=None)


@pytest.mark.parametrize("others", [1, 0])
def test_staff_with_another_way_in_may_remove_a_passkey(session, others):
    columns = {} if others else {"password": "hash", "tf_totp_secret": "secret"}
    account = plant_account(session, roles=[Role(name=RoleName.ADMIN)], **columns)
    passkey = register(session, account, Authenticator())
    for _ in range(others):
        register(session, account, Authenticator())

    remove_passkey(session, account, passkey.id, keep=None)

    assert len(account.webauthn) == others
