"""A small site with routes that do what is to be watched."""

from types import SimpleNamespace

import pytest
from apiflask import APIFlask
from flask import render_template, request, session
from sqlalchemy.exc import OperationalError

from directory.config import ROOT, Settings
from directory.db import alembic, database, engine_options, migration_settings
from directory.geo.failures import GazetteerMissing, PlaceNotFound
from directory.http import init_http
from directory.http.limits import limited
from directory.search.engine import EngineState, SearchUnavailable

SECRET = "tests only: not a secret of any site"  # noqa: S105
SEARCHED = "sore left knee"

TEMPLATES = {
    "page.html": "<script nonce='{{ csp_nonce() }}'></script><p>{{ page_language() }}</p>",
    "errors/error.html": "<h1>{{ problem.title }}</h1><p>{{ problem.detail }}</p>{{ incident }}",
    "errors/404.html": "<h1>lost: {{ problem.title }}</h1>",
    "errors/413.html": "{{ nothing.of.the.kind }}",
}


class SwitchedEngine:
    """An index that is there, or not."""

    there = True

    def state(self):
        if not self.there:
            message = "no index"
            raise SearchUnavailable(message)
        return EngineState("fake", 1, 0)


@pytest.fixture
def make_site(tmp_path):
    """Make a site with settings of the test's own."""
    engines = []
    folder = tmp_path / "templates"
    for name, text in TEMPLATES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

    def make(**environ):
        settings = Settings.from_env(
            {
                "DIRECTORY_VAR": str(tmp_path / "var"),
                "SECRET_KEY": SECRET,
                "MAIL_URL": "smtp://mail.example",
                "MAIL_FROM": "post@runners.example",
                **environ,
            }
        )
        (tmp_path / "var").mkdir(exist_ok=True)
        app = APIFlask(
            "directory", docs_path=None, spec_path=None, template_folder=str(folder),
            static_folder=str(tmp_path / "static"),
        )  # fmt: skip
        app.config["SECRET_KEY"] = SECRET
        url = settings.database
        app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": url, **engine_options(url)}}
        app.config.update(migration_settings(ROOT / "migrations", url))
        database.init_app(app)
        alembic.init_app(app)
        app.extensions["directory"] = SimpleNamespace(
            settings=settings, engine=SwitchedEngine(), places=None
        )
        init_http(app, settings)
        _add_routes(app)
        with app.app_context():
            engines.append(database.engine)
        return app

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture
def site(make_site):
    """The site as a developer runs it."""
    return make_site()


@pytest.fixture
def visitor(site):
    """A visitor of the site."""
    return site.test_client()


def _add_routes(app):  # noqa: C901 - one small view after the other
    @app.get("/page")
    def page():
        return render_template("page.html")

    @app.get("/search")
    @limited("search")
    def search():
        return {"q": request.args.get("q", "")}

    @app.get("/api/search")
    @limited("search")
    def api_search():
        return {}

    @app.post("/form")
    def form():
        return {"fields": len(request.form)}

    @app.get("/remember")
    def remember():
        session["seen"] = "yes"
        return {"secure": request.is_secure, "address": request.remote_addr}

    @app.get("/kept")
    def kept():
        return {}, 200, {"Cache-Control": "public, max-age=60"}

    failures = {
        "broken": ValueError(SEARCHED),
        "index": SearchUnavailable("being rebuilt", retry_after_s=9),
        "place": PlaceNotFound("Nothing called that.", ("Denver",)),
        "places": GazetteerMissing("no file"),
        "database": OperationalError(f"SELECT {SEARCHED}", {}, ValueError("locked")),
    }

    @app.get("/fail/<name>")
    @app.get("/api/fail/<name>", endpoint="api_fail")
    def fail(name):
        raise failures[name]

    @app.get("/fail-after")
    def fail_after():
        request.environ["fail"] = True
        return ""

    @app.after_request
    def fail_if_asked(response):
        if request.environ.pop("fail", False):
            raise ValueError(SEARCHED)
        return response
