"""A passkey from end to end, with the authenticator that the browser brings for tests."""

import threading
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from directory import create_app
from directory.config import Settings
from directory.db import database, make_engine
from tests.accounts.factories import make_account, signed_in_cookie
from tests.api.fakes import FakePlaces
from tests.browser.conftest import QuietHandler
from tests.databases import copy_sqlite

pytestmark = pytest.mark.browser

EMAIL = "ada@runner.example"


@pytest.fixture(scope="module")
def world(sqlite_template, tmp_path_factory):
    """A site at localhost, since passkeys need a name; the cookie of its one member beside it."""
    var, late = tmp_path_factory.mktemp("passkeys"), SimpleNamespace()

    def app(environ, start_response):
        """The site, which is made once the port that its settings name is known."""
        return late.app(environ, start_response)

    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    url = f"http://localhost:{server.port}"
    settings = Settings.from_env(
        {
            "DIRECTORY_VAR": str(var),
            "DATABASE_URL": copy_sqlite(sqlite_template, var / "directory.sqlite"),
            "SECRET_KEY": "tests only: not a secret of any site",
            "SITE_URL": url,
        }
    )
    late.app = create_app(settings, places=FakePlaces())
    engine = make_engine(settings.database)
    with Session(engine) as session:
        account_id = make_account(session, EMAIL).id
        session.commit()
    engine.dispose()
    cookie = signed_in_cookie(late.app, account_id)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield SimpleNamespace(url=url, paths={}, cookie=cookie)
    server.shutdown()
    thread.join()
    server.server_close()
    with late.app.app_context():
        database.engine.dispose()


def plug_in_authenticator(page):
    """Give the page a telephone that holds passkeys and knows its user."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return lambda known: tools.send(
        "WebAuthn.setUserVerified",
        {"authenticatorId": made["authenticatorId"], "isUserVerified": known},
    )


def test_a_passkey_is_added_and_signs_in(open_page, world):
    page = open_page("/sign-in")
    know_user = plug_in_authenticator(page)
    page.context.add_cookies([{"name": "session", "value": world.cookie, "url": world.url}])
    page.goto("/account/passkeys")
    expect(page.locator("h1")).to_have_text("Passkeys")
    page.get_by_label("Name of the passkey").fill("My phone")
    page.get_by_role("button", name="Add this passkey").click()
    expect(page.get_by_role("button", name="Remove My phone")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/sign-in?next=/account/sessions")

    page.get_by_role("link", name="Sign in with a passkey").click()
    know_user(False)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("That did not work")
    know_user(True)
    page.get_by_role("button", name="Use a passkey").click()

    expect(page).to_have_url(f"{world.url}/account/sessions")
    page.goto("/account")
    expect(page.locator("main")).to_contain_text(EMAIL)


def test_without_scripts_the_page_says_what_is_missing_and_leads_on(open_page):
    page = open_page("/sign-in/passkey", java_script_enabled=False)

    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    page.get_by_role("link", name="Sign in with a code by mail").click()
    expect(page.get_by_role("link", name="Sign in with a passkey")).to_be_hidden()


def test_at_another_name_of_the_machine_the_page_says_where_to_go(open_page, world):
    page = open_page("/sign-in")
    elsewhere = world.url.replace("localhost", "127.0.0.1")
    with page.context.expect_page() as opened:
        page.evaluate("where => window.open(where)", f"{elsewhere}/sign-in/passkey")

    expect(opened.value.get_by_role("status")).to_contain_text("at the host localhost only")
