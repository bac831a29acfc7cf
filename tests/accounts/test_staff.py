"""What makes somebody staff, and what ends when that changes."""

import threading
import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts import staff
from directory.accounts.models import Account, AccountSession, Passkey, RoleName
from directory.accounts.password_links import (
    LinkUnknown,
    make_password_link,
    see_password_link,
)
from directory.accounts.passwords import Weakness, fits, hash_password
from directory.accounts.totp import SecondFactor
from directory.db import begin_write
from directory.log.models import Event
from tests.accounts.factories import KEYS, make_account, make_session

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
EMAIL, PASSWORD = "mo@runner.example", "tulip kettle orbit nine"
ACTOR = "command:admin"
HASH, SECRET = "a hash", "a secret"


@pytest.fixture
def factor():
    """A second factor whose clock stands."""
    return SecondFactor("tests only", "Whole Chain", lambda: 1_800_000_015.0)


def sessions_left(session):
    return len(session.scalars(select(AccountSession.id)).all())


def actions(session):
    return session.scalars(select(Event.action).where(Event.action != "signed_in")).all()


@pytest.mark.parametrize(
    ("columns", "holds"),
    [
        ({}, False),
        ({"password": "hash"}, False),
        ({"tf_totp_secret": "secret"}, True),
        (
            {
                "webauthn": [
                    Passkey(
                        credential_id=b"id",
                        public_key=b"key",
                        name="Phone",
                        usage="first",
                        device_type="single_device",
                    )
                ]
            },
            True,
        ),
    ],
)
def test_an_app_or_a_passkey_is_a_second_factor(session, columns, holds):
    assert staff.has_second_factor(make_account(session, **columns)) is holds


def test_the_right_password_names_its_account(session):
    make_account(session, roles=["admin"], password=HASH)
    account = make_account(session, EMAIL, roles=["admin"], password=hash_password(PASSWORD))

    assert staff.check_password(session, email=EMAIL, password=PASSWORD) is account
    assert staff.check_password(session, email=EMAIL, password=PASSWORD + "!") is None
    assert staff.check_password(session, email="no@runner.example", password=PASSWORD) is None


def test_a_member_has_no_password_to_come_in_by(session):
    make_account(session, EMAIL, password=hash_password(PASSWORD))

    assert staff.check_password(session, email=EMAIL, password=PASSWORD) is None


def test_a_weak_password_is_never_hashed(session):
    account = make_account(session, EMAIL, roles=["admin"])

    with pytest.raises(staff.PasswordWeak) as refused:
        staff.hash_for(account, "mo@runner.example", site_name="Whole Chain")
    assert refused.value.why is Weakness.OWN


def test_a_new_password_ends_the_other_sessions(session):
    account = make_account(session, EMAIL, roles=["admin"])
    kept, _ = make_session(session, account)
    make_session(session, account)
    new_hash = staff.hash_for(account, PASSWORD, site_name="Whole Chain")

    staff.set_password(session, account, password_hash=new_hash, actor=ACTOR, keep=kept)

    assert fits(PASSWORD, account.password)
    assert session.scalars(select(AccountSession)).all() == [kept]
    assert actions(session) == ["password_set"]


def test_an_app_is_taken_up_by_the_code_it_shows(session, factor):
    account = make_account(session, EMAIL, roles=["admin"])
    make_session(session, account)
    secret = factor.new_secret()
    code = factor.generate_totp_password(secret)

    first = {"secret": secret, "factor": factor, "replaces": False}
    wrong = staff.set_second_factor(session, account, code="000000", **first)
    assert not wrong
    assert (account.tf_totp_secret, sessions_left(session)) == (None, 1)

    assert staff.set_second_factor(session, account, code=code, **first)
    assert (account.tf_totp_secret, sessions_left(session)) == (secret, 0)
    assert not staff.take_code(session, account, code=code, factor=factor)
    assert actions(session) == ["second_factor_set"]


@BOTH
def test_of_two_requests_with_one_code_one_gets_in(engine, factor):
    secret = factor.new_secret()
    code = factor.generate_totp_password(secret)
    with Session(engine) as first:
        account_id = make_account(first, EMAIL, roles=["admin"], tf_totp_secret=secret).id
        first.commit()
    begun, taken = threading.Barrier(2), []

    def take():
        with Session(engine) as session:
            account = session.get(Account, account_id)
            begun.wait()
            begin_write(session)
            taken.append(staff.take_code(session, account, code=code, factor=factor))
            time.sleep(0.05)  # the other one comes while this is not committed
            session.commit()

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == [False, True]


def test_a_reset_forgets_app_and_passkeys_and_ends_sessions(session):
    passkey = Passkey(
        credential_id=b"id", public_key=b"key", name="Phone", usage="first", device_type="x"
    )
    account = make_account(
        session,
        EMAIL,
        roles=["admin"],
        tf_totp_secret=SECRET,
        webauthn=[passkey],
        password=HASH,
    )
    make_session(session, account)

    staff.reset_second_factor(session, account, actor=ACTOR)
    session.flush()

    assert not staff.has_second_factor(account)
    assert account.password == HASH
    assert (session.scalars(select(Passkey)).all(), sessions_left(session)) == ([], 0)
    assert actions(session) == ["second_factor_reset"]


@BOTH
def test_a_role_makes_an_account_or_raises_one(session):
    member = make_account(session, EMAIL)
    make_session(session, member)

    raised = staff.grant_role(session, email=EMAIL, role=RoleName.MODERATOR, actor=ACTOR, now=NOW)
    made = staff.grant_role(
        session, email="new@runner.example", role=RoleName.MODERATOR, actor=ACTOR, now=NOW
    )
    again = staff.grant_role(session, email=EMAIL, role=RoleName.ADMIN, actor=ACTOR, now=NOW)
    session.flush()

    assert raised is again is member
    assert {role.name for role in member.roles} == {"moderator", "admin"}
    assert made.is_staff
    assert sessions_left(session) == 0
    assert [one.email for one in staff.all_staff(session)] == [EMAIL, "new@runner.example"]


def test_a_role_is_granted_once(session):
    for _ in range(2):
        account = staff.grant_role(session, email=EMAIL, role=RoleName.ADMIN, actor=ACTOR, now=NOW)

    assert len(account.roles) == 1


def test_without_a_role_left_password_and_app_go(session):
    account = make_account(
        session, EMAIL, roles=["admin", "moderator"], password=HASH, tf_totp_secret=SECRET
    )
    make_session(session, account)

    assert staff.remove_role(session, account, role=RoleName.ADMIN, actor=ACTOR)
    assert (account.password, sessions_left(session)) == (HASH, 0)
    assert staff.remove_role(session, account, role=RoleName.MODERATOR, actor=ACTOR)
    assert (account.password, account.tf_totp_secret, account.is_staff) == (None, None, False)
    assert not staff.remove_role(session, account, role=RoleName.ADMIN, actor=ACTOR)
    assert actions(session) == ["role_removed", "role_removed"]


def test_only_staff_are_found_as_staff(session):
    make_account(session, EMAIL)

    for email in (EMAIL, "nobody@runner.example"):
        with pytest.raises(staff.NoSuchStaff):
            staff.find_staff(session, email)


def test_the_log_holds_no_address(session):
    staff.grant_role(session, email=EMAIL, role=RoleName.ADMIN, actor=ACTOR, now=NOW)
    session.flush()

    event = session.scalars(select(Event)).one()
    assert (event.actor, event.after) == (ACTOR, {"role": "admin"})
    assert EMAIL not in repr((event.subject_id, event.before, event.after))


@BOTH
def test_a_second_factor_that_came_in_between_is_not_replaced_unasked(
    session, open_session, factor
):
    account = make_account(session, roles=["admin"], password=HASH)
    session.commit()
    assert not staff.has_second_factor(account)
    other, theirs = open_session(), factor.new_secret()
    begin_write(other)
    other.get(Account, account.id).tf_totp_secret = theirs
    other.commit()
    begin_write(session)
    secret = factor.new_secret()
    code = factor.generate_totp_password(secret)

    with pytest.raises(staff.AlreadySetUp):
        staff.set_second_factor(
            session, account, secret=secret, code=code, factor=factor, replaces=False
        )

    assert account.tf_totp_secret == theirs


def test_a_new_password_ends_the_links_and_codes_there_are(session):
    account = make_account(session, roles=["admin"], password=HASH)
    other = make_account(session, roles=["admin"])
    token, others = (
        make_password_link(session, one, keys=KEYS, actor=ACTOR, now=NOW)
        for one in (account, other)
    )

    staff.set_password(session, account, password_hash="new", actor=ACTOR)  # noqa: S106

    with pytest.raises(LinkUnknown):
        see_password_link(session, token=token, keys=KEYS, now=NOW)
    assert see_password_link(session, token=others, keys=KEYS, now=NOW) is other


def test_a_hash_is_compared_for_whoever_tries(session):
    make_account(session, EMAIL, roles=["admin"], password=HASH)
    make_account(session, "member@runner.example")
    compared = []

    def fits(password, stored):
        compared.append((password, stored))
        return True

    found = [
        staff.check_password(session, email=email, password=PASSWORD, fits=fits)
        for email in (EMAIL, "member@runner.example", "nobody@runner.example", "")
    ]

    assert compared == [(PASSWORD, HASH)] + [(PASSWORD, None)] * 3
    assert [account is None for account in found] == [False, True, True, True]
