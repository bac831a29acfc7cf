"""What makes a password of staff good enough, and how it is kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.accounts.passwords import (
    MAX_CHARACTERS,
    Weakness,
    fits,
    hash_password,
    normalised,
    weakness,
)

EMAIL, SITE = "anna.bellwether@example.org", "Whole Chain"
GOOD = "tulip kettle orbit nine"


def judged(password):
    return weakness(password, email=EMAIL, site_name=SITE)


@pytest.mark.parametrize("length", [12, 64, MAX_CHARACTERS])
def test_any_length_from_twelve_to_the_longest_will_do(length):
    assert judged((GOOD * 8)[3 : 3 + length]) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", Weakness.SHORT),
        ("kettle nine", Weakness.SHORT),
        ("x9" * 64 + "y", Weakness.LONG),
        ("Password2024!", Weakness.COMMON),
        ("aaaaaaaaaaaaaaaa", Weakness.COMMON),
        ("xyzwvxyzwvxyzwv", Weakness.COMMON),
        ("Sunshine7-Sunshine7-", Weakness.COMMON),
        (EMAIL, Weakness.OWN),
        ("anna.bellwether99", Weakness.OWN),
        ("!WholeChain-77-x", Weakness.OWN),
        ("BellwetherAnna", Weakness.OWN),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password, why):
    assert judged(password) is why


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "onlysmallletterstulip",
        "a whole chain of running people",
        "žluťoučký kůň úpěl",
        "ﬁve ﬁsh in a pond",
    ],
)
def test_no_kind_of_character_is_asked_for(password):
    assert judged(password) is None


def test_a_hash_is_argon2id_and_salted():
    first, second = hash_password(GOOD), hash_password(GOOD)

    assert first.startswith("$argon2id$")
    assert first != second


@pytest.mark.parametrize("password", [GOOD, "ﬁve ﬁsh in a pond"])
def test_a_password_fits_its_hash_however_a_keyboard_writes_it(password):
    stored = hash_password(password)

    assert fits(password, stored)
    assert fits(normalised(password), stored)
    assert not fits(password + " ", stored)


@pytest.mark.parametrize("stored", [None, "", "no hash at all", "$argon2id$v=19$broken"])
def test_nothing_fits_where_there_is_no_password(stored):
    assert not fits("nobody has this password", stored)


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_any_text_is_judged_and_short_ones_are_always_refused(text):
    verdict = judged(text)

    if len(normalised(text)) < 12:
        assert verdict is Weakness.SHORT
