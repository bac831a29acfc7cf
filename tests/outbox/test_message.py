"""A mail is written out so that every server takes it and nobody answers it by itself."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.outbox.message import compose

PARTS = {
    "sender": "Whole Chain <post@site.example>",
    "to": "ada@runner.example",
    "subject": "Your code",
    "text": "Your code is 123456.",
    "html": None,
    "written_at": datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
    "message_id": "20260304-7@site.example",
}


def _read(**parts):
    return message_from_bytes(compose(**{**PARTS, **parts}).as_bytes(), policy=policy.default)


def test_headers_say_from_whom_to_whom_when_and_that_a_machine_wrote():
    mail = _read()

    assert mail["From"] == "Whole Chain <post@site.example>"
    assert mail["To"] == "ada@runner.example"
    assert mail["Subject"] == "Your code"
    assert mail["Date"].datetime == PARTS["written_at"]
    assert mail["Message-ID"] == "<20260304-7@site.example>"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_without_html_there_is_one_plain_part():
    mail = _read()

    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().strip() == "Your code is 123456."


def test_with_html_the_plain_text_comes_first():
    mail = _read(html="<p>Your code is <b>123456</b>.</p>")

    assert mail.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in mail.iter_parts()]
    assert kinds == ["text/plain", "text/html"]


def test_any_text_travels_in_seven_bits_and_arrives_whole():
    text = "Zoë asked: “Läuft’s?” " + "a long line " * 40 + "\n.\nFrom here on"

    raw = compose(**{**PARTS, "text": text, "subject": "Läuft’s?"}).as_bytes()

    assert raw.isascii()
    read = message_from_bytes(raw, policy=policy.default)
    assert read["Subject"] == "Läuft’s?"
    assert read.get_content().split() == text.split()


def test_an_address_in_other_letters_is_not_mangled():
    raw = compose(**{**PARTS, "to": "zoë@runner.example"}).as_bytes()

    assert "\r\nTo: zoë@runner.example\r\n" in raw.decode()


@pytest.mark.parametrize("header", ["sender", "to", "subject"])
@given(text=st.text(max_size=20), end=st.sampled_from(["\r\n", "\n", "\r"]))
def test_no_header_takes_a_line_break(header, text, end):
    with pytest.raises(ValueError, match=r".*"):
        compose(**{**PARTS, header: f"{text}{end}Bcc: eve@runner.example"})
