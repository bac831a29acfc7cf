"""The page of My team: nothing typed is lost, every limit is said, every way out is a link."""

import re
from html import unescape

import pytest
from sqlalchemy import event

from directory.db import database
from directory.journey.benches import ROLES
from tests.factories import make_noise, make_practitioner
from tests.journey.test_teams import BOULDER, MOVER, RUNNER, THERAPIST, plant, plant_three
from tests.web.test_statements import MOST

pytestmark = pytest.mark.usefixtures("listed")


def trio(page):
    """The names of the team that is shown first."""
    found = re.search(r'<ol class="trio">.*?</ol>', page.text, re.DOTALL)
    return re.findall(r'card__name"><a [^>]*>([^<]+)', found[0]) if found else []


def link(page, words):
    """Where the link leads that begins with these words."""
    return unescape(re.search(rf'href="([^"]+)"[^>]*>{re.escape(words)}', page.text)[1])


def test_before_anything_is_asked_the_page_says_who_does_what(client):
    page = client.get("/team")

    assert page.status_code == 200
    assert "Therapist" in page.text
    assert "Find my team" in page.text
    assert trio(page) == []


def test_the_three_stand_with_their_total_and_what_is_assumed(session, client, listed):
    plant(session, THERAPIST, "Ada Alder", fee=120)
    plant(session, MOVER, "Bram Birch", fee=80)
    plant(session, RUNNER, "Cleo Cedar", fee=None)
    plant(session, RUNNER, "Dora Dogwood", fee=70, point=BOULDER)
    listed()

    page = client.get("/team?near=Denver")

    assert trio(page) == ["Ada Alder", "Bram Birch", "Cleo Cedar"]
    assert "Your team near Denver" in page.text
    assert re.search(r"First visits together: <b>\$270</b>, \$70 of it assumed", page.text)
    assert "The best of 2 possible teams" in page.text
    assert 'content="noindex"' in page.text


def test_what_has_to_be_given_up_is_offered_as_links_that_work(session, client, listed):
    plant_three(session)
    listed()

    page = client.get("/team?near=Denver&budget=250&language=en")
    richer = client.get(link(page, "Raise the budget"))

    assert trio(page) == []
    assert "no three of them fit the budget" in page.text
    assert len(trio(richer)) == 3
    assert 'name="language" value' not in richer.text
    assert '<option value="en" selected>' in richer.text


def test_nobody_at_all_is_said_by_role(session, client, listed):
    plant(session, THERAPIST, "Ada Alder")
    listed()

    page = client.get("/team?near=Denver")

    assert "Movement coach, Running coach" in page.text
    assert "No single change is enough" in page.text


def test_a_listing_brings_itself_and_its_town_into_the_form(session, client, listed):
    one = make_practitioner(session, name="Ada Alder", locations=[{"city": "Denver"}])
    make_noise(session)
    listed()

    page = client.get(f"/team?with={one.slug}")

    assert "Ada Alder" in page.text
    assert "in your team already" in page.text
    assert 'name="near" value="Denver' in page.text
    assert f'name="with" value="{one.slug}"' in page.text


def test_of_two_for_one_role_the_second_is_left_out_and_told(session, client, listed):
    people = plant_three(session)
    other = plant(session, THERAPIST, "Second")
    listed()

    page = client.get(f"/team?near=Denver&with={people[0].slug},{other.slug}")

    assert trio(page)[0] == "therapist"
    assert "Second is left out" in page.text


def test_the_whole_team_can_be_looked_at_by_its_address(session, client, listed):
    plant_three(session)
    for kind in ROLES:
        plant(session, kind, f"Other {kind}", point=BOULDER)
    listed()

    page = client.get("/team?near=Denver&radius_km=160")
    other = client.get(link(page, "Look at this team"))

    assert len(trio(other)) == 3
    assert sum(name.startswith("Other") for name in trio(other)) >= 2
    assert "This is the team you put together." in other.text


def test_a_lone_team_is_not_said_to_be_put_together_by_the_visitor(session, client, listed):
    plant_three(session)
    listed()

    page = client.get("/team?near=Denver")

    assert "The only team possible within these limits." in page.text
    assert "you put together" not in page.text


def test_who_takes_the_insurer_stands_on_the_card_and_that_coaches_were_not_asked(
    session, client, listed
):
    plant(session, THERAPIST, "Ada Alder", place={"payers": ["aetna"]})
    plant(session, MOVER, "Bram Birch")
    plant(session, RUNNER, "Cleo Cedar")
    listed()

    page = client.get("/team?near=Denver&payment=aetna")

    assert page.text.count("Aetna</span></li>") == 1
    assert "Not stated, so ask: Payment." not in page.text
    assert page.text.count("coaches hardly ever bill one") == 1
    assert "coaches hardly ever" not in client.get("/team?near=Denver&payment=self_pay").text


def test_a_distance_that_is_offered_or_typed_stays_chosen(session, client, listed):
    plant_three(session)
    listed()

    page = client.get("/team?near=Denver&radius_km=400")

    assert re.search(r'<option value="400" selected>', page.text)
    assert len(re.findall(r'<option value="[\d.]+" selected>', page.text)) == 1


def test_a_price_in_another_currency_is_shown_as_it_is(session, client, listed):
    plant(session, THERAPIST, "Ada Alder", place={"currency": "EUR"})
    plant(session, THERAPIST, "Away", fee=90, point=BOULDER, score=1.0, score_low=1.0)
    plant(session, MOVER, "Bram Birch", place={"currency": "EUR"})
    plant(session, RUNNER, "Cleo Cedar")
    listed()

    page = client.get("/team?near=Denver")

    assert "€100 first visit, another currency; counted as $90" in page.text
    assert "€100 first visit, another currency; not counted" in page.text
    assert re.search(r"<b>\$190</b>, \$90 of it assumed for Ada Alder, Bram Birch", page.text)


def test_a_team_takes_the_same_few_statements_however_many_are_there(session, client, app, listed):
    people = [one for _ in range(3) for one in plant_three(session)]
    listed()
    said = []
    with app.app_context():
        event.listen(database.engine, "before_cursor_execute", lambda *about: said.append(about[2]))
    took = {}

    for kept in (0, 1, 3):
        before = len(said)
        slugs = ",".join(one.slug for one in people[:kept])
        assert len(trio(client.get(f"/team?near=Denver&with={slugs}"))) == 3
        took[kept] = len(said) - before

    # Who is kept is found by name before the others are looked for: one more loading of people.
    assert took[0] <= MOST
    assert took[3] <= MOST
    assert took[1] <= MOST + 5


def test_somebody_kept_who_is_not_listed_is_told(session, client, listed):
    plant_three(session)
    listed()

    page = client.get("/team?near=Denver&with=nobody-at-all")

    assert "Somebody you kept is not listed here" in page.text
    assert len(trio(page)) == 3


def test_more_people_than_a_team_has_are_told(session, client, listed):
    people = plant_three(session)
    listed()
    slugs = ",".join([*(one.slug for one in people), "a-fourth", "a-fifth"])

    page = client.get(f"/team?near=Denver&with={slugs}")

    assert "A team has three people. 2 more were named and are left out." in page.text


def test_a_position_stays_until_a_place_is_typed(session, client, listed):
    plant_three(session)
    listed()

    page = client.get("/team?lat=39.74&lon=-104.99")
    again = client.get("/team?near=&lat=39.74&lon=-104.99&budget=500")
    elsewhere = client.get("/team?near=Denver&lat=-60&lon=-120")

    assert 'name="lat" value="39.74"' in page.text
    assert 'name="lon" value="-104.99"' in page.text
    assert len(trio(again)) == 3
    assert len(trio(elsewhere)) == 3
    assert 'name="lat"' not in elsewhere.text


def test_a_budget_in_another_currency_is_told_as_it_was_read(session, client, listed):
    plant_three(session)
    listed()

    euros, dollars = (client.get(f"/team?near=Denver&budget={one}900").text for one in ("€", "$"))

    assert "Prices are summed in USD here, so your budget was read as $900." in euros
    assert "Prices are summed in" not in dollars


def test_the_budget_to_raise_is_linked_to_the_cent(session, client, listed):
    plant_three(session)
    plant(session, MOVER, "Cheaper", fee=60.5)
    listed()

    page = client.get("/team?near=Denver&budget=100")

    assert "budget=260.5&" in link(page, "Raise the budget") + "&"


def test_words_that_only_people_beyond_the_limits_say_are_not_said_to_be_nobodys(
    session, client, listed
):
    for kind in ROLES:
        plant(session, kind, str(kind), bio="We walk.", terms={"language": ["en"]})
    says = {"condition": ["knee_pain"]}
    plant(session, THERAPIST, "Silent of prices", fee=None, terms=says)
    listed()

    page = client.get("/team?near=Denver&q=knee+pain&stated=price")

    assert trio(page)[0] == "therapist"
    assert "Within your limits, nobody in this role says anything of “knee pain”" in page.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("near=", 400),
        ("near=Denver&budget=lots", 400),
        ("near=Denver&budget=$1,000", 200),
        ("near=Denver&budget=-1", 400),
        ("near=Denver&budget=nan", 400),
        ("near=Denver&budget=1e400", 400),
        ("near=Denver&language=klingon", 400),
        ("near=Denver&lat=1", 400),
        ("near=Denver&with=..%2f,%E2%80%AE", 200),
        ("near=Denver&with=" + "a," * 1000, 200),
        ("near=Nowhereville&budget=300", 200),
        ("near=Denver&kind=therapist&page=7&sort=price", 200),
        ("lat=39.74&lon=-104.99", 200),
        ("near=Denver&stage=pain&payment=hmo&video=1&stated=price&max_price=10&min_score=50", 200),
        ("near=Denver&video=2", 400),
        ("near=Denver&radius_km=nan", 400),
        ("near=Denver&radius_km=1e9", 400),
    ],
)
def test_whatever_is_asked_gets_a_kind_answer_and_keeps_what_was_typed(
    session, client, listed, query, status
):
    plant_three(session)
    listed()

    page = client.get(f"/team?{query}")

    assert page.status_code == status
    assert "Find my team" in page.text
    if "budget=lots" in query:
        assert 'value="lots"' in page.text
        assert "Write an amount, like 300." in page.text
    if "Nowhereville" in query:
        assert "We don’t know this place" in page.text
        assert 'value="300"' in page.text
