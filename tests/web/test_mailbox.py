"""The mailbox page shows mails of the demo, and exists nowhere else."""

import pytest
from flask import render_template_string

from directory import create_app
from directory.cli.mailing import Postman
from directory.config import Settings
from directory.db import begin_write
from directory.outbox.mail import post
from directory.outbox.mail_folder import mails_in
from tests.factories import make_practitioner

TEXT = """Your code: 123456

http://127.0.0.1:0/sign-in/link/abc?x=1&y=2.
https://elsewhere.example/sign-in <b>bold</b>
http://127.0.0.1:0//elsewhere.example/
"""


@pytest.fixture
def demo(session):
    """A site with a made-up listing."""
    make_practitioner(session)
    make_practitioner(session, source="demo")
    session.commit()


@pytest.fixture
def posted(session, engine, settings):
    """Two mails in the folder."""
    begin_write(session)
    post(session, to="bob@runner.example", subject="An older mail", text="Hello.")
    post(session, to="ada@runner.example", subject="Your <code>", text=TEXT, html="<p>no</p>")
    session.commit()
    Postman.for_site(settings, engine).go()
    return [path.stem for path in mails_in(settings.mail_path)]


def test_the_newest_mail_stands_first(client, demo, posted):
    page = client.get("/demo/mail").text

    assert page.index("Your &lt;code&gt;") < page.index("An older mail")
    assert "ada@runner.example" in page
    assert f'href="/demo/mail/{posted[0]}"' in page


def test_an_empty_mailbox_says_so(client, demo):
    assert "There is no mail yet." in client.get("/demo/mail").text


def test_a_mail_shows_its_code_and_leads_only_into_the_site(client, demo, posted):
    answer = client.get(f"/demo/mail/{posted[0]}")

    assert "Your code: 123456" in answer.text
    assert '<a href="/sign-in/link/abc?x=1&amp;y=2">' in answer.text
    assert 'href="https://elsewhere.example' not in answer.text
    assert 'href="//elsewhere.example' not in answer.text
    assert "&lt;b&gt;bold&lt;/b&gt;" in answer.text


def test_mailbox_pages_are_kept_by_nobody(client, demo, posted):
    for path in ("/demo/mail", f"/demo/mail/{posted[0]}"):
        answer = client.get(path)

        assert answer.headers["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in answer.text


@pytest.mark.parametrize("name", ["20260101T000000000000-9", "..%2F..%2Fsecrets", "nothing"])
def test_what_is_no_mail_is_not_found(client, demo, posted, name):
    assert client.get(f"/demo/mail/{name}").status_code == 404


def test_templates_are_told_whether_there_is_a_mailbox(app, demo):
    with app.test_request_context():
        told = render_template_string("{{ 'open' if demo_mailbox else 'shut' }}")

    assert told == "open"


def test_the_page_that_asks_for_a_code_leads_to_the_mailbox(app, client, demo):
    app.config["WTF_CSRF_ENABLED"] = False

    page = client.post("/sign-in", data={"email": "ada@runner.example"}, follow_redirects=True).text

    assert '<a href="/demo/mail">' in page


def test_without_made_up_listings_there_is_no_mailbox(client, session, posted):
    begin_write(session)
    make_practitioner(session)
    session.commit()

    assert client.get("/demo/mail").status_code == 404
    assert client.get(f"/demo/mail/{posted[0]}").status_code == 404


@pytest.mark.parametrize(
    "environ",
    [
        {"MAIL_URL": "smtp://mail.example"},
        {
            "DIRECTORY_ENV": "production",
            "TRUSTED_HOSTS": "localhost",
            "MAIL_URL": "smtp://mail.example",
            "MAIL_FROM": "post@runner.example",
        },
    ],
)
def test_where_mail_is_really_sent_there_is_no_mailbox(settings, demo, posted, environ):
    real = create_app(
        Settings.from_env(
            {
                "DIRECTORY_VAR": str(settings.var),
                "DATABASE_URL": settings.database_url,
                "SECRET_KEY": settings.secret_key,
                **environ,
            }
        )
    )

    for path in ("/demo/mail", f"/demo/mail/{posted[0]}"):
        assert real.test_client().get(path, base_url="https://localhost").status_code == 404
