"""How tests go through the pages of an assessment."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from sqlalchemy import event, select

from directory.db import begin_write, database
from directory.http.limits import count, visitor_key
from directory.practitioners.models import Ownership
from directory.vetting.models import Assessment

VISITS = {"sore": "knee", "visits": "4+", "month": "", "links": ["feet", "knees", "hips"]}
CORE = {"T2": "yes", "T3": "partly", "T6": "no", "T4": "unknown"}
_LOCK = re.compile(r"FROM practitioner\b.*FOR UPDATE", re.DOTALL)
PATH = "/practitioners/ada-alder/assess"


def token_of(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]


def text_of(page):
    return html.unescape(re.sub(r"<[^>]+>", " ", page.text))


def send(client, step="", **fields):
    """Send one page of the form, with its token."""
    page = client.get(f"{PATH}{step}")
    return client.post(f"{PATH}{step}", data={"csrf_token": token_of(page), **fields})


def month(client):
    """The newest month that can be chosen."""
    return re.search(r'<option value="(\d{4}-\d\d)"', client.get(PATH).text)[1]


def write(client, **core):
    """Fill in the first three pages."""
    send(client, **{**VISITS, "month": month(client)})
    send(client, "/core", **{**CORE, **core})
    return send(client, "/more", R2="no", comment="Took an hour. <b>Good</b>.")


def give(session, listing, member):
    """Let a member speak for a listing."""
    ids = {"practitioner_id": listing.id, "account_id": member.id}
    begin_write(session)
    session.add(Ownership(**ids))
    session.commit()


def spend(client, purpose, times):
    """Count for a visitor what has been done before."""
    with client.application.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        for _ in range(times):
            count(purpose, visitor_key())


def stored(open_session):
    return open_session().scalars(select(Assessment)).all()


@contextmanager
def meanwhile(app, act, *, writes=1):
    """Let somebody else act once, right before a request's writing sees what there is.

    Args:
        app: Whose request is met.
        act: What is done, by another session.
        writes: Which writing transaction of the request it comes before, where there is SQLite.
            Elsewhere it comes before the practitioner's row is locked.
    """
    with app.app_context():
        engine = database.engine
    begun = []

    def listen(_connection, _cursor, statement, *_rest):
        if statement == "BEGIN IMMEDIATE" or _LOCK.search(statement):
            begun.append(statement)
            if len(begun) == (writes if engine.dialect.name == "sqlite" else 1):
                with ThreadPoolExecutor(1) as other:
                    other.submit(act).result()

    event.listen(engine, "before_cursor_execute", listen)
    yield
    event.remove(engine, "before_cursor_execute", listen)
