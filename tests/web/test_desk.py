"""The owner's desk: what stands, what waits, what can be done at once."""

import re

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import selectinload

from directory.db import database
from directory.listings.models import Revision, Stage
from directory.practitioners.models import Practitioner, Status
from tests.accounts.factories import make_account, sign_in
from tests.databases import ensure_writing
from tests.listings.factories import (
    make_owned,
    make_revision,
    make_submission,
    practitioner_of,
    propose_fields,
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


def stored(app, listing):
    """The listing and its places as they stand in the database."""
    with app.app_context():
        statement = select(Practitioner).options(selectinload(Practitioner.locations))
        return database.session.scalars(statement.where(Practitioner.id == listing.id)).one()


def test_who_speaks_for_nothing_is_led_to_the_form(client, session, owner):
    session.commit()
    sign_in(client, owner)

    page = client.get("/desk")

    assert "You speak for no listing" in page.text
    assert "/listings/new" in page.text


def test_the_desk_asks_strangers_to_sign_in(client, listing):
    client.delete_cookie("session")
    with client.session_transaction() as cookie:
        cookie.clear()

    for path in ("/desk", desk(listing), desk(listing) + "/today"):
        assert client.get(path).status_code == 303


@pytest.mark.parametrize("page", ["", "/today", "/invitation", "/close", "/leave", "/hand-over"])
def test_somebody_elses_listing_is_not_there(client, session, listing, page):
    other, _owner = make_owned(session)
    session.commit()

    assert client.get(desk(listing) + page).status_code == 200
    assert client.get(desk(other) + page).status_code == 404


@pytest.mark.parametrize(
    "action",
    ["still-true", "today", "close", "leave", "reopen", "hand-over", "hand-over/take-back"],
)
def test_nothing_is_done_to_somebody_elses_listing(client, session, listing, action):
    other, _owner = make_owned(session)
    session.commit()

    answer = send(client, f"{desk(other)}/{action}", page=desk(listing))

    assert answer.status_code == 404


def test_an_edit_is_shown_field_by_field(client, session, listing):
    make_revision(session, listing, bio="I run beside you.")
    session.commit()

    page = client.get(desk(listing))

    assert "I watch you walk." in page.text
    assert "I run beside you." in page.text
    assert "Published, changes waiting" in page.text


def test_what_shows_already_is_told(client, session, listing):
    ensure_writing(session)
    propose_fields(session, listing, accepting=False)
    session.commit()

    assert "What shows already" in client.get(desk(listing)).text


def test_everything_is_confirmed_by_one_button(app, client, session, listing):
    ensure_writing(session)
    listing.confirmed_on = listing.confirmed_on.replace(year=2020)
    session.commit()

    assert "more than half a year ago" in client.get(desk(listing)).text
    answer = send(client, desk(listing) + "/still-true", page=desk(listing))

    assert "sent=confirmed" in answer.location
    assert stored(app, listing).confirmed_on.year > 2020
    assert "Yes, everything is still true" not in client.get(desk(listing)).text


def test_free_places_and_hours_show_at_once(app, client, listing):
    key = listing.locations[0].id

    answer = send(
        client,
        desk(listing) + "/today",
        page=desk(listing) + "/today",
        **{
            "accepting": "no", "wait_days": "30", "evening_hours": "", "trial_call_minutes": "15",
            f"{key}-mon": "8-12, 13:30-17:00", f"{key}-thu": "",
        },
    )  # fmt: skip

    assert "sent=live" in answer.location
    found = stored(app, listing)
    assert (found.accepting, found.wait_days, found.trial_call_minutes) == (False, 30, 15)
    assert found.locations[0].hours == {"mon": [["08:00", "12:00"], ["13:30", "17:00"]]}


def test_what_cannot_be_is_said_beside_it_and_nothing_typed_is_lost(app, client, listing):
    key = listing.locations[0].id

    answer = send(
        client,
        desk(listing) + "/today",
        page=desk(listing) + "/today",
        **{"wait_days": "soon", f"{key}-mon": "17-8", f"{key}-tue": "<script>"},
    )

    assert answer.status_code == 400
    for typed in ('value="soon"', 'value="17-8"', 'value="&lt;script&gt;"'):
        assert typed in answer.text
    assert f'href="#q-{key}-mon"' in answer.text
    assert stored(app, listing).wait_days == 7


def test_a_closed_practice_is_gone_and_opens_again(client, listing):
    public = f"/practitioners/{listing.slug}"

    send(client, desk(listing) + "/close", page=desk(listing) + "/close")
    assert client.get(public).status_code == 404
    closed = client.get(desk(listing)).text
    assert "Open the practice again" in closed

    send(client, desk(listing) + "/reopen", page=desk(listing))
    assert client.get(public).status_code == 200


def test_a_pending_listing_is_not_closed(client, session, owner):
    found = practitioner_of(session, make_submission(session, author=owner))
    session.commit()
    sign_in(client, owner)

    answer = send(client, desk(found) + "/close", page=desk(found))

    assert answer.status_code == 303
    assert "Waiting for a moderator" in client.get(desk(found)).text


def test_who_left_has_no_desk_any_more(app, client, listing):
    answer = send(client, desk(listing) + "/leave", page=desk(listing) + "/leave")

    assert "You have left." in client.get(answer.location).text
    assert client.get(desk(listing)).status_code == 404
    assert stored(app, listing).status == Status.HIDDEN


def test_the_invitation_leads_to_the_assessment(client, listing):
    page = client.get(desk(listing) + "/invitation")

    assert f"/practitioners/{listing.slug}/assess" in page.text
    # Whole at any size: without a viewBox a style that sets the width would cut it off.
    assert re.search(r'<svg [^>]*viewBox="[^>]*class="qr"', page.text)


def test_a_listing_that_does_not_show_invites_nobody(client, session, owner):
    found = practitioner_of(session, make_submission(session, author=owner))
    session.commit()
    sign_in(client, owner)

    assert client.get(desk(found) + "/invitation").status_code == 404


def test_many_listings_take_few_statements(app, client, session, owner):
    for _number in range(40):
        make_owned(session, author=owner)
    session.commit()
    sign_in(client, owner)
    asked = []
    with app.app_context():
        event.listen(database.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    page = client.get("/desk")

    assert page.text.count("holding__name") == 40
    assert len([one for one in asked if one.startswith("SELECT")]) <= 15


def test_a_revision_of_another_listing_is_not_taken_back(client, session, listing):
    other, _owner = make_owned(session)
    revision = make_revision(session, other)
    session.commit()

    send(client, f"{desk(listing)}/take-back/{revision.public_id}", page=desk(listing))

    session.rollback()
    statement = select(Revision.status).where(Revision.id == revision.id)
    assert session.scalars(statement).one() == Stage.WAITING
