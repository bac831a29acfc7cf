"""Mails that rooms write."""

import pytest
from jinja2 import UndefinedError

from directory.outbox.letters import Letters, short
from directory.outbox.models import Mail
from tests.databases import ensure_writing

LETTERS = Letters("Whole Chain", "https://chain.example")
PUBLISHED = {"name": "Ada Alder", "page": "/practitioners/ada", "desk": "/desk/1"}


def test_the_first_line_is_the_subject_and_links_begin_with_the_site():
    subject, text = LETTERS.compose("listings/published.txt", **PUBLISHED)

    assert subject == "Your listing is published"
    assert "https://chain.example/practitioners/ada\n" in text
    assert "Ada Alder" in text


def test_what_a_template_is_not_given_is_an_error():
    with pytest.raises(UndefinedError):
        LETTERS.compose("listings/published.txt", name="Ada")


@pytest.mark.databases("sqlite")
def test_a_mail_is_promised_with_the_transaction(session):
    ensure_writing(session)

    LETTERS.post(session, "listings/published.txt", to="ada@example.org", **PUBLISHED)

    assert session.query(Mail).one().recipient == "ada@example.org"


def test_a_long_name_is_cut_in_a_subject():
    assert short("Ada") == "Ada"
    assert len(short("x" * 100)) == 60
