"""Each code of an authenticator app opens the door once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.models import Account
from directory.accounts.totp import SecondFactor

NOW = 1_800_000_015.0
"""The middle of a step of 30 seconds."""

STEP = 30


class Clock:
    """A clock that stands until it is set."""

    def __init__(self, now=NOW):
        self.now = now

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def factor(clock):
    return SecondFactor("tests only: no site's secret", "Whole Chain", clock)


@pytest.fixture
def account(factor):
    return Account(email="mo@example.org", tf_totp_secret=factor.new_secret())


def code_at(factor, account, clock, offset_s=0):
    now, clock.now = clock.now, clock.now + offset_s
    try:
        return factor.generate_totp_password(account.tf_totp_secret)
    finally:
        clock.now = now


def test_a_code_is_taken_once(factor, account, clock):
    code = code_at(factor, account, clock)

    assert factor.take(account, code)
    assert not factor.take(account, code)


def test_a_code_stays_used_while_it_would_still_last(factor, account, clock):
    code = code_at(factor, account, clock)
    assert factor.take(account, code)

    clock.now += STEP
    assert not factor.take(account, code)


def test_an_older_code_is_refused_after_a_newer_one(factor, account, clock):
    previous = code_at(factor, account, clock, -STEP)
    assert factor.take(account, code_at(factor, account, clock))

    assert not factor.take(account, previous)


def test_the_next_code_is_taken_after_one(factor, account, clock):
    assert factor.take(account, code_at(factor, account, clock))

    clock.now += STEP
    assert factor.take(account, code_at(factor, account, clock))


@pytest.mark.parametrize(
    ("offset_s", "taken"),
    [(-2 * STEP, False), (-STEP, True), (0, True), (STEP, True), (2 * STEP, False)],
)
def test_clocks_may_differ_by_one_step(factor, account, clock, offset_s, taken):
    assert factor.take(account, code_at(factor, account, clock, offset_s)) is taken


def test_digits_may_be_typed_in_groups(factor, account, clock):
    code = code_at(factor, account, clock)

    assert factor.take(account, f" {code[:3]} {code[3:]} ")


@given(st.text(max_size=40))
def test_any_text_is_judged_and_a_refusal_changes_nothing(factor, text):
    account = Account(email="mo@example.org", tf_totp_secret=None, totp_counter=7)

    assert not factor.take(account, text)
    assert account.totp_counter == 7


@pytest.mark.parametrize(
    "text", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "0" * 500, "12\x0034"]
)
def test_what_is_no_code_is_a_wrong_code(factor, account, text):
    assert not factor.take(account, text)


def test_a_secret_to_be_set_up_is_tried_instead_of_the_accounts_own(factor, account, clock):
    other = Account(email="lu@example.org", tf_totp_secret=factor.new_secret())
    code = code_at(factor, other, clock)

    assert factor.take(account, code, other.tf_totp_secret)


def test_a_secret_is_of_no_use_without_the_sites_secret(factor, account, clock):
    stranger = SecondFactor("another site's secret", "Whole Chain", clock)

    assert stranger.typed_key(account.tf_totp_secret) != factor.typed_key(account.tf_totp_secret)
    assert not stranger.take(account, code_at(factor, account, clock))


def test_the_picture_needs_neither_style_nor_script(factor, account):
    picture = factor.qr_code(account, account.tf_totp_secret)

    assert picture.startswith("<svg")
    assert "style" not in picture
    assert "script" not in picture


def test_the_key_can_be_typed_in_groups(factor, account):
    groups = factor.typed_key(account.tf_totp_secret).split("-")

    assert {len(group) for group in groups} == {4}


def test_the_app_shows_whose_account_it_is(factor, account):
    uri = factor.get_totp_uri(account.email, account.tf_totp_secret)

    assert uri.startswith("otpauth://totp/Whole%20Chain:mo@example.org?secret=")
