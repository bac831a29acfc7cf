"""The mail server and the sender are read from text, or refused."""

import pytest

from directory.mail_server import MailEncryption, MailServer, mail_server, sender


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("", None),
        ("smtp://mail.example", MailServer(host="mail.example", port=587)),
        (
            "smtp://post:p%40ss@mail.example:2525",
            MailServer(host="mail.example", port=2525, user="post", password="p@ss"),  # noqa: S106
        ),
        (
            "smtps://post@mail.example",
            MailServer(host="mail.example", port=465, user="post", encryption=MailEncryption.TLS),
        ),
        (
            "smtp://[::1]?tls=no",
            MailServer(host="::1", port=25, encryption=MailEncryption.NONE),
        ),
    ],
)
def test_a_server_is_read_and_encrypts_unless_told_otherwise(text, server):
    assert mail_server(text) == server


@pytest.mark.parametrize(
    "text",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example/folder",
        "smtp://mail.example?tls=maybe",
        "smtp://mail.example:many",
    ],
)
def test_what_names_no_server_is_refused(text):
    with pytest.raises(ValueError, match=r"smtp://|Port|tls=no|cast"):
        mail_server(text)


def test_a_password_is_never_to_travel_openly():
    with pytest.raises(ValueError, match="password"):
        mail_server("smtp://post:secret@mail.example?tls=no")


@pytest.mark.parametrize("text", ["", "post@a.example", "Zoë of A <post@a.example>"])
def test_one_sender_is_taken(text):
    assert sender(text) == text


@pytest.mark.parametrize(
    "text", ["nobody", "<>", "a@a.example, b@a.example", "A <a@a.example>\r\nBcc: b@b.example"]
)
def test_what_is_not_one_sender_is_refused(text):
    with pytest.raises(ValueError, match="one address"):
        sender(text)
