"""What the desk says of a listing by where it stands: waiting, returned, hidden, refused."""

from datetime import timedelta

import pytest

from directory.listings.deciding import refuse
from directory.practitioners.hiding import hide
from tests.accounts.factories import make_account, sign_in
from tests.databases import ensure_writing
from tests.listings.factories import (
    LETTERS,
    NOW,
    case_of,
    make_owned,
    make_revision,
    make_submission,
    make_verdict,
    practitioner_of,
    return_it,
)
from tests.web.visits import send

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def owner(session):
    return make_account(session, email="ada@runner.example")


@pytest.fixture
def listing(session, owner, client):
    """A published listing of who is signed in."""
    found, _owner = make_owned(session, author=owner, bio="I watch you walk.")
    session.commit()
    sign_in(client, owner)
    return found


def desk(listing):
    return f"/desk/{listing.public_id}"


def test_a_submission_waits_and_can_be_taken_back(client, session, owner):
    revision = make_submission(session, author=owner)
    found = practitioner_of(session, revision)
    session.commit()
    sign_in(client, owner)
    page = client.get(desk(found))
    assert "Waiting for a moderator" in page.text

    send(client, f"{desk(found)}/take-back/{revision.public_id}", page=desk(found))

    assert "Not sent" in client.get(desk(found)).text
    again = send(client, f"{desk(found)}/take-back/{revision.public_id}", page="/account")
    assert "sent=decided" in again.location


def test_a_submission_says_since_when_it_waits_and_behind_what(client, session, owner):
    make_submission(session, now=NOW - timedelta(days=3))
    make_submission(session, author=owner, now=NOW - timedelta(days=2))
    make_submission(session, now=NOW - timedelta(days=1))
    session.commit()
    sign_in(client, owner)

    page = client.get("/desk").text

    assert "Sent 18 May 2026." in page
    assert "1 other waits before it." in page


def test_what_was_sent_is_not_asked_for_again(client, session, owner):
    found = practitioner_of(session, make_submission(session, author=owner))
    session.commit()
    sign_in(client, owner)

    page = client.get(desk(found)).text

    assert "Still unknown about you" in page
    assert "A few words of your own" not in page


def test_a_returned_submission_says_what_to_change(client, session, owner):
    revision = make_submission(session, author=owner)
    return_it(session, revision, "Please name the town <b>you</b> work in.")
    session.commit()
    sign_in(client, owner)

    page = client.get(desk(practitioner_of(session, revision)))

    assert "Please name the town &lt;b&gt;you&lt;/b&gt; work in." in page.text
    home = client.get("/desk").text
    assert "Returned to you" in home
    assert "Please name the town &lt;b&gt;you&lt;/b&gt; work in." in home


def test_a_listing_hidden_by_a_moderator_says_why_and_can_be_put_right(client, session, listing):
    ensure_writing(session)
    hide(session, listing, "The licence has lapsed.", actor="command:test")
    session.commit()

    page = client.get(desk(listing)).text
    answer = send(client, desk(listing) + "/today", page="/account", accepting="no")

    assert "The licence has lapsed." in page
    assert "Change your listing" in page
    assert "Open the practice again" not in page
    assert "It shows once your page is back." in client.get(answer.location).text


def test_a_refused_listing_offers_no_form_that_nobody_would_read(client, session, owner):
    revision = make_submission(session, author=owner)
    verdict = make_verdict(reason="This is an advertisement.")
    refuse(session, case_of(session, revision), verdict, seen=revision.public_id, letters=LETTERS)
    found = practitioner_of(session, revision)
    session.commit()
    sign_in(client, owner)

    page = client.get(desk(found)).text
    answer = send(client, desk(found) + "/today", page="/account", accepting="no")

    assert "Change your listing" not in page
    assert answer.location == desk(found)


def test_a_returned_edit_leaves_the_page_as_it_was(client, session, listing):
    return_it(session, make_revision(session, listing, bio="I heal every knee."), "Nobody can.")
    session.commit()

    page = client.get(desk(listing)).text

    assert "Published, changes returned" in page
    assert "Nobody can." in page
    assert "I heal every knee." not in client.get(f"/practitioners/{listing.slug}").text
