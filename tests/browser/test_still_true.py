"""An owner opens the link of the mail and says with one click that everything is still true."""

import pytest

pytestmark = pytest.mark.browser


def test_something_has_changed_leads_to_the_owners_form_by_a_sign_in(open_page):
    page = open_page("still true")

    page.get_by_role("link", name="Something has changed").click()

    page.wait_for_url("**/sign-in**")
    assert "/edit" in page.url


@pytest.mark.parametrize(("name", "scripts"), [("still true", True), ("still true again", False)])
def test_one_click_confirms_a_listing_with_scripts_and_without(open_page, world, name, scripts):
    page = open_page(name, java_script_enabled=scripts)

    page.get_by_role("button", name="Yes, all still true").click()

    page.get_by_role("heading", name="Thank you").wait_for()
    assert "was confirmed on" in page.locator("main").inner_text()
    page.goto(world.paths[name])
    assert page.get_by_role("heading", name="This link has ended").is_visible()
