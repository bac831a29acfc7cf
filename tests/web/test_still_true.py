"""The link of the mail: shows the facts, and one button confirms them, once and signed out."""

import pytest
from sqlalchemy import select

from directory.accounts.digests import Keys
from directory.config import site_secret
from directory.db import begin_write, utc_now
from directory.listings.asking import ask_still_true
from directory.log.models import Event
from directory.practitioners.models import Practitioner
from tests.factories import make_practitioner
from tests.listings.still_true import LETTERS, YEAR, mails, own, token_of
from tests.web.visits import form_token

PLACE = {
    "phone": "+1 303 555 0100",
    "hours": {"mon": [["08:00", "12:00"]]},
    "fee_first": 160.0,
    "fee_next": 120.0,
    "currency": "USD",
    "payers": ["aetna"],
}


@pytest.fixture
def asked(session, settings):
    """Plants a listing whose owner was asked; gives the path of the mail's link."""

    def plant(**what_matters):
        day = utc_now().date() - YEAR
        practitioner = make_practitioner(
            session, **{"name": "Ada Alder", "slug": "ada", "confirmed_on": day} | what_matters
        )
        own(session, practitioner, since=utc_now() - 2 * YEAR)
        keys = Keys(site_secret(settings))
        ask_still_true(session, utc_now(), letters=LETTERS, keys=keys)
        session.commit()
        return f"/still-true/{token_of(mails(session)[-1])}"

    return plant


def send(client, path):
    return client.post(path, data={"csrf_token": form_token(client, path)})


def confirmed_on(session):
    session.rollback()
    return session.scalar(select(Practitioner.confirmed_on).where(Practitioner.slug == "ada"))


def test_the_link_shows_what_visitors_see_and_one_button(client, asked):
    path = asked(
        accepting=True, wait_days=7, telehealth=True, website="https://ada.example",
        booking_url="https://book.example", locations=[PLACE],
        terms={"modality": ["dry_needling"], "language": ["en"]},
    )  # fmt: skip

    page = client.get(path)

    for fact in (
        "Ada Alder", "Accepting", "about 7 days", "https://ada.example", "https://book.example",
        "1 Main Street", "+1 303 555 0100", "8:00", "$160", "then $120", "Aetna", "Dry needling",
    ):  # fmt: skip
        assert fact in page.text
    assert page.text.count('class="button"') == 1
    assert "Yes, all still true" in page.text
    assert "/edit" in page.text


def test_what_is_not_stated_says_so(client, asked):
    page = client.get(asked(confirmed_on=None, referral_needed=False))

    assert page.text.count("not stated") == 6
    assert "Nobody has confirmed it yet" in page.text


def test_a_private_address_stays_private(client, asked):
    page = client.get(asked(town_only=True, locations=[PLACE]))

    assert "1 Main Street" not in page.text
    assert "555 0100" not in page.text
    assert "address and phone are kept private" in page.text


def test_a_link_that_a_mail_program_opens_changes_nothing(client, session, asked):
    path, before = asked(), confirmed_on(session)

    codes = [client.get(path).status_code, client.head(path).status_code]

    assert (codes, confirmed_on(session)) == ([200, 200], before)


def test_the_button_confirms_without_a_sign_in(client, session, asked):
    answer = send(client, asked())

    assert (answer.status_code, answer.location) == (303, "/still-true/ada/thanks")
    assert confirmed_on(session) == utc_now().date()
    assert client.get(answer.location).status_code == 200
    session.rollback()
    (event,) = session.scalars(select(Event).where(Event.action == "confirmed"))
    assert event.actor.startswith("owner:")


def test_pressed_twice_it_says_kindly_that_all_is_well(client, asked):
    path = asked()
    token = form_token(client, path)

    codes = [client.post(path, data={"csrf_token": token}).status_code for _ in range(2)]
    page = client.get(path)

    assert (codes, page.status_code) == ([303, 404], 404)
    assert "If you have used it, all is well" in page.text
    assert "/sign-in?next=/desk" in page.text


@pytest.mark.parametrize("token", ["never-one", "x" * 1000, "%F0%9F%90%8E"])
def test_what_never_was_a_link_ends_kindly(client, token):
    page = client.get(f"/still-true/{token}")

    assert page.status_code == 404
    assert "This link has ended" in page.text


def test_without_the_token_of_the_form_nothing_changes(client, session, asked):
    path, before = asked(), confirmed_on(session)

    answer = client.post(path)

    assert (answer.status_code, confirmed_on(session)) == (400, before)


def test_no_page_is_kept_or_listed_anywhere(client, asked):
    path = asked()

    pages = [client.get(path), client.get("/still-true/none"), client.get("/still-true/ada/thanks")]

    assert {page.headers["Cache-Control"] for page in pages} == {"no-store"}
    assert {page.headers["Referrer-Policy"] for page in pages} == {"no-referrer"}
    assert all('<meta name="robots" content="noindex">' in page.text for page in pages)


def test_thanks_are_for_listings_that_are_shown(client, session, asked):
    asked()
    begin_write(session)
    make_practitioner(session, slug="hidden", status="hidden", hidden_reason="Closed.")
    make_practitioner(session, slug="new")
    session.commit()

    assert "was confirmed on" in client.get("/still-true/ada/thanks").text
    assert "Nobody has confirmed" in client.get("/still-true/new/thanks").text
    assert client.get("/still-true/hidden/thanks").status_code == 404
