"""What visitors do with forms and mails, for tests of pages."""

import re

from sqlalchemy import event, select

from directory.accounts.models import Account
from directory.db import database
from directory.outbox.models import Mail


def form_token(client, path="/sign-in?again=1"):
    """The token without which no form of this visitor is taken."""
    return re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)[1]


def send(client, path, *, page="/sign-in?again=1", **fields):
    """Send a form with its token, fetched from a page."""
    return client.post(path, data={"csrf_token": form_token(client, page), **fields})


def mails(app):
    """The mails that wait to be sent, the newest last."""
    with app.app_context():
        return list(database.session.scalars(select(Mail).order_by(Mail.id)))


def code_of(mail):
    """The code in a mail, as it stands there."""
    return re.search(r"\b\d{3} \d{3}\b", mail.text)[0]


def link_of(mail):
    """The path of the link in a mail."""
    return re.search(r"(/sign-in/link/\S+)", mail.text)[1]


def wrong_code(mail):
    """A code that is not the one in the mail."""
    return f"{(int(code_of(mail).replace(' ', '')) + 1) % 1_000_000:06}"


def ask_for_code(client, email="ada@runner.example", **fields):
    """Ask for a code, and give the mail."""
    answer = send(client, "/sign-in", email=email, **fields)
    assert answer.status_code == 303, answer.text
    return mails(client.application)[-1]


def sign_in_by_mail(client, email="ada@runner.example", **fields):
    """Sign in as a visitor does, and give the answer to the code."""
    return send(client, "/sign-in/code", code=code_of(ask_for_code(client, email, **fields)))


def emails_of_accounts(app):
    """The addresses of all accounts."""
    with app.app_context():
        return list(database.session.scalars(select(Account.email)))


def writes_of(app):
    """A list that grows with each statement that changes the database."""
    written = []

    def listen(_connection, _cursor, statement, *_rest):
        if statement.split()[0].upper() not in {"SELECT", "BEGIN"}:
            written.append(statement)

    with app.app_context():
        event.listen(database.engine, "before_cursor_execute", listen)
    return written


def is_signed_in(client):
    """Whether the site takes this visitor for a member."""
    return client.get("/account").status_code == 200
