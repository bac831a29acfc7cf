"""Whole journeys: by keyboard alone, without scripts, with the comforts that scripts add."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

DENVER = {"latitude": 39.73915, "longitude": -104.98476}


def test_somebody_is_found_by_keyboard_alone(open_page):
    page = open_page("home", width=1440, height=1000)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("knee pain")
    page.keyboard.press("Tab")
    page.keyboard.type("Denver")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("knee pain")

    _tab_to(page, "Running gait")
    page.keyboard.press("Enter")
    expect(page.locator('.choice[aria-current="true"]', has_text="Running gait")).to_be_visible()
    expect(page.locator(".chip")).to_contain_text("Running gait")
    _tab_to(page, "Featherstonehaugh")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("Featherstonehaugh")
    expect(page.locator(".chain__item--sore")).to_contain_text("Knees")


def test_what_has_the_focus_shows_it(open_page):
    page = open_page("results", width=1440, height=1000)
    unmarked = []

    for _ in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """() => { const shown = getComputedStyle(document.activeElement);
                return [shown.outlineStyle, shown.outlineWidth, shown.boxShadow] }"""
        )
        if style[0] == "none" and style[2] == "none":
            unmarked.append(page.evaluate("document.activeElement.outerHTML"))

    assert unmarked == []


def test_somebody_is_found_without_scripts(open_page):
    page = open_page("home", java_script_enabled=False)
    expect(page.get_by_text("Use my location")).to_be_hidden()
    page.get_by_label("What hurts, or whom?").fill("knee pain")
    page.get_by_label("Where").fill("Denver")
    page.get_by_role("button", name="Find someone").click()
    page.locator("summary", has_text="Filters").click()
    page.locator(".choice", has_text="Running gait").click()
    page.locator(".chip", has_text="Running gait").click()
    expect(page.locator(".chip")).to_have_count(0)
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("page=2"))
    page.get_by_role("link", name="Previous").click()
    page.locator(".card__name a").first.click()

    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("heading", name="Links they examine")).to_be_visible()


def test_a_listing_leads_back_to_the_list_it_was_found_in(open_page):
    page = open_page("/search?q=knee+pain&near=Denver&method=running_gait")
    found = page.locator("h1").text_content().split()[0]
    page.locator(".card__name a").first.click()

    page.get_by_role("link", name=f"Back to {found} result").click()

    expect(page).to_have_url(re.compile("method=running_gait"))
    expect(page.locator(".chip")).to_contain_text("Running gait")


def test_a_listing_opened_by_itself_leads_nowhere_back(open_page):
    page = open_page("listing")

    expect(page.locator("[data-back]")).to_be_hidden()


def test_an_unknown_place_is_mended_by_one_click_without_losing_the_rest(open_page):
    page = open_page("/search?q=knee+pain&near=Nowhereville&method=running_gait")
    expect(page.get_by_label("Where")).to_have_value("Nowhereville")

    page.get_by_role("link", name="Denver").click()

    expect(page.locator("h1")).to_contain_text("knee pain")
    expect(page.locator(".chip")).to_contain_text("Running gait")


def test_ones_own_position_is_used_rounded(open_page):
    page = open_page("home", geolocation=DENVER, permissions=["geolocation"])
    page.get_by_label("What hurts, or whom?").fill("knee pain")
    # The suggestions lie over the button until they are closed.
    expect(page.get_by_role("listbox").first).to_be_visible()
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Use my location").click()

    expect(page).to_have_url(re.compile(r"lat=39\.74&lon=-104\.98"))
    expect(page.locator(".understood")).to_contain_text("Denver")


def test_a_refused_position_leads_back_to_the_field(open_page):
    page = open_page("home", permissions=[])

    page.get_by_role("button", name="Use my location").click()

    expect(page.get_by_role("status")).to_contain_text("Type a town or a ZIP code")
    expect(page.get_by_label("Where")).to_be_focused()


def test_the_first_card_shows_on_the_first_screen_of_a_phone(open_page):
    page = open_page("/search?q=knee+pain&near=Denver")

    name = page.locator(".card__name").first.bounding_box()

    assert name["y"] + name["height"] < 844


def test_ways_to_get_in_touch_stay_in_reach_on_a_phone(open_page):
    page = open_page("listing", width=320, height=640)

    page.evaluate("scrollTo(0, document.body.scrollHeight / 3)")

    bar = page.locator(".callbar")
    for name in ("Call", "Book", "Directions"):
        button = bar.get_by_role("link", name=name)
        expect(button).to_be_in_viewport(ratio=1)
        assert button.bounding_box()["height"] >= 44


def test_the_buttons_in_reach_never_cover_what_has_the_focus(open_page):
    page = open_page("listing", width=320, height=640)
    bar, covered = page.locator(".callbar"), []

    for link in page.locator("main a:visible, footer a:visible").all():
        link.focus()
        box, edge = link.bounding_box(), bar.bounding_box()
        if box["y"] < edge["y"] + edge["height"] and edge["y"] < box["y"] + box["height"]:
            covered.append(link.text_content())

    assert covered == []


def test_a_listing_prints_its_facts_and_no_buttons(open_page):
    page = open_page("listing")

    page.emulate_media(media="print")

    expect(page.locator(".callbar")).to_be_hidden()
    expect(page.locator(".masthead__nav")).to_be_hidden()
    expect(page.locator(".chain")).to_be_visible()
    expect(page.get_by_text("+1 303 555 0142").last).to_be_visible()


def _tab_to(page, words, most=150):
    """Press Tab until the part with these words has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in (page.locator(":focus").text_content() or ""):
            return
    pytest.fail(f"{words!r} is not reached by keyboard")
