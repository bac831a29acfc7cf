"""What frames every page: the menu of the masthead, and the choice of light or dark."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_every_way_is_one_press_away_and_the_masthead_low(open_page, scripts):
    page = open_page("/method", width=320, height=640, java_script_enabled=scripts)
    way = page.locator(".masthead").get_by_role("link", name="Sign in")
    expect(way).to_be_hidden()

    page.locator("summary", has_text="Menu").press("Enter")

    expect(way).to_be_in_viewport(ratio=1)
    assert way.bounding_box()["height"] >= 44
    assert page.locator(".masthead").bounding_box()["height"] <= 56


def test_the_menu_closes_by_escape_and_by_turning_elsewhere(open_page):
    page = open_page("/method")
    summary, menu = page.locator("summary", has_text="Menu"), page.locator(".masthead__nav")
    summary.press("Enter")
    expect(menu).to_be_visible()

    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(summary).to_be_focused()

    summary.click()
    page.locator("h1").click(force=True)
    expect(menu).to_be_hidden()


def test_light_or_dark_is_kept_on_the_device(open_page):
    page = open_page("/method", width=1440, color_scheme="light")
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto("/privacy")

    assert dark == page.evaluate("getComputedStyle(document.body).backgroundColor")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="As the system").click()
    assert dark != page.evaluate("getComputedStyle(document.body).backgroundColor")
