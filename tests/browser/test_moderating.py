"""Moderators, owners and claimants go the whole way of a case in a real browser."""

import re
import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from directory import create_app
from directory.db import database, utc_now
from tests.browser.conftest import QuietHandler
from tests.browser.moderated import ADDRESS, cookies_of, newest_mail, plant_for_moderators
from tests.browser.visiting import settings_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOKS = [
    pytest.param({"width": 390}, id="phone"),
    pytest.param({"width": 1440, "java_script_enabled": False}, id="desk, no scripts"),
]


@pytest.fixture(scope="module")
def world(sqlite_template, tmp_path_factory):
    """The running site, with what was planted and a cookie for everybody."""
    settings = settings_of(sqlite_template, tmp_path_factory.mktemp("moderating"))
    planted = plant_for_moderators(settings, [look.values[0]["width"] for look in LOOKS])
    app = create_app(settings)
    cookies = cookies_of(app, planted.ids)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{server.port}"
    yield SimpleNamespace(
        url=url, paths={}, settings=settings, cookies=cookies, slugs=planted.slugs
    )
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        database.engine.dispose()


@pytest.fixture(params=LOOKS)
def look(request):
    """How somebody looks at the site."""
    return request.param


@pytest.fixture
def as_(open_page, world, look):
    """Opens a browser signed in as somebody: "first" or "second" moderator, "owner", "claimant"."""

    def open_as(who):
        page = open_page("/", **look)
        key = who if who in world.cookies else f"{who} {look['width']}"
        page.context.add_cookies([{**world.cookies[key], "url": world.url}])
        return page

    return open_as


def main_of(page):
    return expect(page.locator("main"))


def open_case(page, words):
    """Open the case of the queue that is headed with some words."""
    page.goto("/moderation?q=" + words.rpartition(": ")[2].replace(" ", "+"))
    page.locator(".queue").get_by_role("link", name=re.compile(re.escape(words))).first.click()


def decide(page, decision, reason="Looked at it."):
    """Press a button of the decision, with a reason."""
    page.locator("#reason").fill(reason)
    page.locator(f"[data-decide] button[value={decision}]").click()


def see_decided(page):
    """Expect to be told so, and not only on a case that was decided before."""
    expect(page.get_by_role("status").filter(has_text="Decided")).to_be_visible()


def test_an_imported_listing_is_claimed_by_code_changed_and_approved(as_, world, look):
    slug, width = world.slugs["claimed", look["width"]], look["width"]
    claimant, moderator = as_("claimant"), as_("first")
    claimant.goto(f"/practitioners/{slug}")
    claimant.get_by_role("link", name=re.compile("claim it", re.IGNORECASE)).first.click()
    claimant.get_by_role("button", name="This is my listing").click()
    main_of(claimant).to_contain_text("A code is on its way")

    mail = newest_mail(world.settings, ADDRESS.format(width=width))
    claimant.locator("input[name=code]").fill(re.search(r"\b\d{3} ?\d{3}\b", mail)[0])
    claimant.get_by_role("button", name="Check the code").click()
    claimant.goto("/desk")
    claimant.get_by_role("link", name=re.compile(f"W{width} Rowan")).first.click()
    claimant.locator("a[href$='/edit']").first.click()
    claimant.locator("#q-bio").fill("I watch you run before I touch your knee.")
    claimant.get_by_role("button", name="Save and look it over").click()
    claimant.get_by_label("This is me").check()
    claimant.get_by_role("button", name="Send the changes").click()
    claimant.goto(f"/practitioners/{slug}")
    main_of(claimant).not_to_contain_text("I watch you run")

    open_case(moderator, f"Changed listing: W{width} Rowan")
    expect(moderator.locator(".diff")).to_contain_text("I watch you run before")
    decide(moderator, "publish")
    see_decided(moderator)
    claimant.goto(f"/practitioners/{slug}")
    main_of(claimant).to_contain_text("I watch you run before I touch your knee.")


def test_a_red_flag_is_asked_about_answered_capped_appealed_and_lifted(as_, world, look):
    words, slug = f"Red flag: Flagged W{look['width']}", world.slugs["flagged", look["width"]]
    first, second, owner = as_("first"), as_("second"), as_("owner")
    for days in (40, 30):
        open_case(first, words)
        expect(first.locator("[data-decide] button[value=cap]")).to_have_count(0)
        first.locator("summary", has_text="I tried to reach them").click()
        first.locator("#on").fill(str(utc_now().date() - timedelta(days=days)))
        first.locator("#attempt-reason").fill("A letter to the practice.")
        first.get_by_role("button", name="Note the attempt").click()
    open_case(first, words)
    first.locator("summary", has_text="Their reply").click()
    first.locator("#reply-reason").fill("We have changed how we work.")
    first.get_by_role("button", name="Keep the reply").click()
    open_case(first, words)
    decide(first, "cap")
    see_decided(first)

    owner.goto(f"/practitioners/{slug}")
    main_of(owner).to_contain_text("Capped at 40: 3 of 3 members reported")
    main_of(owner).to_contain_text("We have changed how we work.")
    owner.goto("/desk")
    owner.get_by_role("link", name=re.compile("Flagged")).first.click()
    owner.get_by_role("link", name=re.compile("appeal", re.IGNORECASE)).first.click()
    owner.locator("textarea[name=text]").fill("Since May we examine the whole chain, with photos.")
    owner.get_by_role("button", name="Ask for an appeal").click()
    main_of(owner).to_contain_text("Your appeal waits for a moderator")

    appeal = words.replace("Red flag", "Appeal")
    open_case(first, appeal)
    decide(first, "lift")
    main_of(first).to_contain_text("Nothing was done")
    if look["width"] == 390:  # with scripts, whoever writes has the case before them
        first.get_by_role("button", name="Let it go").click()
    open_case(second, appeal)
    decide(second, "lift", reason="They sent the new protocol.")
    see_decided(second)
    owner.goto(f"/practitioners/{slug}")
    main_of(owner).not_to_contain_text("Capped at 40")


def test_a_held_burst_is_released_and_counts(as_, world, look):
    slug, moderator = world.slugs["burst", look["width"]], as_("first")
    moderator.goto(f"/practitioners/{slug}")
    main_of(moderator).to_contain_text("Not assessed yet")

    open_case(moderator, f"Held assessments: Burst W{look['width']}")
    decide(moderator, "release")
    see_decided(moderator)

    moderator.goto(f"/practitioners/{slug}")
    main_of(moderator).not_to_contain_text("Not assessed yet")


def test_a_private_report_hides_a_listing_in_one_press(as_, world, look):
    slug, moderator = world.slugs["reported", look["width"]], as_("first")
    moderator.goto("/moderation")
    row = moderator.locator(".queue__row", has_text=f"Private report: Reported W{look['width']}")

    row.get_by_role("button", name="Hide the listing").click()

    see_decided(moderator)
    moderator.goto(f"/practitioners/{slug}")
    main_of(moderator).to_contain_text("It may have moved, or be gone.")


def test_two_listings_are_merged_and_parted_again(as_, world, look):
    kept, twin = (world.slugs[name, look["width"]] for name in ("kept", "twin"))
    moderator = as_("first")
    moderator.goto(f"/moderation/merge?one={kept}")
    moderator.locator("#other").fill(f"/practitioners/{twin}")
    moderator.get_by_role("button", name="Compare them").click()
    moderator.get_by_label(re.compile("Kept W")).first.check()
    moderator.locator("#reason").fill("The same number, and they said so.")
    moderator.get_by_role("button", name="Merge them").click()
    main_of(moderator).to_contain_text("They are one listing")
    merged = moderator.url
    moderator.goto(f"/practitioners/{twin}")
    assert moderator.url.endswith(f"/practitioners/{kept}")

    moderator.goto(merged)
    moderator.get_by_role("button", name="Make them two again").click()
    main_of(moderator).to_contain_text("They are two listings again")

    moderator.goto(f"/practitioners/{twin}")
    assert moderator.url.endswith(f"/practitioners/{twin}")
