"""Contacts are kept as given, or refused."""

import pytest

from directory.interchange.sheet import contact


@pytest.mark.parametrize("text", ["+1 303-555-0100", "(0)89/12 34", "303.555.0100 x12", "112"])
def test_a_phone_number_is_kept_as_written(text):
    assert contact.phone(text) == text


@pytest.mark.parametrize("text", ["call me", "4.3E+10", "12", "1" * 31, "tel: none"])
def test_what_is_no_phone_number_is_refused(text):
    assert contact.phone(text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("a@b.example", "a@b.example"),
        ("mailto:a@b.example", "a@b.example"),
        ("a@b", None),
        ("a b@c.example", None),
        ("a@b.example, c@d.example", None),
        ("a" * 250 + "@b.example", None),
    ],
)
def test_mail_addresses_have_the_shape_of_one(text, address):
    assert contact.email(text) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.example/x?y=z", "https://a.example/x?y=z"),
        ("www.a.example", "https://www.a.example"),
        ("a.example/x", "https://a.example/x"),
        ("javascript:alert(1)", None),
        ("none yet", None),
        ("https://" + "a" * 500 + ".example", None),
    ],
)
def test_websites_are_pages_of_the_web(text, address):
    assert contact.website(text) == address
