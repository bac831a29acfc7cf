"""A mail is promised inside the caller's transaction, and nothing can be smuggled into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from directory.outbox import enqueue
from directory.outbox.mail import (
    TOPIC,
    AddressInvalid,
    SubjectInvalid,
    checked_address,
    discard,
    domain_in_ascii,
    post,
)
from directory.outbox.models import Mail, OutboxEntry

pytestmark = pytest.mark.databases("sqlite")


def _count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_a_posted_mail_waits_with_its_promise(session):
    enqueue(session, "index", "somebody else", 1)

    mail = post(session, to="ada@runner.example", subject="Hello", text="Hello, Ada.")
    session.commit()

    (entry,) = session.scalars(select(OutboxEntry).where(OutboxEntry.topic == TOPIC))
    assert entry.key == str(mail.id)
    assert (mail.recipient, mail.subject, mail.text, mail.html) == (
        "ada@runner.example", "Hello", "Hello, Ada.", None,
    )  # fmt: skip


def test_a_mail_falls_with_its_transaction(session):
    post(session, to="ada@runner.example", subject="Hello", text="Hello, Ada.")

    session.rollback()

    assert (_count(session, Mail), _count(session, OutboxEntry)) == (0, 0)


def test_mails_that_wait_can_be_taken_back_by_their_address(session):
    for name in ("ada", "bob", "ada"):
        post(session, to=f"{name}@runner.example", subject="Hello", text="Hello.")

    discard(session, "ada@runner.example")

    assert session.scalars(select(Mail.recipient)).all() == ["bob@runner.example"]
    assert _count(session, OutboxEntry) == 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ada",
        "@runner.example",
        "ada@",
        "ada@runner.example\r\nBcc: eve@runner.example",
        "ada@runner.example\n",
        "ada@runner.example, eve@runner.example",
        "ada@runner.example eve@runner.example",
        "Ada <ada@runner.example>",
        "<ada@runner.example>",
        f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.example",
    ],
)
def test_what_is_not_one_address_is_refused_and_not_repeated(session, address):
    with pytest.raises(AddressInvalid) as refused:
        post(session, to=address, subject="Hello", text="Hello.")

    assert not address or address not in str(refused.value)
    assert _count(session, Mail) == 0


@pytest.mark.parametrize(
    "subject", ["", "  ", "Hello\r\nBcc: eve@runner.example", "Hello\n", "a" * 201, "Hello\0"]
)
def test_a_subject_is_one_printable_line(session, subject):
    with pytest.raises(SubjectInvalid):
        post(session, to="ada@runner.example", subject=subject, text="Hello.")


def test_a_domain_is_written_in_ascii_as_idna_2008_has_it():
    assert domain_in_ascii("ada@straße.example") == "ada@xn--strae-oqa.example"


@given(st.text(max_size=40), st.characters(categories=["Cc", "Zl", "Zp"]), st.text(max_size=40))
def test_no_address_with_a_control_character_is_taken(before, control, after):
    with pytest.raises(AddressInvalid):
        checked_address(f"{before}{control}{after}@runner.example")
