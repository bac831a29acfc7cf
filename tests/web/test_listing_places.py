"""Places in the form of a listing: shown back as found, chosen, looked up, added, removed."""

from dataclasses import replace

import pytest

from tests.accounts.factories import make_account, sign_in
from tests.web.listing_form import (
    PATH,
    WHERE,
    NoPlaces,
    TownPlaces,
    fill,
    post,
    revisions,
    send,
    text_of,
)


@pytest.fixture(autouse=True)
def _places(app):
    app.extensions["directory"] = replace(app.extensions["directory"], places=TownPlaces())


@pytest.fixture
def author(session):
    made = make_account(session, email="ines@practice.example")
    session.commit()
    return made


def test_the_place_is_shown_back_as_it_was_found(client):
    fill(client)

    page = client.get(f"{PATH}/where")

    assert "We found: 80202 Denver, Colorado" in text_of(page)
    assert "We found: 80202 Denver, Colorado" in text_of(client.get(f"{PATH}/preview"))


def test_of_several_places_of_one_name_the_owner_chooses(client):
    fill(client)
    vague = {**WHERE, "new-1-postal_code": "", "new-1-region": ""}

    asked = post(client, "where", **vague)
    chosen = post(client, "where", **vague, **{"new-1-found": "Denver, Pennsylvania"})

    assert asked.status_code == 400
    assert "Which one is it?" in asked.text
    assert chosen.status_code == 303
    assert "We found: Denver, Pennsylvania" in text_of(client.get(f"{PATH}/preview"))


def test_a_place_can_be_looked_up_before_going_on(client):
    fill(client)

    looked_up = post(client, "where", **{**WHERE, "new-1-city": "Oz"}, do="find")

    page = client.get(looked_up.headers["Location"])
    assert "We find no such town in this country (United States)" in text_of(page)


def test_while_nobody_can_look_places_up_none_is_refused_for_it(client, author, app, open_session):
    app.extensions["directory"] = replace(app.extensions["directory"], places=NoPlaces())
    sign_in(client, author)
    fill(client, where={"new-1-city": "Oz"})

    send(client)

    place = revisions(open_session)[0].content["places"][0]
    assert (place["city"], place["latitude"]) == ("Oz", None)


def test_what_a_check_of_everything_refuses_leads_to_its_page(client, author, app, open_session):
    app.extensions["directory"] = replace(app.extensions["directory"], places=NoPlaces())
    sign_in(client, author)
    fill(client, where={"new-1-city": "<b></b>"})

    page = send(client)

    assert page.status_code == 400
    assert "Give at least one place" in text_of(page)
    assert revisions(open_session) == []


def test_places_are_added_and_removed_without_scripts(client):
    fill(client)

    added = post(client, "where", **WHERE, do="add")

    assert added.headers["Location"] == f"{PATH}/where#row-new-2"
    page = client.get(f"{PATH}/where")
    assert page.text.count('name="place"') == 2
    both = {**WHERE, "place": ["new-1", "new-2"], "new-2-city": "Denver", "new-2-country": "US"}
    both |= {"new-2-postal_code": "80202", "new-2-name": "By the river"}
    assert post(client, "where", **both).status_code == 303
    assert "By the river, Denver" in text_of(client.get(f"{PATH}/fees"))
    post(client, "where", **both, do="remove:new-1")
    page = client.get(f"{PATH}/where")
    assert page.text.count('name="place"') == 1
    assert "By the river" in page.text


def test_licences_are_added_up_to_what_a_listing_can_have(client):
    fill(client)
    rows = [str(number) for number in range(1, 11)]

    post(client, "credentials", licence=["1"], do="add")
    two = client.get(f"{PATH}/credentials").text.count('name="licence"')
    post(client, "credentials", licence=rows, do="add")

    page = client.get(f"{PATH}/credentials")
    assert (two, page.text.count('name="licence"')) == (2, 10)
    assert "Add another licence" not in page.text
