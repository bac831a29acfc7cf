"""The shortlist's page: what an address names, whoever opens it."""

import re

import pytest
from sqlalchemy import event

from directory.db import database
from directory.practitioners.models import Status
from tests.factories import make_practitioner


def names_in(page):
    return re.findall(r'<h2 class="card__name"><a [^>]+>([^<]+)</a>', page.text)


@pytest.fixture
def shortlist(client):
    def get(*who, **query):
        slugs = ",".join(getattr(one, "slug", one) for one in who)
        return client.get("/shortlist", query_string={"who": slugs, **query})

    return get


def test_everybody_named_stands_there_with_the_next_step(session, shortlist):
    ada = make_practitioner(
        session,
        name="Ada Alder",
        wait_days=9,
        booking_url="https://example.com/book",
        locations=[{"phone": "303-555-0142", "fee_first": 140, "currency": "USD"}],
    )
    bram = make_practitioner(session, name="Bram Birch", locations=())
    session.commit()

    page = shortlist(bram, ada, sore="hips")

    assert names_in(page) == ["Bram Birch", "Ada Alder"]
    for shown in (
        "2 people",
        "tel:303-555-0142",
        "https://example.com/book",
        "$140 first visit",
        "Wait of about 9 days",
        f"/practitioners/{ada.slug}/call-sheet?sore=hips",
        f'<input type="checkbox" name="who" value="{ada.slug}">',
        f'href="/shortlist?who={bram.slug},{ada.slug}&amp;sore=hips"',
        '<meta name="robots" content="noindex">',
    ):
        assert shown in page.text


def test_a_practice_that_may_be_a_home_shows_no_phone(session, shortlist):
    ada = make_practitioner(session, town_only=True, locations=[{"phone": "303-555-0142"}])
    session.commit()

    assert "303-555-0142" not in shortlist(ada).text


def test_what_is_not_public_is_said_to_be_gone(session, shortlist):
    shown = make_practitioner(session, name="Ada Alder")
    hidden = make_practitioner(
        session, name="Zoe Hidden", status=Status.HIDDEN, hidden_reason="a reason"
    )
    session.commit()

    page = shortlist(shown, hidden, "never-was", "<b>")

    assert names_in(page) == ["Ada Alder"]
    assert "3 listings of this list are no longer here." in page.text
    assert "Zoe" not in page.text


def test_a_list_of_which_nobody_is_left_says_so(shortlist):
    page = shortlist("never-was")

    assert "Nobody on this list is listed here any longer." in page.text


def test_fifty_stand_there_and_cost_few_statements(session, app, shortlist):
    people = [make_practitioner(session, name=f"Person {number}") for number in range(51)]
    session.commit()
    asked = []
    with app.app_context():
        event.listen(database.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    page = shortlist(*people)

    assert names_in(page) == [person.name for person in people[:50]]
    assert "A shortlist holds 50 people; the address names more." in page.text
    assert len([one for one in asked if one.startswith("SELECT")]) <= 15


def test_without_anybody_it_says_how_to_begin(client):
    page = client.get("/shortlist")

    assert "Nobody is kept yet." in page.text
    assert "“Keep” needs scripts." in page.text


@pytest.mark.parametrize("who", [",,,", "\u202eabc", "a" * 3_000, "../../etc", "<b>", "🦵", "a,A"])
def test_whatever_is_asked_for_nothing_breaks(client, who):
    assert client.get("/shortlist", query_string={"who": who}).status_code == 200


def test_a_card_offers_to_keep_to_compare_and_to_ask(session, client, listed):
    person = make_practitioner(session, status=Status.UNCLAIMED, source="nppes")
    listed()

    page = client.get("/search")

    assert f'data-shortlist="{person.slug}" hidden' in page.text
    assert f'href="/compare?who={person.slug}"' in page.text
    assert f'href="/team?with={person.slug}"' in page.text
    assert f'href="/practitioners/{person.slug}/call-sheet"' in page.text


def test_a_profile_offers_them_too_and_what_to_take_along(session, client):
    person = make_practitioner(session)
    session.commit()

    page = client.get(f"/practitioners/{person.slug}?sore=hips")

    for link in (
        f"/compare?who={person.slug}&amp;sore=hips",
        f"/team?with={person.slug}",
        f"/practitioners/{person.slug}/call-sheet?sore=hips",
        f"/practitioners/{person.slug}/contact.vcf",
        f"/practitioners/{person.slug}/call-sheet?sore=hips#after",
    ):
        assert f'href="{link}"' in page.text


def test_what_is_kept_and_what_is_sent_is_said_where_it_matters(shortlist, client):
    page, privacy = shortlist(), client.get("/privacy")

    assert "opening it asks this server" in page.text
    assert "nobody else sees it" not in page.text
    for said in ("Your shortlist, whom you compare", "light or dark", "self-check"):
        assert said in privacy.text
