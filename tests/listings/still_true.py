"""Owned listings and the mails that ask whether they are still true."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from directory.listings.asking import ask_still_true
from directory.outbox.letters import Letters
from directory.outbox.models import Mail
from directory.practitioners.models import Ownership
from tests.accounts.factories import KEYS, make_account
from tests.factories import make_practitioner

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
TODAY = NOW.date()
LETTERS = Letters("Whole Chain", "https://chain.example")
YEAR = timedelta(days=365)


def own(session, practitioner, *, since=NOW - 2 * YEAR, **account):
    """Let somebody speak for a listing; gives their account."""
    owner = make_account(session, **account)
    session.add(Ownership(practitioner_id=practitioner.id, account_id=owner.id, since=since))
    session.flush()
    return owner


def make_stale(session, **what_matters):
    """Plant a published listing whose owner confirmed it a year ago, and give both."""
    practitioner = make_practitioner(session, **{"confirmed_on": TODAY - YEAR} | what_matters)
    return practitioner, own(session, practitioner)


def ask(session, now=NOW, **limits):
    """Ask all owners whose turn it is."""
    asked = ask_still_true(session, now, letters=LETTERS, keys=KEYS, **limits)
    session.flush()
    return asked


def mails(session):
    """All mails that wait, the oldest first."""
    return session.scalars(select(Mail).order_by(Mail.id)).all()


def token_of(mail):
    """The token of the link in a mail."""
    return re.search(r"/still-true/(\S+)", mail.text)[1]
