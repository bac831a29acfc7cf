import re

import pytest

from tests.factories import make_practitioner

PAGES = ["/", "/method", "/credits", "/privacy", "/accessibility"]


@pytest.mark.parametrize("path", PAGES)
def test_a_plain_page_is_there_and_links_only_to_pages_that_are(client, path):
    page = client.get(path)

    assert page.status_code == 200
    for link in {
        link for link in re.findall(r'href="(/[^"#]*)"', page.text) if "/static/" not in link
    }:
        assert client.get(link, follow_redirects=True).status_code in {200, 503}, link


def test_the_front_page_asks_what_and_where(client):
    page = client.get("/")

    assert 'action="/search"' in page.text
    assert 'name="q"' in page.text
    assert 'name="near"' in page.text


def test_an_unknown_address_is_a_page_of_the_site(client):
    page = client.get("/nothing-here")

    assert page.status_code == 404
    assert "Go to the search" in page.text


def test_the_credits_name_the_licence_of_the_places(client):
    assert "Creative Commons Attribution 4.0" in client.get("/credits").text


def test_the_front_page_says_when_people_are_made_up(session, client):
    make_practitioner(session)
    session.commit()
    before = client.get("/")
    make_practitioner(session, source="demo")
    session.commit()

    page = client.get("/")

    assert "This is a demonstration" not in before.text
    assert "This is a demonstration" in page.text


def test_the_api_is_described_beside_pages_that_look_at_every_request(client):
    document = client.get("/api/v1/openapi.json")

    assert document.status_code == 200
    assert "/api/v1/practitioners/{practitioner_id}/score" in document.json["paths"]
