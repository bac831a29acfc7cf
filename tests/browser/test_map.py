"""The map: the list drawn, by pointer and by keyboard, with nobody else asked; and without it."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from directory.db import begin_write, make_engine
from directory.geo.point import GeoPoint
from directory.search import indexer
from tests.browser.axe import violations
from tests.factories import make_practitioner

pytestmark = pytest.mark.browser

SEARCH = "/search?q=wheelwright&near=Denver"
WEST, NORTH, SOUTH = GeoPoint(39.74, -105.3), GeoPoint(39.95, -105.0), GeoPoint(39.5, -104.9)
TOGETHER = GeoPoint(39.6, -105.25)


@pytest.fixture(scope="module", autouse=True)
def wheelwrights(world):
    """Five people who say a word that nobody else says: three apart, two at one place."""
    settings = world.app.extensions["directory"].settings
    engine = make_engine(settings.database)
    with Session(engine) as session:
        begin_write(session)
        for name, point, said in [
            ("Mona <i>Members", WEST, {"score": 80.0, "score_low": 70.0, "score_high": 90.0,
                                       "score_members": 7}),
            ("Clara Claims", NORTH, {"terms": {"region": ["feet"]}}),
            ("Nora Nothing", SOUTH, {}),
            ("Tom Twin", TOGETHER, {}),
            ("Tim Twin", TOGETHER, {}),
        ]:  # fmt: skip
            make_practitioner(
                session, name=name, bio="A wheelwright once.", locations=[{"point": point}], **said
            )
        session.commit()
        indexer.rebuild(session, world.app.extensions["directory"].engine)
    engine.dispose()


def drawn(page):
    """The pins, once they are there."""
    pins = page.locator(".pin")
    expect(pins).to_have_count(4)
    return pins


def card_numbers(page, name):
    """The number that somebody's card has."""
    card = page.locator(".card", has_text=name)
    return card.locator(".card__number").text_content().strip(" .")


def test_pins_are_numbered_like_the_list_and_drawn_by_their_evidence(open_page):
    page = open_page(SEARCH, width=1440, height=1000)
    drawn(page)

    for name, evidence in [("Members", "members"), ("Clara", "claimed"), ("Nora", "unknown")]:
        pin = page.locator(f".pin--{evidence}")
        expect(pin).to_have_text(card_numbers(page, name))
        expect(pin).to_have_attribute("aria-label", re.compile(name))
    expect(page.locator(".map-label--place span", has_text="Denver")).to_be_visible()
    assert violations(page) == []


def test_a_pin_leads_to_its_card_and_a_card_to_its_pin(open_page):
    page = open_page(SEARCH, width=1440, height=1000, reduced_motion="reduce")
    drawn(page)

    page.locator(".pin--members").click()

    expect(page.locator(".card__name a", has_text="Members")).to_be_focused()
    expect(page.locator(".leaflet-popup-content a")).to_have_text("Mona <i>Members")
    expect(page.locator(".pin--members")).to_have_class(re.compile("pin--on"))


def test_people_at_one_place_open_by_keyboard(open_page):
    page = open_page(SEARCH, width=1440, height=1000, reduced_motion="reduce")
    drawn(page)
    several = page.get_by_role("button", name=re.compile("2 people"))
    page.locator("[data-map-canvas]").focus()
    while not several.evaluate("pin => pin === document.activeElement"):
        page.keyboard.press("Tab")

    page.keyboard.press("Enter")
    expect(page.locator(".pin:focus")).to_have_attribute("aria-label", re.compile("Twin"))
    page.keyboard.press("Enter")

    expect(page.locator(".card__name a:focus")).to_have_text(re.compile("Twin"))


def test_this_area_is_searched_after_the_map_was_moved(open_page):
    page = open_page(f"{SEARCH}&kind=therapist", width=1440, height=1000, reduced_motion="reduce")
    drawn(page)
    search = page.get_by_role("link", name="Search this area")
    expect(search).to_be_hidden()
    page.locator("[data-map-canvas]").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")

    search.click()

    expect(page).to_have_url(
        re.compile(r"\?q=wheelwright&kind=therapist&lat=39\.\d\d?&lon=-104\.\d\d?&radius_km=\d+")
    )
    expect(page.locator("h1")).to_contain_text("wheelwright")


def test_a_phone_shows_the_map_when_it_is_asked_for_and_remembers(open_page):
    page = open_page(SEARCH, color_scheme="dark")
    asked = []
    page.on("request", lambda one: asked.append(one.url))
    expect(page.locator("[data-map]")).to_be_hidden()
    page.reload()
    assert not any("/search/points" in url or "/map-" in url for url in asked)

    page.get_by_role("button", name="Map").click()

    drawn(page)
    expect(page.locator(".card").first).to_be_hidden()
    assert violations(page) == []
    page.reload()
    drawn(page)
    page.get_by_role("button", name="List").click()
    expect(page.locator(".card").first).to_be_visible()
    expect(page.locator("[data-map]")).to_be_hidden()


def test_without_scripts_the_list_is_whole_and_no_room_is_kept_for_a_map(open_page):
    page = open_page(SEARCH, width=1440, java_script_enabled=False)

    expect(page.locator(".card")).to_have_count(5)
    expect(page.locator("[data-map]")).to_be_hidden()
    expect(page.get_by_role("button", name="Map")).to_have_count(0)
