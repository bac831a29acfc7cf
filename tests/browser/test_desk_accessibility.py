"""Access on the pages of owners, moderators and visitors who help: axe, and the narrowest screen."""

import pytest

from directory.db import begin_write, database
from directory.files.keeping import keep_file, photos_folder
from directory.http.services import services
from tests.accounts.factories import make_account, signed_in_cookie
from tests.browser.axe import violations
from tests.files.test_checking import picture
from tests.listings.factories import make_owned, make_revision, make_submission, propose_fields

pytestmark = pytest.mark.browser

BEYOND = """() => [...document.querySelectorAll("body *")]
    .filter(part => part.getClientRects().length && !part.closest(".sr"))
    .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
    .map(part => part.outerHTML.slice(0, 80))"""

OWNERS = (
    "",
    "/today",
    "/claims",
    "/documents",
    "/photo",
    "/invitation",
    "/close",
    "/hand-over",
    "/edit/who",
    "/edit/where",
    "/edit/how",
    "/edit/preview",
)
VISITORS = ("wrong", "reached", "claim")


@pytest.fixture(scope="module", autouse=True)
def people(world):
    """Cookies of an owner and of a moderator, and what there is to look at.

    Made before the browser opens: afterwards no application context can end in this thread.
    """
    with world.app.app_context():
        session = database.session
        begin_write(session)
        owner = make_account(session, email="owner@practice.example")
        moderator = make_account(session, roles=["moderator"])
        listing, _owner = make_owned(session, author=owner)
        name = keep_file(photos_folder(services().settings.var), picture()).path.name
        make_revision(session, listing, bio="Word " * 80, photo=name)
        propose_fields(session, listing, accepting=False)
        make_submission(session, author=owner, name="Ida Ironwood")
        session.commit()
        found = {
            "desk": f"/desk/{listing.public_id}",
            "public": f"/practitioners/{listing.slug}",
            "owner": owner.id,
            "moderator": moderator.id,
            "unclaimed": world.paths["unclaimed listing"],
        }
    return found | {who: signed_in_cookie(world.app, found[who]) for who in ("owner", "moderator")}


@pytest.fixture
def look_at(open_page, world, people):
    """Opens a page as somebody and gives what is wrong with it: narrow and light, wide and dark."""

    def look(path, who=None):
        page = open_page("/healthz", width=320, height=640, reduced_motion="reduce")
        if who:
            name = world.app.config["SESSION_COOKIE_NAME"]
            page.context.add_cookies([{"name": name, "value": people[who], "url": world.url}])
        answer = page.goto(path)
        assert answer.status == 200, path
        assert page.url == world.url + path
        faults = violations(page) + page.evaluate(BEYOND)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(color_scheme="dark")
        return page, faults + violations(page)

    return look


@pytest.mark.parametrize("page", OWNERS)
def test_nothing_is_wrong_with_an_owners_page(look_at, people, page):
    _page, faults = look_at(people["desk"] + page, "owner")

    assert faults == []


def test_nothing_is_wrong_with_the_list_of_listings(look_at):
    assert look_at("/desk", "owner")[1] == []


def test_nothing_is_wrong_with_the_moderators_pages(look_at, world):
    page, faults = look_at("/moderation", "moderator")
    cases = [link.get_attribute("href") for link in page.locator(".queue a").all()]

    faults += [fault for path in cases for fault in look_at(path, "moderator")[1]]

    assert len(cases) >= 3
    assert faults == []


@pytest.mark.parametrize("page", VISITORS)
def test_nothing_is_wrong_with_a_visitors_page(look_at, people, page):
    public = people["unclaimed"] if page == "claim" else people["public"]

    assert look_at(f"{public}/{page}")[1] == []


def test_nothing_is_wrong_with_removal_and_recommending(look_at, people):
    assert look_at(people["unclaimed"] + "/remove-me")[1] == []
    assert look_at("/recommend")[1] == []
