"""How tests go through the pages of an assessment."""

import html
import re

from sqlalchemy import select

from directory.db import begin_write
from directory.http.limits import count, visitor_key
from directory.practitioners.models import Ownership
from directory.vetting.models import Assessment

VISITS = {"sore": "knee", "visits": "4+", "month": "", "links": ["feet", "knees", "hips"]}
CORE = {"T2": "yes", "T3": "partly", "T6": "no", "T4": "unknown"}
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
