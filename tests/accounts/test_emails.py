import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.emails import EmailInvalid, normalised_email
from directory.outbox.mail import checked_address


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Ada@Runner.EXAMPLE", "ada@runner.example"),
        ("  ada+knee@runner.example ", "ada+knee@runner.example"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@b\u0075\u0308cher.example", "ada@xn--bcher-kva.example"),
    ],
)
def test_spellings_of_one_address_become_one(typed, stored):
    assert normalised_email(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@",
        "@runner.example",
        "ada@runner",
        "ada@@runner.example",
        "ada@runner.example\nBcc: eve@evil.example",
        "ada@runner.example, eve@evil.example",
        "ada\0@runner.example",
        "ada@[127.0.0.1]",
        '"ada smith"@runner.example',
        "adä@runner.example",
        f"{'a' * 64}@{'.'.join(['b' * 60] * 4)}.example",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(EmailInvalid):
        normalised_email(typed)


@given(st.text(max_size=40) | st.emails())
def test_what_is_taken_can_be_mailed_to_and_stays_as_it_is(typed):
    try:
        email = normalised_email(typed)
    except EmailInvalid:
        return

    assert normalised_email(email) == email
    assert checked_address(email) == email
    assert email.isascii()
    assert email == email.lower()
