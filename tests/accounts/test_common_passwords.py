"""What everybody tries first is on the list, however it is dressed up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.common_passwords import common_passwords, folded

LISTED = sorted(common_passwords().stems)


def test_the_list_has_far_more_than_the_three_thousand_long_ones_that_are_asked_for():
    listed = common_passwords()

    long_enough = sum(
        len(stem) + len(ending) >= 12 for stem in listed.stems for ending in listed.endings
    )

    assert long_enough > 100_000


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "P@ssw0rd-2024",
        "2024password",
        "Passwordpassword",
        "correct horse battery staple",
        "qwertyuiop123",
        "poiuytrewq",
        "1qaz2wsx3edc",
        "$un5h1ne 1987",
        "\uff30\uff21\uff33\uff33word",
    ],
)
def test_a_common_password_is_known_in_any_dress(password):
    assert folded(password) in common_passwords()


@pytest.mark.parametrize("password", ["", "tulip kettle orbit nine", "zebra-mailbox-31-fog"])
def test_what_nobody_tries_is_not_on_the_list(password):
    assert folded(password) not in common_passwords()


@given(st.sampled_from(LISTED), st.sampled_from(sorted(common_passwords().endings)))
def test_a_listed_password_stays_listed_with_an_ending(stem, ending):
    assert stem + ending in common_passwords()
    assert ending + stem in common_passwords()


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=40))
def test_capitals_and_signs_make_no_difference(text):
    assert folded(f"-{text} !") in {folded(text), folded(text) + "i"}
