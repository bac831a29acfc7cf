"""A practitioner's whole way in a real browser: submitted, approved, found, changed, approved."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from directory import create_app
from directory.config import Settings
from directory.db import begin_write, database, make_engine
from directory.demo.service import plant
from directory.geo.build import build_gazetteer
from tests.accounts.factories import make_account, signed_in_cookie
from tests.browser.axe import violations
from tests.databases import copy_sqlite
from tests.demo.conftest import TODAY
from tests.geo.world import COUNTRIES, SEEDS, no_progress, write_dumps
from tests.running import RunningSite, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOKS = [
    # Colours that glide from one scheme to the other would be measured on their way.
    pytest.param({"width": 390, "reduced_motion": "reduce"}, id="phone, light and dark"),
    pytest.param({"width": 1440, "java_script_enabled": False}, id="desk, no scripts"),
]
NAMES = {390: "Ines Okafor-Lund", 1440: "Tomas Brandvold"}


@pytest.fixture(scope="module")
def world(sqlite_template, tmp_path_factory):
    """A site with a moderator, places to be found, and a demo listing so that mail can be read."""
    var = tmp_path_factory.mktemp("submitting")
    settings = Settings.from_env(
        {
            "DIRECTORY_VAR": str(var),
            "DATABASE_URL": copy_sqlite(sqlite_template, var / "directory.sqlite"),
            "SECRET_KEY": "tests only: not a secret of any site",
            "SEARCH_LIMIT": "none",
        }
    )
    _build_places(settings, var)
    cookie = _plant(settings)
    with RunningSite(settings, var / "output") as running:
        running.wait_until_up()
        wait_until(lambda: running.get("/readyz")[1].get("index") == "ok", "no index")
        yield SimpleNamespace(url=running.url, paths={}, moderator=cookie)


def _build_places(settings, folder):
    postal, towns = write_dumps(folder)
    settings.gazetteer_path.parent.mkdir(parents=True, exist_ok=True)
    build_gazetteer(
        settings.gazetteer_path,
        postal=postal,
        towns=towns,
        seeds=SEEDS,
        countries=COUNTRIES,
        progress=no_progress,
    )


def _plant(settings):
    """Plant a demo listing and a moderator; gives the cookie of the moderator's browser."""
    engine = make_engine(settings.database)
    with Session(engine) as session:
        begin_write(session)
        plant(session, count=1, today=TODAY)
        moderator = make_account(session, roles=["moderator"]).id
        session.commit()
    engine.dispose()
    app = create_app(settings)
    value = signed_in_cookie(app, moderator)
    with app.app_context():
        database.engine.dispose()
    return {"name": app.config["SESSION_COOKIE_NAME"], "value": value}


@pytest.mark.parametrize("look", LOOKS)
def test_a_listing_is_submitted_approved_found_changed_and_approved_again(open_page, world, look):
    name = NAMES[look["width"]]
    owner = Owner(open_page("/", **look), name, looks_closely=look["width"] == 390)
    moderator = open_page("/", width=1440)
    moderator.context.add_cookies([{**world.moderator, "url": world.url}])
    page = owner.page

    owner.write()
    owner.sign_in(f"owner{look['width']}@practice.example")
    page.get_by_label("This is me").check()
    owner.look()
    page.get_by_role("button", name="Send my listing").click()
    expect(page.locator("main")).to_contain_text("Nothing shows before they have read it")
    assert not owner.is_found()

    _publish(moderator, name)
    wait_until(owner.is_found, "the listing is not found")
    page.get_by_role("link", name=name, exact=True).first.click()
    public = page.url
    expect(page.locator("main")).to_contain_text("I test hip rotation on both sides")

    owner.change("I look at how you land, from the side.")
    expect(page.locator("main")).to_contain_text("with a moderator")
    page.goto(public)
    expect(page.locator("main")).to_contain_text("I watch you run first.")
    expect(page.locator("main")).not_to_contain_text("how you land")

    _publish(moderator, name)
    page.goto(public)
    expect(page.locator("main")).to_contain_text("I look at how you land, from the side.")


def _publish(moderator, name):
    """Let the moderator read what waits about somebody and publish it."""
    moderator.goto("/moderation")
    moderator.locator(".queue").get_by_role("link", name=re.compile(name)).first.click()
    moderator.locator("button[name=decision][value=publish]").click()
    expect(moderator.locator("main")).to_contain_text("Decided")


class Owner:
    """Somebody who lists their practice; one who looks closely runs axe on each page."""

    def __init__(self, page, name, *, looks_closely):
        self.page = page
        self.name = name
        self.looks_closely = looks_closely

    def look(self):
        """See what axe finds, in light and in dark."""
        for scheme in ("dark", "light") if self.looks_closely else ():
            self.page.emulate_media(color_scheme=scheme)
            assert violations(self.page) == [], (self.page.url, scheme)

    def go_on(self):
        """Look at the page and press its button."""
        self.look()
        self.page.locator(".listing-form__go .button").first.click()

    def write(self):
        """Go from the front page to the last page of the form."""
        page = self.page
        page.get_by_role("link", name="I’m a practitioner").click()
        page.get_by_label("Therapist", exact=True).check()
        page.locator("#q-name").fill(self.name)
        page.locator("#q-profession").select_option("physical_therapist")
        page.locator("#q-bio").fill("I watch you run first.")
        self._see_the_card()
        self.go_on()
        page.locator("#q-new-1-country").select_option("US")
        page.locator("#q-new-1-city").fill("Springfield")
        self.go_on()
        expect(page.locator(".errors")).to_contain_text("Several places have this name")
        page.get_by_label("Springfield, Illinois").check()
        page.locator("#q-new-1-mon").fill("8:00-12:00, 13:00-17:00")
        page.get_by_role("button", name="Look it up on the map").click()
        expect(page.locator("form .found")).to_contain_text("We found: Springfield, Illinois")
        self.go_on()
        page.locator("#q-link-hips").fill("I test hip rotation on both sides")
        self.go_on()
        page.locator("#q-new-1-fee_first").fill("140")
        page.locator("#q-accepting").get_by_label("Yes", exact=True).check()
        self.go_on()
        self.go_on()
        expect(page.locator("main")).to_contain_text("1 of 6 links claimed")
        expect(page.locator("main")).to_contain_text("$140")
        page.get_by_label("This is me").check()

    def sign_in(self, email):
        """Register with the code that comes by mail; the form is where it was."""
        page = self.page
        page.get_by_role("button", name="Go on to sign in").click()
        page.get_by_label("Your e-mail address").fill(email)
        page.get_by_role("button", name="Mail me a code").click()
        page.get_by_label("Code").fill(self._code_for(email))
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("main")).to_contain_text(f"signed in as {email}")

    def is_found(self):
        """Whether the search knows the listing."""
        self.page.goto(f"/search?q={self.name.replace(' ', '+')}")
        return self.page.get_by_role("link", name=self.name, exact=True).count() > 0

    def change(self, bio):
        """Change the text of the listing, by way of the desk."""
        page = self.page
        page.goto("/desk")
        page.get_by_role("link", name=re.compile(self.name)).first.click()
        page.locator("a[href$='/edit']").first.click()
        page.locator("#q-bio").fill(bio)
        page.get_by_role("button", name="Save and look it over").click()
        page.get_by_label("This is me").check()
        page.get_by_role("button", name="Send the changes").click()

    def _see_the_card(self):
        """With scripts the card is drawn while one types; without there is none yet."""
        card = self.page.locator(".listing-form__card")
        if self.looks_closely:
            expect(card).to_contain_text(self.name)
        else:
            expect(card).to_be_hidden()

    def _code_for(self, email):
        mailbox = self.page.context.new_page()
        wait_until(lambda: _open_mail(mailbox, email), "no mail came")
        code = re.search(r"\b\d{3} ?\d{3}\b", mailbox.locator("main").inner_text())[0]
        mailbox.close()
        return code


def _open_mail(mailbox, email):
    mailbox.goto("/demo/mail")
    if not mailbox.get_by_text(email).count():
        return False
    mailbox.locator("main a").first.click()
    return True
