from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.digests import Keys, Purpose, new_token, same

KEYS = Keys("one secret")
values = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(values)
def test_a_digest_of_one_purpose_is_of_no_use_for_another(value):
    digests = {KEYS.digest(purpose, value) for purpose in Purpose}

    assert len(digests) == len(Purpose)


@given(values)
def test_another_site_makes_other_digests_of_the_same_value(value):
    assert KEYS.digest(Purpose.CODE, value) != Keys(b"other").digest(Purpose.CODE, value)
    assert KEYS.digest(Purpose.CODE, value) == Keys("one secret").digest(Purpose.CODE, value)


@given(values, values)
def test_values_keep_apart_where_they_meet(one, other):
    assert (
        KEYS.digest(Purpose.CODE, one, other) == KEYS.digest(Purpose.CODE, one + other)
    ) is False


def test_a_digest_shows_nothing_of_the_value_and_fits_its_column():
    digest = KEYS.digest(Purpose.EMAIL, "ada@runner.example")

    assert len(digest) == 64
    assert "ada" not in digest


def test_tokens_differ_and_may_stand_in_an_address():
    tokens = {new_token() for _ in range(50)}

    assert len(tokens) == 50
    assert all(token.replace("-", "").replace("_", "").isalnum() for token in tokens)


@given(values, values)
def test_same_is_equality(one, other):
    assert same(one, other) is (one == other)
    assert same(one, one)
