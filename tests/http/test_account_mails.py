import pytest

from directory.accounts.codes import Letter, LetterKind
from directory.http.account_mails import compose, compose_notice, public_address
from directory.outbox.mail import LONGEST_SUBJECT

SECRETS = {"code": "123456", "link_token": "the-token"}


@pytest.fixture
def forged(app):
    """A request whose sender names a host of their own."""
    with app.test_request_context("/sign-in", base_url="https://evil.example") as context:
        yield context


def test_addresses_in_mails_are_those_of_the_settings(forged, settings):
    address = public_address("sign_in.link", token="the-token")  # noqa: S106

    assert address == f"{settings.public_url}/sign-in/link/the-token"


@pytest.mark.parametrize("kind", LetterKind)
def test_each_letter_is_short_and_shows_what_its_reader_may_have(forged, kind):
    subject, text = compose(Letter(kind, **SECRETS))

    assert 0 < len(subject) < LONGEST_SUBJECT
    assert "123" not in subject
    assert ("123 456" in text) is (kind in {LetterKind.SIGN_IN, LetterKind.NEW_EMAIL})
    assert ("the-token" in text) is (kind is LetterKind.SIGN_IN)
    assert "evil" not in text
    assert len(text) < 800


def test_the_old_address_is_told_without_the_new_one(forged):
    subject, text = compose_notice()

    assert "has changed" in subject
    assert "@" not in text
