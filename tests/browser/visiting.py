"""A site with listings that visitors, owners and people who never asked come to, and visitors."""

import re
from datetime import timedelta
from types import SimpleNamespace

from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import create_app
from directory.config import Settings
from directory.db import begin_write, database, make_engine, utc_now
from directory.demo.service import plant
from directory.geo.build import build_gazetteer
from directory.practitioners.models import Practitioner
from tests.accounts.factories import make_account, signed_in_cookie
from tests.browser.axe import violations
from tests.databases import copy_sqlite
from tests.demo.conftest import TODAY
from tests.factories import make_practitioner
from tests.geo.world import COUNTRIES, SEEDS, no_progress, write_dumps
from tests.interchange.nppes_files import write_download
from tests.interchange.nppes_rows import person
from tests.listings.still_true import own
from tests.running import command, wait_until

PHONE = "+1 303 555 0142"
LONG_AGO = timedelta(days=400)


def settings_of(sqlite_template, var):
    """The settings of a site of its own, with the places that an import needs."""
    settings = Settings.from_env(
        {
            "DIRECTORY_VAR": str(var),
            "DATABASE_URL": copy_sqlite(sqlite_template, var / "directory.sqlite"),
            "SECRET_KEY": "tests only: not a secret of any site",
            "SEARCH_LIMIT": "none",
        }
    )
    postal, towns = write_dumps(var)
    settings.gazetteer_path.parent.mkdir(parents=True, exist_ok=True)
    build_gazetteer(
        settings.gazetteer_path,
        postal=postal,
        towns=towns,
        seeds=SEEDS,
        countries=COUNTRIES,
        progress=no_progress,
    )
    return settings


def plant_listings(settings, widths):
    """Plant for each width of a browser the listings it visits.

    A demo listing is planted too, so that the mails can be read.

    Returns:
        `file` (the registry's, to be imported again), `moderator` (a cookie), `rows` by width.
    """
    rows = {width: person(last="ROWAN", first=_name(width).upper()) for width in widths}
    file = write_download(settings.var, providers=rows.values())
    take_in(settings, file)
    engine = make_engine(settings.database)
    with Session(engine) as session:
        begin_write(session)
        plant(session, count=1, today=TODAY)
        for width in widths:
            _plant_for(session, width, rows[width]["NPI"])
        moderator = make_account(session, roles=["moderator"]).id
        session.commit()
    engine.dispose()
    app = create_app(settings)
    value = signed_in_cookie(app, moderator)
    with app.app_context():
        database.engine.dispose()
    cookie = {"name": app.config["SESSION_COOKIE_NAME"], "value": value}
    slugs = {width: _slug_of(settings, rows[width]["NPI"]) for width in widths}
    return SimpleNamespace(file=file, moderator=cookie, registered=slugs, rows=rows)


def take_in(settings, file):
    """Import a file of the registry, as whoever runs the site does."""
    done = command("import", "nppes", file, settings=settings)
    assert done.returncode == 0, done.stderr


def listings_where(settings, *conditions):
    """The listings of the site of which something holds."""
    engine = make_engine(settings.database)
    with Session(engine, expire_on_commit=False) as session:
        found = session.scalars(select(Practitioner).where(*conditions)).all()
    engine.dispose()
    return found


def _plant_for(session, width, npi):
    name = _name(width)
    long_ago = utc_now().date() - LONG_AGO
    stale = make_practitioner(
        session, name=f"{name} Alder", slug=f"stale-{width}", confirmed_on=long_ago
    )
    own(session, stale, email=f"owner{width}@practice.example")
    for whom in ("wrong", "called"):
        made = make_practitioner(
            session,
            name=f"{name} {whom.title()}",
            slug=f"{whom}-{width}",
            locations=[{"phone": PHONE}],
        )
        made.confirmed_on = utc_now().date()
    registered = session.scalars(select(Practitioner).where(Practitioner.npi == npi)).one()
    registered.email = f"rowan{width}@practice.example"


def _slug_of(settings, npi):
    return listings_where(settings, Practitioner.npi == npi)[0].slug


def _name(width):
    return {390: "Petra", 1440: "Dana"}[width]


class Visitor:
    """Somebody who goes through the pages; one who looks closely runs axe on each."""

    def __init__(self, page, width):
        self.page = page
        self.name = _name(width)
        self.looks_closely = width == 390

    def go(self, where):
        """Open a page and look at it."""
        self.page.goto(where)
        self.look()

    def look(self):
        """See what axe finds, in light and in dark."""
        for scheme in ("dark", "light") if self.looks_closely else ():
            self.page.emulate_media(color_scheme=scheme)
            assert violations(self.page) == [], (self.page.url, scheme)

    def press(self, name):
        """Press a button and look at what comes."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        self.look()

    def reads(self, words):
        """Expect words on the page."""
        expect(self.page.locator("main")).to_contain_text(words)

    def open_mail(self, email, subject):
        """Open the mail to somebody once it has come."""
        row = self.page.locator("main").get_by_role("link", name=re.compile(subject))
        wait_until(lambda: self._has_come(email, row), f"no mail came to {email}")
        row.first.click()
        expect(self.page.locator("main")).to_contain_text(f"To {email}")

    def follow(self, path):
        """Follow the link of the mail that is open, once; gives its address."""
        link = self.page.locator(f"main a[href*='{path}']").first
        address = link.get_attribute("href")
        link.click()
        self.look()
        return address

    def finds(self, name):
        """Whether the search knows somebody."""
        self.page.goto(f"/search?q={name.replace(' ', '+')}")
        return self.page.get_by_role("link", name=name, exact=True).count() > 0

    def _has_come(self, email, row):
        self.page.goto("/demo/mail")
        return self.page.get_by_text(email).count() and row.count()
