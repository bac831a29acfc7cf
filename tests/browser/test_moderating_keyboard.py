"""Moderators get through the queue by keys, which rest in fields and can be turned off."""

import pytest
from playwright.sync_api import expect

from directory.cases import Case
from directory.db import begin_write, database
from tests.accounts.factories import make_account, signed_in_cookie
from tests.browser.axe import violations
from tests.listings.factories import make_submission

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def cookie(world):
    """A moderator's cookie, on a site where two new listings wait."""
    with world.app.app_context():
        session = database.session
        begin_write(session)
        moderator = make_account(session, "mo@site.example", roles=["moderator"])
        for name in ("Ida Ironwood", "Jon Juniper"):
            make_submission(session, author=make_account(session), name=name)
        session.flush()
        session.query(Case).filter(Case.kind != "submission").delete()
        session.commit()
        number = moderator.id
    return {
        "name": world.app.config["SESSION_COOKIE_NAME"],
        "value": signed_in_cookie(world.app, number),
        "url": world.url,
    }


def test_keys_lead_through_the_queue_to_a_reason_and_a_decision(open_page, cookie):
    page = open_page("/healthz", width=1440)
    page.context.add_cookies([cookie])
    page.goto("/moderation")
    links = page.locator("[data-queue] h2 a")

    page.keyboard.press("j")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("New listing: Ida Ironwood")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    expect(page.locator("[name=saved]").nth(1)).to_be_checked()
    page.keyboard.press("d")
    expect(page.locator("#decide")).to_be_focused()

    page.locator("#reason").press_sequentially("jd?1 is what I mean")
    expect(page.locator("#reason")).to_have_value("jd?1 is what I mean")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("[data-hold-words]")).to_contain_text("You have this before you until")
    page.reload()
    expect(page.get_by_role("button", name="Let it go")).to_be_visible()


def test_keys_that_were_turned_off_do_nothing_in_this_browser(open_page, cookie):
    page = open_page("/healthz", width=390)
    page.context.add_cookies([cookie])
    page.goto("/moderation")
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Use these keys in this browser").uncheck()
    page.get_by_role("button", name="Close").click()

    page.reload()
    page.keyboard.press("?")
    page.keyboard.press("j")

    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("[data-queue] h2 a").first).not_to_be_focused()
