"""Moderators at their pages, for tests."""

import re

from tests.accounts.factories import make_account, sign_in
from tests.databases import ensure_writing
from tests.web.visits import form_token


def moderator_of(session, client, **values):
    """A moderator who is signed in strongly."""
    ensure_writing(session)
    account = make_account(session, roles=["moderator"], **values)
    session.commit()
    sign_in(client, account)
    return account


def press(client, case, decision, **fields):
    """Open a case and press one of its buttons, with what the page sends along."""
    address = f"/moderation/{case.public_id}"
    page = client.get(address).text
    sent = {
        "csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', page)[1],
        "seen": re.search(r'name="seen" value="([^"]*)"', page)[1],
        "decision": decision,
    }
    return client.post(address, data=sent | fields)


def press_unseen(client, case, decision, **fields):
    """Press a button of a page that was opened before."""
    sent = {"csrf_token": form_token(client), "seen": "", "decision": decision} | fields
    return client.post(f"/moderation/{case.public_id}", data=sent)


def now_is(session, row):
    """A row as a request left it."""
    session.rollback()
    session.expire_all()
    return session.get(type(row), row.id)
