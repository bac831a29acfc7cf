"""A member's whole way in a real browser, on a site that really runs: server, worker and mail."""

import json
import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from directory.config import Settings
from directory.db import begin_write, make_engine
from directory.demo.service import plant
from tests.browser.axe import violations
from tests.databases import copy_sqlite
from tests.demo.conftest import TODAY
from tests.factories import make_practitioner
from tests.running import RunningSite, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LISTING = "/practitioners/ada-alder"
LOOKS = [
    # Colours that glide from one scheme to the other would be measured on their way.
    pytest.param({"width": 390, "reduced_motion": "reduce"}, id="phone, light and dark"),
    pytest.param(
        {"width": 1440, "color_scheme": "dark", "java_script_enabled": False},
        id="desk, dark, no scripts",
    ),
]


@pytest.fixture(scope="module")
def world(sqlite_template, tmp_path_factory):
    """A site with one listing to assess, and a demo listing so that its mailbox can be read."""
    var = tmp_path_factory.mktemp("assessing")
    settings = Settings.from_env(
        {
            "DIRECTORY_VAR": str(var),
            "DATABASE_URL": copy_sqlite(sqlite_template, var / "directory.sqlite"),
            "SECRET_KEY": "tests only: not a secret of any site",
            "SEARCH_LIMIT": "none",
        }
    )
    engine = make_engine(settings.database)
    with Session(engine) as session:
        begin_write(session)
        plant(session, count=1, today=TODAY)
        whom = make_practitioner(session, name="Ada Alder", slug="ada-alder", kind="therapist")
        score = f"/api/v1/practitioners/{whom.public_id}/score"
        session.commit()
    engine.dispose()
    with RunningSite(settings, var / "output") as running:
        running.wait_until_up()
        wait_until(lambda: running.get("/readyz")[1].get("index") == "ok", "no index")
        yield SimpleNamespace(url=running.url, paths={}, score=lambda: running.get(score)[1])


@pytest.mark.parametrize("look", LOOKS)
def test_a_member_assesses_edits_withdraws_exports_and_deletes(open_page, world, look):
    email = f"runner{look['width']}@example.org"
    member = Member(open_page(LISTING, **look), looks_closely=look["width"] == 390)
    page = member.page
    expect(page.locator(".score").first).to_contain_text("Not assessed yet")

    member.write("Yes")
    member.sign_in(email)
    page.get_by_role("button", name="Send my assessment").click()
    expect(page.locator("h1")).to_have_text("Thank you")
    praised = world.score()
    assert praised["members"] == 1
    assert [line["code"] for line in praised["items"]].count("members") == 1
    page.get_by_role("link", name="See the listing").click()
    expect(page.locator(".score").first).to_contain_text("New")
    # On a desk the points stand open.
    if (points := page.locator("summary", has_text="items and their points")).is_visible():
        points.click()
    line = page.locator(".points").get_by_text("members, together")
    expect(line).to_be_visible()
    member.look("/account/assessments")

    page.get_by_role("link", name="Change").click()
    member.write("No")
    page.get_by_role("button", name="Send my assessment").click()
    expect(page.locator("h1")).to_have_text("Thank you")
    assert world.score()["score"] < praised["score"]

    page.goto("/account/assessments")
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator("h1")).to_have_text("Your assessments")
    assert world.score()["score"] is None
    page.goto(LISTING)
    expect(page.locator(".score").first).to_contain_text("Not assessed yet")

    told = member.export()
    assert told["account"]["email"] == email
    assert len(told["assessments"]) == 1
    member.look("/account")
    member.look("/account/sessions")
    member.look("/account/delete")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=re.compile("Delete")).click()
    page.goto("/account")
    expect(page.locator("h1")).to_have_text("Sign in")


class Member:
    """Somebody who goes through the pages; one who looks closely runs axe on each."""

    def __init__(self, page, *, looks_closely):
        self.page = page
        self.looks_closely = looks_closely

    def look(self, where=None):
        """See what axe finds, in light and in dark."""
        if where:
            self.page.goto(where)
        for scheme in ("dark", "light") if self.looks_closely else ():
            self.page.emulate_media(color_scheme=scheme)
            assert violations(self.page) == [], scheme

    def write(self, answer):
        """Go through the form up to its last page, giving one answer to what weighs most."""
        page = self.page
        page.goto(f"{LISTING}/assess")
        page.get_by_label("Knee", exact=True).check()
        page.locator("#q-visits").get_by_label("4 or more").check()
        if page.locator("#q-month").count():
            page.locator("#q-month").select_option(index=2)
        for link in ("Feet and ankles", "Hips", "Core"):
            page.get_by_label(link).check()
        self.look()
        page.get_by_role("button", name=re.compile("^Next")).click()
        expect(page.locator(".derived")).to_contain_text("Besides the knee: 3 of 5")
        for code in ("T2", "T3", "T4", "T6"):
            page.locator(f"#q-{code}").get_by_label(answer, exact=True).check()
        self.look()
        page.get_by_role("button", name="Next").click()
        page.locator("#q-comment").fill("Looked at my feet first.")
        self.look()
        page.get_by_role("button", name="Next: confirm and send").click()
        self.look()
        page.get_by_label("Yes, all three are so").check()

    def sign_in(self, email):
        """Register with the code that comes by mail."""
        page = self.page
        page.get_by_role("button", name="Go on to sign in").click()
        self.look()
        page.get_by_label("Your e-mail address").fill(email)
        page.get_by_role("button", name="Mail me a code").click()
        self.look()
        page.get_by_label("Code").fill(self._code_for(email))
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("main")).to_contain_text(f"signed in as {email}")

    def export(self):
        """What the site says it holds."""
        self.look("/account/data")
        with self.page.expect_download() as saved:
            self.page.locator("main form button").click()
        return json.loads(saved.value.path().read_text(encoding="utf-8"))

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
