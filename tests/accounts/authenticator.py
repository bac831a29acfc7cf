"""A passkey in software: answers registrations and sign-ins as a telephone or key would."""

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One credential; what a test sets differently from the default is what goes wrong."""

    rp_id: str = "directory.test"
    origin: str = "https://directory.test"
    verified: bool = True
    count: int = 0
    user_handle: bytes | None = None
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, challenge):
        """Answer `navigator.credentials.create()`, as JSON."""
        key = encode_cbor(self._public_key())
        identity = struct.pack(">16sH", bytes(16), len(self.credential_id)) + self.credential_id
        attestation = {
            "fmt": "none",
            "attStmt": {},
            "authData": self._data(HAS_KEY) + identity + key,
        }
        return self._answer(
            clientDataJSON=self._client_data("webauthn.create", challenge),
            attestationObject=encode_cbor(attestation),
            transports=["internal"],
        )

    def get(self, challenge):
        """Answer `navigator.credentials.get()`, as JSON."""
        self.count += 1
        client_data, data = self._client_data("webauthn.get", challenge), self._data()
        signed = data + hashlib.sha256(client_data).digest()
        handle = {"userHandle": self.user_handle} if self.user_handle else {}
        return self._answer(
            clientDataJSON=client_data,
            authenticatorData=data,
            signature=self.key.sign(signed, ec.ECDSA(hashes.SHA256())),
            **handle,
        )

    def _answer(self, **response):
        plain = {
            name: bytes_to_base64url(value) if isinstance(value, bytes) else value
            for name, value in response.items()
        }
        name = bytes_to_base64url(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": plain})

    def _client_data(self, kind, challenge):
        text = {
            "type": kind,
            "challenge": bytes_to_base64url(challenge),
            "origin": self.origin,
            "crossOrigin": False,
        }
        return json.dumps(text).encode()

    def _data(self, flags=0):
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        return hashlib.sha256(self.rp_id.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _public_key(self):
        """The key as COSE writes it: EC2 (2), ES256 (-7), curve P-256 (1), x and y."""
        numbers = self.key.public_key().public_numbers()
        return {
            1: 2,
            3: -7,
            -1: 1,
            -2: numbers.x.to_bytes(32, "big"),
            -3: numbers.y.to_bytes(32, "big"),
        }
