"""Visitors, owners by mail and people who never asked, in a real browser on a site that runs."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from directory.db import utc_now
from directory.practitioners.models import Practitioner
from tests.browser.visiting import Visitor, listings_where, plant_listings, settings_of, take_in
from tests.running import RunningSite, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOKS = [
    # Colours that glide from one scheme to the other would be measured on their way.
    pytest.param({"width": 390, "reduced_motion": "reduce"}, id="phone, light and dark"),
    pytest.param({"width": 1440, "java_script_enabled": False}, id="desk, no scripts"),
]


@pytest.fixture(scope="module")
def world(sqlite_template, tmp_path_factory):
    """The running site, with a worker, and what was planted in it."""
    var = tmp_path_factory.mktemp("visiting")
    settings = settings_of(sqlite_template, var)
    planted = plant_listings(settings, [look.values[0]["width"] for look in LOOKS])
    with RunningSite(settings, var / "output") as running:
        running.wait_until_up()
        wait_until(lambda: running.get("/readyz")[1].get("index") == "ok", "no index")
        yield SimpleNamespace(url=running.url, paths={}, settings=settings, **vars(planted))


@pytest.fixture(params=LOOKS)
def look(request):
    """How somebody looks at the site."""
    return request.param


@pytest.fixture
def visitor(open_page, look):
    """Somebody on the first page."""
    return Visitor(open_page("/", **look), look["width"])


def test_one_click_in_the_mail_and_one_button_confirm_a_stale_listing(visitor, world, look):
    email, today = f"owner{look['width']}@practice.example", utc_now().date()

    visitor.open_mail(email, f"Is everything still true: {visitor.name}")
    link = visitor.follow("/still-true/")
    visitor.reads("You last confirmed it on")
    visitor.press("Yes, all still true")

    visitor.reads(f"was confirmed on {today.day} {today:%b} {today.year}")
    (listing,) = listings_where(world.settings, Practitioner.slug == f"stale-{look['width']}")
    assert listing.confirmed_on == today
    visitor.go(link)
    visitor.reads("If you have used it, all is well: your listing is confirmed.")


def test_a_wrong_fact_is_accepted_and_its_reporter_thanked(visitor, open_page, world, look):
    width, slug = look["width"], f"wrong-{look['width']}"
    visitor.page.goto(f"/practitioners/{slug}")
    visitor.page.get_by_role("link", name="Report a wrong fact").click()
    visitor.look()
    visitor.page.locator("#field").select_option("phone")
    visitor.page.locator("#said").fill("Nobody there knows them.")
    visitor.page.locator("#email").fill(f"reader{width}@example.org")
    visitor.press("Send")
    visitor.reads("A person looks at it before anything changes")
    assert listings_where(world.settings, Practitioner.slug == slug)[0].doubted_on is None

    moderator = Visitor(open_page("/", width=width, reduced_motion="reduce"), width)
    moderator.page.context.add_cookies([{**world.moderator, "url": world.url}])
    moderator.page.goto("/moderation")
    moderator.page.get_by_role("link", name=re.compile(f"{visitor.name} Wrong")).first.click()
    moderator.look()
    moderator.page.locator("button[name=decision][value=accept]").click()
    moderator.reads("Decided")

    (listing,) = listings_where(world.settings, Practitioner.slug == slug)
    assert listing.doubted_on == utc_now().date()
    visitor.open_mail(f"reader{width}@example.org", "Thank you: you were right")


def test_who_never_asked_is_removed_for_good_and_no_import_brings_them_back(visitor, world, look):
    name, slug = f"{visitor.name} Rowan", world.registered[look["width"]]
    npi = world.rows[look["width"]]["NPI"]
    assert visitor.finds(name)
    visitor.page.goto(f"/practitioners/{slug}")
    visitor.page.get_by_role("link", name="Never asked to be listed? Remove me").click()
    visitor.look()
    visitor.press("Mail the link")

    visitor.open_mail(f"rowan{look['width']}@practice.example", "Remove your listing")
    link = visitor.follow("/remove-me/")
    visitor.press("Remove it for good")
    visitor.reads("Search forgets it within seconds, and no import brings it back.")
    wait_until(lambda: not visitor.finds(name), "the search still knows them")
    visitor.go(link)
    visitor.reads("your listing is gone, and nothing is left to do")
    visitor.page.goto(f"/practitioners/{slug}")
    visitor.reads("It may have moved, or be gone.")

    take_in(world.settings, world.file)
    assert listings_where(world.settings, Practitioner.npi == npi) == []
    visitor.page.goto(f"/practitioners/{slug}")
    visitor.reads("It may have moved, or be gone.")
    assert not visitor.finds(name)


def test_after_a_call_one_tap_tells_what_came_of_it(visitor, look):
    page = visitor.page
    page.goto(f"/practitioners/called-{look['width']}")
    if look["width"] == 390:
        # This browser has no telephone: it would ask which program calls, and take no more clicks.
        page.evaluate(
            "addEventListener('click', (event) => event.preventDefault(), { once: true })"
        )
        page.locator(".callbar a[href^='tel:']").click()
        page.evaluate("dispatchEvent(new Event('focus'))")
        panel = page.get_by_role("region", name="Reached them?")
        expect(panel.get_by_role("button", name="They’re full")).to_be_visible()
        visitor.look()
        panel.get_by_role("button", name="They’re full").click()
        expect(panel).to_contain_text("Thank you. Once several visitors agree")
        visitor.go(f"/practitioners/called-{look['width']}/reached")
    else:
        expect(page.locator("[data-reached]")).to_be_hidden()
        page.get_by_role("link", name="Called them? Tell us").click()

    visitor.press("Wrong number")

    visitor.reads("Thank you. Once several visitors agree, the listing follows.")
