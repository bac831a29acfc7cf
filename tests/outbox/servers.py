"""A real mail server on this machine, which can be made to refuse, to dawdle, and to be away."""

import socket
import ssl
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LOCAL = "127.0.0.1"


class Mailbox:
    """What a server does with each mail; by default it takes them all."""

    def __init__(self):
        self.taken = []
        self.users = []
        """Who was signed in when each was taken."""
        self.recipients = {}
        """Answers to RCPT TO, by address."""
        self.answers = []
        """Answers to the next mails' contents; "250 OK" when there is none left."""

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        answer = self.recipients.get(address, "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server, session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("2"):
            self.taken.append(envelope)
            self.users += [session.auth_data] if session.authenticated else []
        return answer

    def texts(self):
        """The whole mails, as text."""
        return [envelope.content.decode() for envelope in self.taken]


class Post:
    """A mail server that can be closed and opened again on the same port."""

    def __init__(self, **options):
        self.mailbox = Mailbox()
        self.port = free_port()
        self._options = {"enable_SMTPUTF8": False, **options}
        self._controller = None

    def open(self):
        self._controller = Controller(
            self.mailbox, hostname=LOCAL, port=self.port, ready_timeout=30, **self._options
        )
        self._controller.start()
        return self

    def close(self):
        if self._controller:
            self._controller.stop()
            self._controller = None


class SilentServer:
    """Takes connections and never says a word."""

    def __init__(self):
        self._listener = socket.create_server((LOCAL, 0))
        self.port = self._listener.getsockname()[1]
        self._held = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self):
        while True:
            try:
                self._held.append(self._listener.accept()[0])
            except OSError:
                return

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        for connection in self._held:
            connection.close()


def free_port():
    """A port nobody listens on."""
    with closing(socket.create_server((LOCAL, 0))) as listener:
        return listener.getsockname()[1]


def only(user, password):
    """An authenticator that lets one user in."""

    def authenticate(_server, _session, _envelope, _mechanism, given):
        known = (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=known, handled=False, auth_data=user)

    return authenticate


def certificate(folder):
    """Make a certificate for this machine that nobody else has signed; gives its file and a context."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail server of the tests")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOCAL))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file, key_file = folder / "certificate.pem", folder / "key.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file, key_file)
    return file, context
