"""The demo's mailbox names whom one can be here; the way in is that of everybody else."""

import re
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from directory import create_app
from directory.accounts.models import Account
from directory.cli.mailing import Postman
from directory.config import Settings
from directory.db import database
from directory.demo.owners import KEYS, MODERATOR, email_of, plant_owners
from directory.demo.service import plant
from tests.accounts.factories import sign_in
from tests.api.fakes import FakePlaces
from tests.factories import make_practitioner
from tests.web.visits import ask_for_code, code_of, mails, send

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def demo(session, settings):
    """A small demo with its owners."""
    plant(session, count=20, today=NOON.date())
    plant_owners(session, var=settings.var, now=NOON, moderator=True)
    session.commit()


def ways_in(page):
    """The page each owner comes to, and their address, as the page lists them."""
    found = re.findall(r'href="/sign-in\?again=1&amp;next=([^"]*)">([^<]+)</a>', page)
    return [(unquote(path), email) for path, email in found]


def test_the_page_lists_everybody_with_a_way_in(client, demo):
    page = client.get("/demo/mail").text

    assert all(email_of(key) in page for key in KEYS)
    assert MODERATOR in page
    assert 'href="/moderation"' in page
    assert [email for _path, email in ways_in(page)] == [email_of(key) for key in KEYS]


def test_who_claims_a_listing_comes_to_its_claim(client, demo):
    paths = {email: path for path, email in ways_in(client.get("/demo/mail").text)}

    assert re.fullmatch(r"/practitioners/[^/]+/claim", paths[email_of("claiming")])


def test_a_demo_without_owners_lists_nobody(client, session):
    make_practitioner(session, source="demo")
    session.commit()

    assert "Who you can be here" not in client.get("/demo/mail").text


def test_an_owner_comes_in_by_a_code_from_the_mailbox_and_sees_their_desk(
    client, demo, settings, engine
):
    path, _email = ways_in(client.get("/demo/mail").text)[0]
    mail = ask_for_code(client, email_of("fresh"), next=path)
    Postman.for_site(settings, engine).go()
    shown = client.get("/demo/mail").text

    answer = send(client, "/sign-in/code", code=code_of(mail))

    assert email_of("fresh") in shown
    assert answer.location == path
    assert "Flora Fennel" in client.get(path).text


def test_every_page_of_an_owner_is_there(client, demo):
    pages = ways_in(client.get("/demo/mail").text)
    assert len(pages) == len(KEYS)

    for path, email in pages:
        with client.application.app_context():
            account = database.session.scalars(select(Account).where(Account.email == email)).one()
            account_id = account.id
        sign_in(client, account_id)

        assert client.get(path).status_code == 200


def test_the_moderator_is_mailed_a_link_to_choose_a_password(client, demo):
    answer = send(
        client, "/staff/forgotten-password", page="/staff/forgotten-password", email=MODERATOR
    )

    (mail,) = [mail for mail in mails(client.application) if mail.recipient == MODERATOR]
    assert answer.status_code == 200
    path = re.search(r"/staff/password/\S+", mail.text)[0]
    assert client.get(path).status_code == 200


def test_the_moderator_sees_what_waits(client, demo):
    with client.application.app_context():
        account = database.session.scalars(select(Account).where(Account.email == MODERATOR)).one()
        account_id = account.id
    sign_in(client, account_id)

    queue = client.get("/moderation").text

    cases = set(re.findall(r'href="(/moderation/[0-9a-f-]{36})"', queue))
    assert len(cases) >= 8
    for path in cases:
        assert client.get(path).status_code == 200


def test_on_a_real_site_nobody_of_the_demo_comes_in(client, demo, settings):
    with client.application.app_context():
        ids = database.session.scalars(select(Account.id).where(Account.is_demo)).all()[-10:]
    environ = {
        "DIRECTORY_VAR": str(settings.var),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "DIRECTORY_ENV": "production",
        "TRUSTED_HOSTS": "localhost",
        "MAIL_URL": "smtp://mail.example",
        "MAIL_FROM": "post@runner.example",
    }
    real = create_app(Settings.from_env(environ), places=FakePlaces())
    real.testing = True
    for account_id in ids:
        visitor = real.test_client()
        sign_in(visitor, account_id)

        for path in ("/desk", "/moderation", "/account"):
            answer = visitor.get(path, base_url="https://localhost")

            assert answer.status_code in {302, 303}
            assert "/sign-in" in answer.location
    assert real.test_client().get("/demo/mail", base_url="https://localhost").status_code == 404
    with real.app_context():
        database.engine.dispose()
