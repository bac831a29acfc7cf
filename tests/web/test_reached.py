"""After a call: one tap, without account or script."""

import pytest
from sqlalchemy import select

from directory.accounts.digests import Purpose
from directory.http.account_sessions import keys
from directory.http.limits import REACH_LIMIT
from directory.listings.models import Reach
from directory.practitioners.models import FormerSlug, Ownership, Practitioner, Status
from tests.accounts.factories import make_account, sign_in
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.web.visits import send as send_form

PATH = "/practitioners/ada-alder/reached"


@pytest.fixture
def listing(session):
    made = make_practitioner(
        session,
        name="Ada Alder",
        slug="ada-alder",
        status=Status.UNCLAIMED,
        locations=[{"phone": "555 0100"}],
    )
    session.commit()
    return made


def tap(client, outcome, path=PATH, address="127.0.0.1", **fields):
    client.environ_base["REMOTE_ADDR"] = address
    return send_form(client, path, page=PATH, outcome=outcome, **fields)


def calls(open_session):
    return open_session().scalars(select(Reach).order_by(Reach.id)).all()


@pytest.mark.usefixtures("listing")
def test_a_listing_with_a_number_asks_and_links_without_a_script(client):
    profile = client.get("/practitioners/ada-alder").text

    assert f'<a href="{PATH}" rel="nofollow">Called them? Tell us</a>' in profile
    assert f'data-reached="{PATH}" hidden' in profile
    assert "csrf_token" not in profile


def test_a_listing_without_a_number_asks_nothing(client, session):
    make_practitioner(session, slug="bram")
    session.commit()

    profile = client.get("/practitioners/bram").text

    assert "data-reached" not in profile
    assert "/reached" not in profile


@pytest.mark.parametrize(
    ("outcome", "wait", "kept"),
    [
        ("yes", "", None),
        ("wrong_number", "30", None),
        ("full", "", None),
        ("wait", "30", 30),
    ],
)
@pytest.mark.usefixtures("listing")
def test_one_tap_is_kept_and_thanked(client, open_session, outcome, wait, kept):
    answer = tap(client, outcome, wait_days=wait)

    (row,) = calls(open_session)
    assert (answer.status_code, answer.location) == (303, f"{PATH}/thanks")
    assert (row.outcome, row.wait_days) == (outcome, kept)
    assert "data-reached-part" in client.get(answer.location).text


@pytest.mark.usefixtures("listing")
def test_a_visitor_is_kept_as_a_digest_of_this_listing_alone(client, open_session, session, app):
    make_practitioner(session, slug="bram")
    session.commit()

    tap(client, "yes", address="203.0.113.7")
    tap(client, "yes", "/practitioners/bram/reached", address="203.0.113.7")

    here, there = calls(open_session)
    with app.app_context():
        plain = keys().digest(Purpose.VISITOR, "203.0.113.7")
    assert len(here.visitor) == 64
    assert len({here.visitor, there.visitor, plain}) == 3


@pytest.mark.usefixtures("listing")
def test_throwing_the_cookies_away_makes_nobody_a_second_visitor(app, client, open_session):
    tap(client, "wrong_number")
    tap(app.test_client(), "wrong_number")

    assert len(calls(open_session)) == 1


def test_two_visitors_change_what_an_unclaimed_listing_says(client, open_session, listing):
    for number in (1, 2):
        assert tap(client, "full", address=f"203.0.113.{number}").status_code == 303

    found = open_session().get(Practitioner, listing.id)
    assert found.accepting is False
    assert found.reached_on == found.accepting_as_of
    assert "visitors who called" in client.get("/practitioners/ada-alder").text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"outcome": ""}, "Choose what came of the call"),
        ({"outcome": "died"}, "Choose what came of the call"),
        ({"outcome": "wait"}, "Choose how long the wait is"),
        ({"outcome": "wait", "wait_days": "1e9"}, "Choose how long the wait is"),
        ({"outcome": "wait", "wait_days": "\x00"}, "Choose how long the wait is"),
    ],
)
@pytest.mark.usefixtures("listing")
def test_what_says_nothing_is_explained(client, open_session, fields, message):
    answer = tap(client, **fields)

    assert answer.status_code == 400
    assert message in answer.text
    assert calls(open_session) == []


def test_owners_are_refused_kindly(client, session, open_session, listing):
    ensure_writing(session)
    owner = make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))
    session.commit()
    sign_in(client, owner)

    asked = client.get(PATH)
    answer = send_form(client, PATH, page="/practitioners/ada-alder/wrong", outcome="yes")

    assert "This is your own listing" in asked.text
    assert answer.status_code == 403
    assert "This is your own listing" in answer.text
    assert calls(open_session) == []


@pytest.mark.usefixtures("listing")
def test_too_many_taps_are_put_off(client, open_session):
    outcomes = ("yes", "full")
    for number in range(int(REACH_LIMIT.split()[0])):
        tap(client, outcomes[number % 2])

    refused = tap(client, "wrong_number")

    assert refused.status_code == 429
    assert "Try again in an hour" in refused.text
    assert [row.outcome for row in calls(open_session)] == ["full"]


def test_what_is_not_public_has_no_such_page(client, session, listing):
    make_practitioner(session, slug="gone", status=Status.HIDDEN, hidden_reason="Asked for.")
    session.add(FormerSlug(slug="ada-before", practitioner_id=listing.id))
    session.commit()

    assert client.get("/practitioners/gone/reached").status_code == 404
    assert tap(client, "yes", "/practitioners/gone/reached").status_code == 404
    assert client.get("/practitioners/ada-before/reached").location == PATH
