"""The directory: a Flask site that finds people who look at the whole chain."""

from __future__ import annotations

from inspect import iscoroutinefunction
from typing import TYPE_CHECKING

from directory.config import ROOT, Settings, site_secret

if TYPE_CHECKING:
    from apiflask import APIFlask

    from directory.geo.finder import PlaceFinder
    from directory.search.engine import SearchEngine

__all__ = ["create_app"]


def create_app(
    settings: Settings | None = None,
    *,
    engine: SearchEngine | None = None,
    places: PlaceFinder | None = None,
) -> APIFlask:
    """Put the site together.

    Args:
        settings: What to build it with; by default the environment's.
        engine: A search engine instead of the embedded one.
        places: A place finder instead of the one the settings choose.

    Raises:
        SettingInvalid: A setting cannot be used.
    """
    # All of it takes two seconds to import, and what watches over a site's processes needs none.
    from directory import models  # noqa: PLC0415, F401, I001 - before what works with its tables
    from directory import api, http, web  # noqa: PLC0415
    from directory.geo.finder import place_finder  # noqa: PLC0415
    from directory.http.assets import init_assets  # noqa: PLC0415
    from directory.http.services import Services  # noqa: PLC0415
    from directory.http.templating import CompiledTemplates, Site  # noqa: PLC0415
    from directory.search.whoosh_engine import WhooshEngine  # noqa: PLC0415

    settings = settings or Settings.from_env()
    app = Site(
        "directory",
        title=settings.site_name,
        version="1",
        docs_path=None,
        spec_path=None,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "assets" / "dist"),
        static_url_path="/static",
    )
    app.config["SECRET_KEY"] = site_secret(settings)
    app.jinja_env.bytecode_cache = CompiledTemplates(settings.templates_path)
    _connect_database(app, settings)
    app.extensions["directory"] = Services(
        settings=settings,
        engine=engine or WhooshEngine(settings.index_path),
        places=places or place_finder(settings),
    )
    http.init_http(app, settings)
    init_assets(app, watch=not settings.production)
    web.init_web(app)
    api.init_api(app)
    return app


def _connect_database(app: APIFlask, settings: Settings) -> None:
    from directory.db import (  # noqa: PLC0415
        alembic,
        database,
        engine_options,
        migration_settings,
        prepare_engine,
    )

    url = settings.database
    app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": url, **engine_options(url)}}
    app.config.update(migration_settings(ROOT / "migrations", url))
    database.init_app(app)
    # It also closes asynchronous sessions, of which there are none, and for that would start a
    # thread and an event loop at the end of every request.
    app.teardown_appcontext_funcs = [
        function for function in app.teardown_appcontext_funcs if not iscoroutinefunction(function)
    ]
    alembic.init_app(app)
    with app.app_context():
        prepare_engine(database.engine)
