"""Keeping, sharing and comparing, as somebody does it on a phone or by keyboard."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WHERE = "/search?q=knee+pain&near=Denver"


def _stored(page):
    return json.loads(page.evaluate("localStorage.getItem('shortlist')"))


def _tab_to(page, button):
    """Go forward by keyboard until a part has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if button.evaluate("part => part === document.activeElement"):
            return
    pytest.fail("It was never reached.")


def test_what_is_kept_on_one_device_is_shared_compared_and_asked_about(open_page):
    page = open_page(WHERE, width=1440, height=1000)
    cards = page.locator(".card")
    for number in (0, 1):
        keep = cards.nth(number).get_by_role("button", name="Keep")
        _tab_to(page, keep)
        page.keyboard.press("Enter")
        expect(keep).to_have_attribute("aria-pressed", "true")
    names = [cards.nth(number).locator("h2 a").inner_text() for number in (0, 1)]
    page.get_by_role("link", name="Shortlist (2)").first.click()
    expect(page.locator(".kept h2")).to_have_text(names)
    expect(page.get_by_text("This is not the list kept on this device")).to_be_hidden()

    other = open_page(page.url)
    expect(other.locator(".kept h2")).to_have_text(names)
    other.get_by_role("button", name="Keep all on this device").click()
    expect(other.get_by_text("This is not the list kept on this device")).to_be_hidden()
    for name in names:
        other.get_by_role("checkbox", name=f"Compare {name}").check()
    other.get_by_role("button", name="Compare those ticked").click()
    expect(other.locator(".compare__who a.compare__of")).to_have_text(names)
    other.get_by_role("link", name="Questions for the first call").first.click()

    expect(other.locator("h1")).to_have_text("Questions for the first call")
    expect(other.locator(".callsheet__name")).to_have_text(names[0])


def test_marks_to_compare_stop_at_four_and_come_along(open_page):
    page = open_page(WHERE)
    bar = page.get_by_role("region", name="To compare")
    marks = page.locator(".card").get_by_role("button", name="Compare")
    for number in range(4):
        marks.nth(number).click()
    expect(bar).to_contain_text("4 of 4 to compare")
    marks.nth(4).click()
    expect(bar).to_contain_text("Four at most")
    expect(marks.nth(4)).to_have_attribute("aria-pressed", "false")
    bar.get_by_role("link", name="Compare").click()
    expect(page.locator(".compare__who td")).to_have_count(4)
    page.get_by_role("link", name="Take out").first.click()
    expect(page.locator(".compare__who td")).to_have_count(3)

    page.goto(WHERE)

    expect(bar).to_contain_text("3 of 4 to compare")
    bar.get_by_role("button", name="Clear").click()
    expect(bar).to_be_hidden()


def test_the_list_of_the_device_follows_its_tabs_and_survives_damage(open_page):
    page = open_page("/shortlist")
    page.evaluate('localStorage.setItem(\'shortlist\', \'{"version": 1, "kept": [7, "<b>", {\')')
    page.goto(WHERE)
    keep = page.locator(".card").first.get_by_role("button", name="Keep")
    expect(keep).to_have_attribute("aria-pressed", "false")
    second = page.context.new_page()
    second.goto(WHERE)

    keep.click()

    twin = second.locator(".card").first.get_by_role("button", name="Keep")
    expect(twin).to_have_attribute("aria-pressed", "true")
    assert len(_stored(second)["kept"]) == 1
    second.goto("/shortlist")
    expect(second).to_have_url(re.compile("who="))
    second.get_by_role("button", name="Remove all").click()
    assert _stored(second)["kept"] == []
    expect(second.get_by_role("button", name="Keep these again")).to_be_focused()
    expect(keep).to_have_attribute("aria-pressed", "false")


def test_without_scripts_listings_are_compared_one_by_one(open_page):
    page = open_page(WHERE, java_script_enabled=False)
    expect(page.get_by_role("button", name="Keep")).to_have_count(0)
    slug = page.locator(".card h2 a").nth(1).get_attribute("href").split("/")[-1].split("?")[0]
    page.locator(".card").first.get_by_role("link", name="Compare").click()
    expect(page.locator(".compare__who td")).to_have_count(1)
    page.get_by_label("Name, or address on this site").fill(f"/practitioners/{slug}")

    page.get_by_role("button", name="Add").click()

    expect(page.locator(".compare__who td")).to_have_count(2)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_longest_sheet_prints_on_two_pages(open_page, world, paper):
    page = open_page(f"{world.paths['unclaimed listing'].split('?')[0]}/call-sheet?sore=knee")
    expect(page.locator(".callsheet__question")).to_have_count(21)

    printed = page.pdf(format=paper, prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
