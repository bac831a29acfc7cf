"""Handing a listing over, from the offer to the new owner's desk."""

import re

import pytest
from sqlalchemy import delete, event
from sqlalchemy.orm import Session

from directory.db import begin_write, database
from directory.practitioners.models import Ownership, Practitioner, Status
from tests.accounts.factories import make_account, sign_in
from tests.listings.factories import make_owned, make_submission, practitioner_of
from tests.web.visits import form_token, mails, send

pytestmark = pytest.mark.databases("sqlite")

HEIR = "ida@runner.example"


@pytest.fixture
def listing(session, client):
    owner = make_account(session, email="ada@runner.example")
    found, _owner = make_owned(session, author=owner)
    session.commit()
    sign_in(client, owner)
    return found


@pytest.fixture
def offer(app, client, listing):
    """Path of the link in the mail of an offer."""
    desk = f"/desk/{listing.public_id}"
    send(client, desk + "/hand-over", page=desk + "/hand-over", email=HEIR)
    return re.search(r"/desk/hand-over/\S+", mails(app)[-1].text)[0]


def test_who_got_the_mail_takes_the_listing_over(app, session, client, listing, offer):
    heir = make_account(session, email=HEIR)
    session.commit()
    assert HEIR in client.get(f"/desk/{listing.public_id}").text
    other = app.test_client()
    asked = other.get(offer)
    assert "Sign in with the address that got the mail" in asked.text
    sign_in(other, heir)

    answer = send(other, offer, page=offer)

    assert answer.location.endswith(f"/desk/{listing.public_id}")
    assert other.get(f"/desk/{listing.public_id}").status_code == 200
    assert client.get(f"/desk/{listing.public_id}").status_code == 404
    assert send(other, offer, page="/account").status_code == 404


def test_another_address_is_refused_kindly(client, offer):
    assert client.get(offer).status_code == 403
    answer = send(client, offer, page="/account")

    assert answer.status_code == 403
    assert "mailed to another address" in answer.text


def test_an_offer_taken_back_opens_nothing(client, listing, offer):
    desk = f"/desk/{listing.public_id}"

    send(client, desk + "/hand-over/take-back", page=desk)

    assert client.get(offer).status_code == 404
    assert HEIR not in client.get(desk).text


def test_what_is_no_address_is_said_and_kept(client, listing):
    desk = f"/desk/{listing.public_id}"

    answer = send(client, desk + "/hand-over", page=desk + "/hand-over", email="nobody at home")

    assert answer.status_code == 400
    assert 'value="nobody at home"' in answer.text


def test_a_token_nobody_issued_opens_nothing(client):
    assert client.get("/desk/hand-over/never").status_code == 404


def test_what_waits_to_be_read_is_offered_to_nobody(app, session, client):
    owner = make_account(session, email="ada@runner.example")
    listing = practitioner_of(session, make_submission(session, author=owner))
    session.commit()
    sign_in(client, owner)
    desk = f"/desk/{listing.public_id}"
    before = len(mails(app))

    answer = send(client, desk + "/hand-over", page=desk + "/hand-over", email=HEIR)

    assert answer.location.endswith(desk)
    assert len(mails(app)) == before
    assert "Hand the listing over" not in client.get(desk).text


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("close", {}),
        ("leave", {}),
        ("today", {"accepting": "no"}),
        ("still-true", {}),
        ("photo/remove", {}),
    ],
)
def test_who_handed_over_this_moment_changes_nothing_any_more(
    app, session, client, listing, page, fields
):
    token = form_token(client)
    numbers = listing.id, listing.version
    with app.app_context():
        engine = database.engine
    ended = []

    def hand_over(ending):
        """Let the listing pass on between the page's look at it and its writing."""
        if ended or ending.get_bind() is not engine:
            return
        ended.append(True)
        with Session(engine) as other:
            begin_write(other)
            other.execute(delete(Ownership).where(Ownership.practitioner_id == numbers[0]))
            other.commit()

    event.listen(Session, "after_rollback", hand_over)
    try:
        answer = client.post(
            f"/desk/{listing.public_id}/{page}", data={"csrf_token": token, **fields}
        )
    finally:
        event.remove(Session, "after_rollback", hand_over)

    assert ended
    assert answer.status_code == 404
    session.rollback()
    session.expire_all()
    kept = session.get_one(Practitioner, numbers[0])
    assert (kept.status, kept.version) == (Status.PUBLISHED, numbers[1])
