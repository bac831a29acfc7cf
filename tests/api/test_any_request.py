"""No request makes the API answer 500, or with anything but JSON, GeoJSON or a problem.

Over the real adapters: what is typed reaches the parser, the index and the place data.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.api.query import PractitionerQuery
from directory.config import Settings
from directory.db import database
from tests.api import real_world
from tests.databases import copy_sqlite

TYPES = {"application/json", "application/geo+json", "application/problem+json"}
PATHS = st.sampled_from(
    [
        "/api/v1",
        "/api/v1/practitioners",
        "/api/v1/places",
        "/api/v1/vocabulary",
        "/api/v1/vocabulary/kinds",
        "/api/v1/openapi.json",
    ]
)
NAMES = st.sampled_from([*PractitionerQuery.model_fields, "limit", "other"])
WORDS = st.sampled_from(
    [
        "Denver",
        "knee pain",
        '"gait',
        "-yoga",
        "near Portland",
        "yes",
        "1",
        "-1",
        "nan",
        "1e400",
        ",",
    ]
)
LATIN = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40)
MEDIA = st.lists(
    st.sampled_from(
        [
            "application/json",
            "application/geo+json",
            "*/*",
            "text/html",
            "q=0",
            ";q=2",
            "a/b;c",
            "/",
        ]
    ),
    max_size=4,
).map(", ".join)
TAGS = st.lists(st.sampled_from(['"a"', 'W/"b"', "*", '"', "c", "W/"]), max_size=4).map(",".join)


@pytest.fixture(scope="module")
def site(sqlite_template, tmp_path_factory):
    """The application over a small world."""
    folder = tmp_path_factory.mktemp("any")
    made = real_world.build(
        Settings.from_env(
            {
                "DIRECTORY_VAR": str(folder),
                "DATABASE_URL": copy_sqlite(sqlite_template, folder / "directory.sqlite"),
                "SECRET_KEY": "tests only: not a secret of any site",
                "SEARCH_LIMIT": "none",
                "LOG_LEVEL": "error",
            }
        ),
        folder,
    )
    yield made
    with made.app_context():
        database.engine.dispose()


@pytest.fixture(scope="module")
def ask(site):
    """Asks and checks that the answer is one of those there may be."""

    def asked(path, method="GET", **sent):
        answer = site.test_client().open(path, method=method, **sent)
        assert answer.status_code in {200, 304, 400, 404, 405, 406, 412, 413}, answer.text
        if answer.status_code != 304 and method not in {"HEAD", "OPTIONS"}:
            assert answer.mimetype in TYPES
        return answer

    return asked


@settings(max_examples=100)
@given(PATHS, st.binary(max_size=80))
def test_any_bytes_for_a_query(ask, path, raw):
    ask(path, environ_overrides={"QUERY_STRING": raw.decode("latin-1")})


@settings(max_examples=200)
@given(
    PATHS, st.dictionaries(NAMES, WORDS | st.text(max_size=30) | st.floats().map(str), max_size=6)
)
def test_any_values_for_parameters(ask, path, values):
    ask(path, query_string=values)


@settings(max_examples=100)
@given(st.text(max_size=300))
def test_any_text_for_what_is_wanted_and_for_a_place(ask, text):
    ask("/api/v1/practitioners", query_string={"q": text, "near": text})
    ask("/api/v1/places", query_string={"q": text})


@settings(max_examples=100)
@given(st.binary(max_size=60))
def test_any_bytes_for_a_path(ask, raw):
    ask("/", environ_overrides={"PATH_INFO": "/api/v1/" + raw.decode("latin-1")})


@settings(max_examples=150)
@given(PATHS, MEDIA | LATIN, TAGS | LATIN, TAGS | LATIN, LATIN)
def test_any_headers(ask, path, accept, none_match, match, language):
    headers = {
        "Accept": accept,
        "If-None-Match": none_match,
        "If-Match": match,
        "Accept-Language": language,
        "If-Modified-Since": language,
        "Range": "bytes=0-4",
        "Cookie": f"language={language}",
    }
    environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}

    ask(path, environ_overrides=environ)


@settings(max_examples=100)
@given(
    PATHS,
    st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]),
    st.binary(max_size=60),
    st.sampled_from(
        ["application/json", "multipart/form-data; boundary=x", "text/plain", "\xff", ""]
    ),
)
def test_any_method_with_any_body(ask, path, method, body, kind):
    ask(path, method=method, data=body, content_type=kind)
