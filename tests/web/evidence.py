"""How tests use the owner's pages of evidence."""

import html
import io
import re

from directory.db import begin_write
from directory.practitioners.models import Ownership
from tests.accounts.factories import make_account, sign_in
from tests.listings.factories import make_owned


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def own(session, client, email="ada@practice.example", **what_matters):
    """A published listing and somebody signed in who speaks for it."""
    account = make_account(session, email=email)
    practitioner, _ = make_owned(session, author=account, **what_matters)
    session.commit()
    sign_in(client, account)
    return practitioner


def owned_by(session, practitioner, account):
    """Let an account speak for a listing."""
    begin_write(session)
    session.add(Ownership(practitioner_id=practitioner.id, account_id=account.id))
    session.commit()


def path_of(practitioner, page):
    return f"/desk/{practitioner.public_id}/{page}"


def token_of(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]


def send(client, page, path=None, **fields):
    """Send a form with its token, fetched from a page."""
    token = token_of(client.get(page))
    answer = client.post(path or page, data={"csrf_token": token, **fields})
    # What is large is sent from a temporary file, which the test client leaves open.
    answer.request.environ["wsgi.input"].close()
    return answer


def upload(content, name="certificate.jpg"):
    return (io.BytesIO(content), name)


def files(folder):
    return sorted(folder.iterdir()) if folder.exists() else []
