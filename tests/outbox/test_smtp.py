"""Over SMTP a mail arrives as written, or what became of it is said without its address."""

import pytest

from directory.mail_server import MailEncryption, MailServer
from directory.outbox.message import compose
from directory.outbox.smtp import SmtpTransport
from directory.outbox.transport import NotNow, NoWayOut, Refused
from tests.outbox.servers import LOCAL, Post, certificate, free_port, only
from tests.outbox.test_message import PARTS

OPEN = MailEncryption.NONE


def _send(*to, port, encryption=OPEN, patience_s=10.0, **account):
    server = MailServer(host=LOCAL, port=port, encryption=encryption, **account)
    with SmtpTransport(server, patience_s=patience_s).open() as carrier:
        for address in to:
            carrier.hand_over(compose(**{**PARTS, "to": address}), address, "1")


@pytest.fixture
def open_post():
    """Open mail servers with options of their own."""
    opened = []

    def open_one(**options):
        opened.append(Post(**options).open())
        return opened[-1]

    yield open_one
    for post in opened:
        post.close()


def test_mails_arrive_over_one_connection(post_office):
    _send("ada@runner.example", "bob@runner.example", port=post_office.port)

    assert [e.rcpt_tos for e in post_office.mailbox.taken] == [
        ["ada@runner.example"],
        ["bob@runner.example"],
    ]
    assert {e.mail_from for e in post_office.mailbox.taken} == {"post@site.example"}
    assert "Your code is 123456." in post_office.mailbox.texts()[0]


@pytest.mark.parametrize(
    ("answer", "verdict", "because"),
    [
        ("450 4.2.1 ada@runner.example is busy", NotNow, "450 4.2.1"),
        ("550 5.1.1 no such user: ada@runner.example", Refused, "550 5.1.1"),
        ("550 no ada@runner.example here", Refused, "550"),
        ("421 too much for today, ada@runner.example", NoWayOut, "421"),
    ],
)
def test_what_the_server_says_of_a_recipient_decides_without_its_words(
    post_office, answer, verdict, because
):
    post_office.mailbox.recipients["ada@runner.example"] = answer

    with pytest.raises(verdict) as told:
        _send("ada@runner.example", port=post_office.port)

    assert told.value.because == because
    assert told.value.__suppress_context__


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("451 4.3.0 try again", NotNow), ("554 5.7.1 looks like spam", Refused)],
)
def test_what_the_server_says_of_the_content_decides(post_office, answer, verdict):
    post_office.mailbox.answers = [answer]

    with pytest.raises(verdict):
        _send("ada@runner.example", port=post_office.port)


def test_an_address_the_server_has_no_letters_for_is_refused(post_office):
    with pytest.raises(Refused):
        _send("zoë@runner.example", port=post_office.port)


def test_a_server_that_takes_other_letters_gets_them(open_post):
    office = open_post(enable_SMTPUTF8=True)

    _send("zoë@runner.example", port=office.port)

    assert office.mailbox.taken[0].rcpt_tos == ["zoë@runner.example"]


def test_nobody_listening_is_no_way_out():
    with pytest.raises(NoWayOut, match="ConnectionRefusedError"):
        _send("ada@runner.example", port=free_port())


def test_a_silent_server_is_left_when_patience_ends(silent_server):
    with pytest.raises(NoWayOut):
        _send("ada@runner.example", port=silent_server.port, patience_s=0.3)


def test_a_server_that_goes_away_in_between_is_no_way_out(post_office):
    server = MailServer(host=LOCAL, port=post_office.port, encryption=OPEN)

    with SmtpTransport(server, patience_s=0.5).open() as carrier:
        post_office.close()

        with pytest.raises(NoWayOut):
            carrier.hand_over(compose(**PARTS), "ada@runner.example", "1")


def test_a_server_without_encryption_gets_neither_password_nor_mail(post_office):
    with pytest.raises(NoWayOut, match="SMTPNotSupportedError"):
        _send(
            "ada@runner.example",
            port=post_office.port,
            encryption=MailEncryption.STARTTLS,
            user="post",
            password="secret",  # noqa: S106
        )

    assert post_office.mailbox.taken == []


@pytest.mark.parametrize("encryption", [MailEncryption.STARTTLS, MailEncryption.TLS])
def test_a_certificate_nobody_vouches_for_is_not_believed(open_post, tmp_path, encryption):
    _, context = certificate(tmp_path)
    office = open_post(**_encrypted(encryption, context))

    with pytest.raises(NoWayOut, match="SSLCertVerificationError"):
        _send("ada@runner.example", port=office.port, encryption=encryption)

    assert office.mailbox.taken == []


@pytest.mark.parametrize("encryption", [MailEncryption.STARTTLS, MailEncryption.TLS])
def test_mail_arrives_encrypted_from_whom_the_server_knows(
    open_post, tmp_path, monkeypatch, encryption
):
    file, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    office = open_post(**_encrypted(encryption, context), authenticator=only("post", "secret"))

    _send("ada@runner.example", port=office.port, encryption=encryption,
          user="post", password="secret")  # noqa: S106  # fmt: skip

    assert office.mailbox.taken[0].rcpt_tos == ["ada@runner.example"]
    assert office.mailbox.users == ["post"]


def test_a_wrong_password_is_no_way_out_and_is_not_repeated(open_post, tmp_path, monkeypatch):
    file, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    office = open_post(tls_context=context, authenticator=only("post", "secret"))

    with pytest.raises(NoWayOut) as told:
        _send("ada@runner.example", port=office.port, encryption=MailEncryption.STARTTLS,
              user="post", password="guess")  # noqa: S106  # fmt: skip

    assert told.value.because == "535 5.7.8"


def _encrypted(encryption, context):
    if encryption is MailEncryption.TLS:
        return {"ssl_context": context, "auth_require_tls": False}
    return {"tls_context": context, "require_starttls": True}
