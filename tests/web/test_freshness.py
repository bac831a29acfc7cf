"""How fresh the listings are, for everybody to see."""

import pytest

from directory.db import begin_write, utc_now
from directory.web import freshness as page
from tests.factories import make_practitioner


@pytest.fixture
def read(client):
    def get():
        answer = client.get("/freshness")
        assert answer.status_code == 200
        return " ".join(answer.text.split())

    return get


def plant(session, how_many, **what_matters):
    for _ in range(how_many):
        make_practitioner(session, **what_matters)
    session.commit()


def test_it_tells_share_and_counts_by_kind_country_and_state(read, session):
    plant(session, 3, confirmed_on=utc_now().date())
    begin_write(session)
    plant(session, 5, kind="running_coach")

    text = read()

    assert "Of 8 listings, 3 were confirmed in the last six months: 38 %." in text
    for name in ("Therapist", "Running coach", "United States", "Colorado"):
        assert f'<th scope="row">{name}</th>' in text
    assert "38 % <svg" in text
    assert "by the practitioner: 3" in text


def test_few_and_unknown_regions_have_names_too(read, session):
    plant(session, 5, locations=())
    begin_write(session)
    plant(session, 5, locations=[{"region_code": ""}])
    begin_write(session)
    plant(session, 2, locations=[{"region_code": "OR"}])
    begin_write(session)
    plant(session, 1, locations=[{"country": "DE"}])

    text = read()

    for name in (
        "No place stated", "No state stated", "States with few listings", "Countries with few listings",
    ):  # fmt: skip
        assert f'<th scope="row">{name}</th>' in text


def test_in_the_demo_it_says_how_many_are_made_up(read, session):
    plant(session, 2, source="demo")

    assert "This is a demo: 2 of them are made-up people" in read()


def test_without_listings_it_says_so(read):
    assert "Nobody is listed yet" in read()


def test_it_is_counted_once_an_hour(app, session, read):
    plant(session, 1)
    first = read()
    begin_write(session)
    plant(session, 1)
    same_hour = read()
    hour, table = app.extensions[page._KEPT]  # noqa: SLF001 - an hour must pass
    app.extensions[page._KEPT] = (hour.replace(year=2020), table)  # noqa: SLF001

    later = read()

    assert ("Of 1 listings" in first, "Of 1 listings" in same_hour) == (True, True)
    assert "Of 2 listings" in later


def test_every_page_leads_there_and_the_method_page_too(client):
    for path, links in (("/credits", 1), ("/method", 2)):
        assert client.get(path).text.count('href="/freshness"') == links
