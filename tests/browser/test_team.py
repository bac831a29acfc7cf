"""My team without scripts and by keyboard: asked for, out of reach, then found and kept."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_without_scripts_a_team_is_found_by_raising_the_budget(open_page):
    page = open_page("/team", java_script_enabled=False, locale="en-US")
    page.get_by_label("Where", exact=True).fill("Salem")
    page.get_by_label("Budget for the three first visits").fill("250")
    page.get_by_role("button", name="Find my team").click()
    expect(page.get_by_text("no three of them fit the budget")).to_be_visible()
    page.get_by_role("link", name="Raise the budget to $300").click()

    expect(page.locator(".trio .card__name")).to_have_text(
        ["Salem therapist", "Salem movement_coach", "Salem running_coach"]
    )
    expect(page.get_by_text("First visits together: $300")).to_be_visible()


def test_somebody_is_kept_while_the_others_change_by_keyboard_alone(open_page):
    page = open_page("team", width=1440, height=1000, locale="en-US")
    keep = page.locator(".trio__one").first.get_by_role("link", name="Keep, look")
    for _ in range(60):
        page.keyboard.press("Tab")
        if keep.evaluate("part => part === document.activeElement"):
            break
    page.keyboard.press("Enter")

    expect(page.locator(".trio__one").first.get_by_role("link", name="Let go")).to_be_visible()
    assert "with=salem-therapist" in page.url
