"""A small site on a port of this machine, and the system's Chromium to look at it."""

import shutil
import threading
from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright
from sqlalchemy.orm import Session
from werkzeug.serving import WSGIRequestHandler, make_server

from directory import create_app
from directory.config import Settings
from directory.db import begin_write, database, make_engine
from directory.search import indexer
from directory.search.whoosh_engine import WhooshEngine
from tests.api.fakes import FakePlaces
from tests.browser.world import plant
from tests.databases import copy_sqlite

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class QuietHandler(WSGIRequestHandler):
    """Serves without a word."""

    def log(self, *_record):
        """Say nothing: what went wrong shows in the page."""

    def make_environ(self):
        """Have files read at once: Werkzeug leaves one open when the browser hangs up half-way."""
        return super().make_environ() | {"wsgi.file_wrapper": _read_at_once}


def _read_at_once(file, _piece=0):
    with file:
        return [file.read()]


@pytest.fixture(scope="module")
def fill():
    """Plants what is on the site, of which the settings are given, and tells its paths by name."""
    return _fill


@pytest.fixture(scope="module")
def world(sqlite_template, tmp_path_factory, fill):
    """The running site: its `url`, the `paths` of its pages by name, and its `app`."""
    var = tmp_path_factory.mktemp("browser")
    settings = Settings.from_env(
        {
            "DIRECTORY_VAR": str(var),
            "DATABASE_URL": copy_sqlite(sqlite_template, var / "directory.sqlite"),
            "SECRET_KEY": "tests only: not a secret of any site",
            "SEARCH_LIMIT": "",
        }
    )
    paths = fill(settings)
    app = create_app(settings, places=FakePlaces())
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{server.port}", paths=paths, app=app)
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        database.engine.dispose()


def _fill(settings):
    engine = make_engine(settings.database)
    with Session(engine) as session:
        begin_write(session)
        paths = plant(session)
        session.commit()
        indexer.rebuild(session, WhooshEngine(settings.index_path))
    engine.dispose()
    return paths


@pytest.fixture(scope="module")
def chromium(world):
    """The system's Chromium, without a window.

    While it is open an event loop runs in this thread, in which no application context can end:
    so it closes before the site does, and before any other module's tests.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Install your system's package 'chromium' to run the browser tests."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, world):
    """Opens pages of the site by address or name; the test fails on what a console complains of.

    Options are those of a browser context: `viewport`, `color_scheme`, `java_script_enabled`.
    """
    contexts, complaints = [], []

    def open_one(where="/", *, width=390, height=844, **options):
        context = chromium.new_context(
            base_url=world.url, viewport={"width": width, "height": height}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda asked: _note_stranger(asked.url, world.url, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: _note_console(said, complaints))
        page.goto(world.paths.get(where, where))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints


def _note_stranger(url, home, complaints):
    if not url.startswith((home, "data:")):
        complaints.append(f"asked another site: {url}")


def _note_console(said, complaints):
    # The status of an error page is no complaint: the page itself was asked for.
    if said.type in {"error", "warning"} and "the server responded with a status" not in said.text:
        complaints.append(said.text)
