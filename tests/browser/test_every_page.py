"""Every page there is, as whoever it is for: axe in light and dark, and the narrowest screen.

The pages are those that `make screenshots` takes, and a page that is not among them fails a test.
"""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from benchmarks.demo_site import look
from benchmarks.screenshots.pages import MODERATION, OWN, PUBLIC
from directory.db import begin_write, database, make_engine
from directory.demo.members import plant_members
from directory.demo.owners import plant_owners
from directory.demo.service import plant
from directory.search import indexer
from directory.search.whoosh_engine import WhooshEngine
from tests.accounts.factories import signed_in_cookie
from tests.browser.looking import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOT_IN_A_SMALL_WORLD = {"case-shared_network", "case-pattern", "case-burst"}


@pytest.fixture(scope="module")
def fill():
    """Plants a small demo: some listings, what members said of them, and owners of every kind."""

    def planted(settings):
        engine = make_engine(settings.database)
        now = datetime.now(UTC)
        with Session(engine) as session:
            begin_write(session)
            plant(session, count=24, today=now.date())
            plant_members(session, seed=1, now=now)
            plant_owners(session, var=settings.var, now=now, moderator=True)
            session.commit()
            indexer.rebuild(session, WhooshEngine(settings.index_path))
        engine.dispose()
        return {}

    return planted


@pytest.fixture(scope="module", autouse=True)
def demo(world):
    """What stands in addresses, and cookies by who they are.

    Made before the browser opens: afterwards no application context can end in this thread.
    """
    things, people = look(world.app)
    cookies = {who: signed_in_cookie(world.app, number) for who, number in people.items()}
    with world.app.app_context():
        database.engine.dispose()
    return SimpleNamespace(things=things, cookies=cookies)


@pytest.mark.parametrize("pages", [PUBLIC, OWN, MODERATION], ids=["public", "own", "moderation"])
def test_nothing_is_wrong_with_any_page(open_page, world, demo, pages):
    page = open_page("/healthz", width=320, height=640, reduced_motion="reduce")
    faults, seen = [], 0

    for name, address, who in pages:
        try:
            path = address.format_map(demo.things)
        except KeyError:
            assert name in NOT_IN_A_SMALL_WORLD
            continue
        page.context.clear_cookies()
        if who:
            cookie = {"name": world.app.config["SESSION_COOKIE_NAME"], "value": demo.cookies[who]}
            page.context.add_cookies([cookie | {"url": world.url}])
        status = page.goto(path).status
        assert status == (404 if name == "not-found" else 200), (name, path, status)
        assert page.url == world.url + path, name
        faults += [f"{name}: {fault}" for fault in faults_of(page)]
        seen += 1

    assert faults == [], "\n".join(faults)
    assert seen >= len(pages) - len(NOT_IN_A_SMALL_WORLD)
