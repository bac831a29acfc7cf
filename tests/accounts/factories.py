"""Valid accounts for tests, and ways to be signed in as one of them."""

from datetime import timedelta
from itertools import count

from sqlalchemy import select

from directory.accounts.digests import Keys
from directory.accounts.models import Account, AccountSession, Role, RoleName
from directory.accounts.policy import Proof
from directory.accounts.sessions import open_session
from directory.db import begin_write, database, utc_now
from directory.http.account_sessions import TOKEN, keys
from tests.databases import ensure_writing

KEYS = Keys("tests only: not a secret of any site")
_numbers = count(1)


def make_account(session, email=None, roles=(), **values):
    """Plant a confirmed account; `roles` are names ("owner", "moderator", "admin")."""
    ensure_writing(session)
    account = Account(
        email=email or f"member{next(_numbers)}@runner.example",
        **{"confirmed_at": utc_now(), **values},
    )
    account.roles = [_role(session, RoleName(name)) for name in roles]
    session.add(account)
    session.flush()
    return account


def make_noise_accounts(session, how_many=2):
    """Plant accounts that no test looks for."""
    return [make_account(session) for _ in range(how_many)]


def make_session(session, account, *, keys=KEYS, ago=timedelta(0), proof=None, **values):
    """Plant a signed-in browser of an account, signed in and last used some time ago.

    Returns:
        The row and the token that the browser keeps.
    """
    ensure_writing(session)
    proof = proof or (Proof.PASSKEY if account.is_staff else Proof.MAIL)
    token = open_session(
        session, account, proof=proof, keys=keys, browser="Firefox|Linux", now=utc_now() - ago
    )
    session.flush()
    digest = keys.digest("session", token)
    row = session.scalar(select(AccountSession).where(AccountSession.token_digest == digest))
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    return row, token


def sign_in(client, account, *, ago=timedelta(0)):
    """Let a test client be signed in, as if that had been some time ago. Takes Account or its id.

    It needs no request, mail or limit, and writes in a transaction of its own.
    """
    account_id = account if isinstance(account, int) else account.id
    with client.application.app_context():
        session = database.session
        begin_write(session)
        known = session.get(Account, account_id)
        row, token = make_session(session, known, keys=keys(), ago=ago)
        public_id = row.public_id
        session.commit()
    with client.session_transaction() as cookie:
        cookie[TOKEN] = token
    return public_id


def signed_in_cookie(app, account):
    """The value of the session cookie of a browser signed in as an account, for real servers."""
    client = app.test_client()
    sign_in(client, account)
    return client.get_cookie(app.config["SESSION_COOKIE_NAME"]).value


def _role(session, name):
    role = session.scalar(select(Role).where(Role.name == name))
    if role is None:
        role = Role(name=name)
        session.add(role)
        session.flush()
    return role
