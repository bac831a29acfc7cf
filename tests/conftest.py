"""Fixtures of every test: settings, migrated databases, sessions, the application, its client.

What needs a database runs once on SQLite and once on PostgreSQL. Tests through the application
(`app`, `client`) run on SQLite alone; the marker `databases("sqlite", "postgres")` chooses.
"""

import gc
import os
from itertools import count

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy.orm import Session

from directory.config import Settings
from directory.db import begin_write, database, make_engine
from directory.geo.edition import is_current
from tests.databases import KINDS, copy_sqlite, migrate, name_of, refuse_deferred_writes
from tests.measuring import pytest_runtest_call as pytest_runtest_call  # noqa: PLC0414 - a hook
from tests.measuring import pytest_runtest_protocol as pytest_runtest_protocol  # noqa: PLC0414
from tests.measuring import pytest_sessionstart as pytest_sessionstart  # noqa: PLC0414
from tests.memory import keep_temporary_folders_in_memory
from tests.pages import BYTECODE, CheckedClient
from tests.postgres import PostgresServer
from tests.remembered import remember_routes, remember_statements
from tests.running import command

hypothesis_settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.register_profile(
    "properties", hypothesis_settings.get_profile("ci"), max_examples=10_000
)
hypothesis_settings.load_profile("ci")

_numbers = count(1)


def pytest_configure(config):
    keep_temporary_folders_in_memory()
    remember_routes()
    config.addinivalue_line(
        "markers", 'databases(*kinds): run on these of "sqlite" and "postgres" instead'
    )


def pytest_collection_finish():
    """Let the collector look at what tests make, and not each time at half a million imports."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_generate_tests(metafunc):
    if "database_kind" not in metafunc.fixturenames:
        return
    chosen = metafunc.definition.get_closest_marker("databases")
    through_app = {"app", "client"} & set(metafunc.fixturenames)
    kinds = chosen.args if chosen else KINDS[:1] if through_app else KINDS
    marks = {"postgres": [pytest.mark.postgres]}
    metafunc.parametrize(
        "database_kind", [pytest.param(kind, marks=marks.get(kind, [])) for kind in kinds]
    )


@pytest.fixture(scope="session")
def postgres_server():
    """The tests' PostgreSQL, started when the first test needs it."""
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A closed SQLite file at the newest migration, to be copied."""
    path = tmp_path_factory.mktemp("template") / "directory.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server):
    """Name of a PostgreSQL database at the newest migration, to be copied."""
    migrate(postgres_server.create("template_migrated"))
    return "template_migrated"


@pytest.fixture
def empty_database_url(database_kind, tmp_path, request):
    """URL of a database of the test's own without any table."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    server = request.getfixturevalue("postgres_server")
    url = server.create(f"empty_{next(_numbers)}")
    yield url
    server.drop(name_of(url))


@pytest.fixture
def database_url(database_kind, tmp_path, request):
    """URL of a migrated database of the test's own, without rows."""
    if database_kind == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield copy_sqlite(template, tmp_path / "var" / "directory.sqlite")
        return
    server = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue("postgres_template")
    url = server.create(f"test_{next(_numbers)}", template)
    yield url
    server.drop(name_of(url))


@pytest.fixture
def settings(tmp_path, database_url):
    """Settings of a site of the test's own: a temporary var folder and its database."""
    return Settings.from_env(
        {
            "DIRECTORY_VAR": str(tmp_path / "var"),
            "DATABASE_URL": database_url,
            "SECRET_KEY": "tests only: not a secret of any site",
            "SEARCH_LIMIT": "1000 per second",
            "PORT": "0",
        }
    )


@pytest.fixture
def engine(database_url):
    """The database, which on SQLite raises on writes outside `begin_write`."""
    made = make_engine(database_url)
    remember_statements(made)
    refuse_deferred_writes(made)
    yield made
    made.dispose()


@pytest.fixture
def open_session(engine):
    """Opens further sessions on the test's database; they begin without the write lock."""
    opened = []

    def open_one():
        opened.append(Session(engine))
        return opened[-1]

    yield open_one
    for session in opened:
        session.close()


@pytest.fixture
def session(open_session):
    """A session that may write at once; after a commit it needs `begin_write` again."""
    made = open_session()
    begin_write(made)
    return made


@pytest.fixture(scope="session")
def places_path():
    """The real place data, built once if it is missing (its tests carry the marker `places`)."""
    settings = Settings.from_env({"DIRECTORY_VAR": os.environ.get("DIRECTORY_VAR", "")})
    if not is_current(settings.gazetteer_path):
        built = command("gazetteer", "build", settings=settings)
        assert built.returncode == 0, built.stderr
    return settings.gazetteer_path


@pytest.fixture
def with_places(settings, places_path):
    """Put the real place data into the test's site."""
    settings.gazetteer_path.parent.mkdir(parents=True, exist_ok=True)
    settings.gazetteer_path.symlink_to(places_path)


@pytest.fixture
def app(settings):
    """The application on the test's site."""
    from directory import create_app  # noqa: PLC0415 - most tests do without the application

    made = create_app(settings)
    made.testing = True
    made.test_client_class = CheckedClient
    made.jinja_env.bytecode_cache = BYTECODE
    with made.app_context():
        connected = database.engine
        remember_statements(connected)
        refuse_deferred_writes(connected)
    yield made
    connected.dispose()


@pytest.fixture
def client(app):
    """A visitor of the site who looks closely at every page."""
    return app.test_client()
