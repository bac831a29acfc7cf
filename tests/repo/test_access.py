"""Each role at each address, with things that are somebody else's: one table says who is let in.

A new address without an entry in `access_rules` fails here.
"""

from datetime import timedelta
from itertools import count
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from directory.accounts.models import Account, Passkey
from directory.accounts.policy import Proof
from directory.accounts.sessions import FRESH
from directory.cases import CaseKind
from directory.db import begin_write
from directory.files.checking import checked_photo
from directory.files.keeping import documents_folder, keep_file, photos_folder
from directory.http.account_sessions import TOKEN
from directory.listings.documents import send_document
from directory.listings.merging.joining import merge
from directory.listings.models import FilePurpose
from directory.practitioners.models import Ownership
from directory.vetting.models import Flag, FlagStatus
from tests.accounts.factories import KEYS, make_account, make_session
from tests.cli.waiting import flagged
from tests.factories import make_practitioner
from tests.files.test_checking import PAPER, picture
from tests.moderation.cases import NOW, edit, newest_case
from tests.repo.access_rules import (
    EXPECTED,
    LET_IN,
    NOTHING,
    REFUSED,
    RULES,
    SIGN_IN,
    STALE,
    STALE_ADMIN,
    WEAK,
)
from tests.vetting.plant import plant_assessment

SAFE = {"HEAD", "OPTIONS"}
LONG_AGO = FRESH + timedelta(minutes=50)

NAMES = {
    "api_docs.problem": {"name": "place-not-found"},
    "api_vocabulary.get_vocabulary": {"name": "kinds"},
    "discovery.sitemap": {"number": 1},
    "selfcare.stage": {"stage": "pain"},
    "selfcare.tool": {"tool": "foam-roller"},
}
"""Words that stand in an address, where not any will do."""

DOORS = ("sign_in.", "staff.", "passkeys.enter")
"""Views that lead back to the sign-in by themselves."""

FORM = "the mark of this browser in the forms it sends"
"""Stands in the cookie of every browser here; the forms' tokens are signed from it."""

_numbers = count(1)


class World:
    """Things of one owner, and who else may ask for them; each address gets its own."""

    def __init__(self, session, var, endpoint):
        begin_write(session)
        self.session = session
        self.number = next(_numbers)
        self.listing = make_practitioner(session, slug=f"ada-{self.number}")
        other = make_practitioner(session, slug=f"bram-{self.number}")
        self.accounts = {
            "member": make_account(session),
            "other owner": make_account(session),
            "moderator": make_account(session, roles=["moderator"]),
            "admin": make_account(session, roles=["admin"]),
            "owner": make_account(session),
        }
        self.accounts |= {
            STALE: self.accounts["owner"],
            STALE_ADMIN: self.accounts["admin"],
            WEAK: self.accounts["moderator"],
        }
        owner = self.accounts["owner"]
        session.add(Ownership(practitioner_id=self.listing.id, account_id=owner.id))
        session.add(Ownership(practitioner_id=other.id, account_id=self.accounts["other owner"].id))
        self.values = {
            "slug": self.listing.slug,
            "listing": self.listing.public_id,
            "account": make_account(session).public_id,
            "practitioner_id": self.listing.public_id,
            "token": "A" * 43,
            "step": "who",
            "code": "R1",
            "name": "profession",
            "filename": "manifest.json",
        }
        if "merge" in endpoint:
            self._plant_merge(endpoint)
        self._plant(var, owner, other, endpoint)
        self.numbers = {role: account.id for role, account in self.accounts.items()}
        session.commit()

    def _plant(self, var, owner, other, endpoint):
        """What an address is about, if it is about something of its own."""
        session = self.session
        if endpoint.startswith("own_assessments"):
            row = plant_assessment(session, other)
            row.member_id = owner.id
            self.values["assessment_id"] = row.public_id
        if endpoint == "accounts.end":
            self.values["session_id"] = make_session(session, owner, keys=KEYS)[0].public_id
        if endpoint == "passkeys.remove":
            self.values["passkey_id"] = _plant_passkey(session, owner)
        if "photo" in endpoint:
            shown, waits = (
                keep_file(photos_folder(var), picture(), checked_photo).path.name for _ in "12"
            )
            self.listing.photo = shown
            edit(session, self.listing, owner, photo=waits)
        if endpoint == "desk.take_back":
            self.values["revision"] = edit(
                session, self.listing, owner, bio="Something new."
            ).waiting.public_id
        self._plant_flag(endpoint)
        if endpoint.startswith(("moderation", "desk_evidence")):
            self._plant_document(var, owner)

    def _plant_flag(self, endpoint):
        """What an owner answers, or appeals."""
        if endpoint == "desk_evidence.send_reply":
            flagged(self.session, self.listing)
            begin_write(self.session)
        if endpoint == "desk_evidence.send_appeal":
            capped = Flag(practitioner_id=self.listing.id, code="R1", status=FlagStatus.CAPPED)
            self.session.add(capped)

    def _plant_merge(self, endpoint):
        """Two listings of one person, merged where an address is about the merge."""
        kept = make_practitioner(self.session)
        self.values |= {"one": kept.public_id, "other": self.listing.public_id}
        if endpoint in {"moderation.merged", "moderation.unmerge_them"}:
            row = merge(self.session, kept=kept, merged=self.listing, actor="visitor", now=NOW)
            self.values["merge_id"] = row.public_id

    def _plant_document(self, var, owner):
        file = send_document(
            self.session,
            practitioner=self.listing,
            account=owner,
            file=keep_file(documents_folder(var), PAPER),
            title="Certificate",
            code=None,
            link=None,
            purpose=FilePurpose.DOCUMENT,
            now=NOW,
        )
        self.values["file"] = file.public_id
        self.values["case_id"] = newest_case(self.session, CaseKind.DOCUMENT).public_id

    def client(self, app, role):
        """A browser of somebody in a role, from a network of its own."""
        client = app.test_client()
        number = next(_numbers)
        host = f"10.{number // 62_500}.{number // 250 % 250}.{number % 250}"
        client.environ_base["REMOTE_ADDR"] = host
        kept = {"csrf_token": FORM}
        token = self._sign_in(role)
        if token:
            kept[TOKEN] = token
        cookie = app.session_interface.get_signing_serializer(app).dumps(kept)
        client.set_cookie(app.config["SESSION_COOKIE_NAME"], cookie)
        return client

    def _sign_in(self, role):
        """What the cookie of somebody signed in holds; nothing for a visitor or a closed account."""
        session = self.session
        begin_write(session)
        session.expire_all()
        account = session.get(Account, self.numbers[role]) if role in self.numbers else None
        if account is None:
            session.rollback()
            return None
        ago = LONG_AGO if role in {STALE, STALE_ADMIN} else timedelta(0)
        row, token = make_session(session, account, keys=KEYS, ago=ago)
        row.proof = Proof.MAIL if role == WEAK else row.proof
        session.commit()
        return token


def _plant_passkey(session, owner):
    number = next(_numbers)
    passkey = Passkey(
        user_id=owner.id,
        credential_id=f"credential {number}".encode(),
        public_key=b"key",
        device_type="single_device",
        name=f"Key {number}",
        usage="first",
    )
    session.add(passkey)
    session.flush()
    return passkey.id


def answer_of(response, endpoint):
    """What a response amounts to."""
    # Without an index and place data some say that they are not able yet, to everybody alike.
    assert response.status_code in {*range(500), 503}, (endpoint, response.text)
    assert b"The form could not be checked" not in response.data, endpoint
    if response.status_code == 404:
        return NOTHING
    asked = urlsplit(response.location or "").path == "/sign-in"
    if asked and not endpoint.startswith(DOORS):
        return SIGN_IN
    return REFUSED if response.status_code in {401, 403, 405} else LET_IN


def test_every_address_has_a_rule(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert endpoints - set(RULES) == set()
    assert set(RULES) - endpoints == set()
    assert sum(len(kind.split()) for kind in EXPECTED) == len(RULES)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_each_role_is_answered_as_the_rules_say(app, session, settings):
    # Other tests look at the pages themselves.
    app.test_client_class = FlaskClient
    wrong = [
        (f"{method} {rule.rule}", role, answered, EXPECTED[RULES[rule.endpoint]][role])
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods - SAFE)
        for role, answered in answers(app, session, settings.var, rule, method)
        if answered != EXPECTED[RULES[rule.endpoint]][role]
    ]

    assert wrong == [], "\n".join(map(str, wrong))


def answers(app, session, var, rule, method):
    """What an address answers to each role in turn, whoever may change something last."""
    world = World(session, var, rule.endpoint)
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(FORM)
    known = world.values | NAMES.get(rule.endpoint, {})
    values = {name: known[name] for name in rule.arguments}
    address = app.url_map.bind("localhost").build(rule.endpoint, values)
    for role in EXPECTED[RULES[rule.endpoint]]:
        client = world.client(app, role)
        sent = {"csrf_token": token} if method == "POST" else None
        yield role, answer_of(client.open(address, method=method, data=sent), rule.endpoint)
