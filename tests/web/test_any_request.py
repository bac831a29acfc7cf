"""No request makes a search page or a suggestion answer 500, or with another form than it has.

Over the real adapters: what is typed reaches the parser, the index and the place data.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.config import Settings
from directory.db import database
from directory.web.forms.callsheet import SoreForm
from directory.web.forms.compare import CompareForm
from directory.web.forms.search import SearchForm
from directory.web.forms.team import TeamForm
from tests.api import real_world
from tests.databases import copy_sqlite
from tests.pages import CheckedClient

FORMS = {
    "/search": {"text/html"},
    "/suggest/words": {"application/json", "application/problem+json"},
    "/suggest/places": {"application/json", "application/problem+json"},
    "/search/points": {"application/json", "application/problem+json"},
    "/team": {"text/html"},
    "/compare": {"text/html"},
    "/shortlist": {"text/html"},
    "/practitioners/ada-alder-portland/call-sheet": {"text/html"},
    "/practitioners/ada-alder-portland/reminder.ics": {"text/html", "text/calendar"},
}
PATHS = st.sampled_from(sorted(FORMS))
FIELDS = {*TeamForm()._fields, *CompareForm()._fields, *SoreForm()._fields, "on", "who", "with"}
NAMES = st.sampled_from([*SearchForm()._fields, *sorted(FIELDS), "box", "other"])
WORDS = st.sampled_from(
    [
        "Denver", "97201", "45.52, -122.68", "not in Portland", "knee pain", '"gait', "-yoga", "kne",
        "near Portland", "Ada A", "gait_analysis", "miles", "nearest", "1", "-1", "nan", "1e400", ",",
        "ada-alder-portland", "ada-alder-portland,nobody", "2026-12-24", "2026-12-24T10:30", "$1,000",
    ]
)  # fmt: skip
LATIN = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40)


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
                "SUGGEST_LIMIT": "none",
                "LOG_LEVEL": "error",
            }
        ),
        folder,
    )
    made.test_client_class = CheckedClient
    yield made
    with made.app_context():
        database.engine.dispose()


@pytest.fixture(scope="module")
def ask(site):
    """Asks and checks that the answer is one of those there may be, and a whole page if it is one."""

    def asked(path, method="GET", **sent):
        answer = site.test_client().open(path, method=method, **sent)
        assert answer.status_code in {200, 302, 304, 400, 405}, answer.text
        if answer.status_code in {200, 400} and method == "GET":
            assert answer.mimetype in FORMS[path]
        return answer

    return asked


def test_the_world_answers_every_path(ask):
    assert "Ada Alder" in ask("/search", query_string={"q": "knee"}).text
    assert ask("/suggest/words", query_string={"q": "kne"}).json["suggestions"]
    assert ask("/suggest/places", query_string={"q": "portl"}).json["suggestions"]


@settings(max_examples=100)
@given(PATHS, st.binary(max_size=80))
def test_any_bytes_for_a_query(ask, path, raw):
    ask(path, environ_overrides={"QUERY_STRING": raw.decode("latin-1")})


@settings(max_examples=100)
@given(
    PATHS, st.dictionaries(NAMES, WORDS | st.text(max_size=30) | st.floats().map(str), max_size=6)
)
def test_any_values_for_parameters(ask, path, values):
    ask(path, query_string=values)


@settings(max_examples=60)
@given(st.text(max_size=320) | st.lists(WORDS | st.text(max_size=8), max_size=8).map(" ".join))
def test_any_text_for_what_is_wanted_and_for_a_place(ask, text):
    ask("/search", query_string={"q": text, "near": text})
    ask("/search", query_string={"q": text})
    ask("/suggest/words", query_string={"q": text})
    ask("/suggest/places", query_string={"q": text})


@settings(max_examples=100)
@given(PATHS, LATIN, LATIN, LATIN, LATIN)
def test_any_headers(ask, path, accept, match, language, cookie):
    headers = {
        "Accept": accept,
        "If-None-Match": match,
        "Accept-Language": language,
        "If-Modified-Since": language,
        "HX-Request": accept,
        "Referer": language,
        "Cookie": f"session={cookie}",
    }
    environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}

    ask(path, environ_overrides=environ, query_string={"q": "knee", "near": "portland"})


@settings(max_examples=60)
@given(
    PATHS,
    st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"]),
    st.binary(max_size=60),
    st.sampled_from(["application/json", "multipart/form-data; boundary=x", "\xff", ""]),
)
def test_any_method_with_any_body(ask, path, method, body, kind):
    ask(path, method=method, data=body, content_type=kind)
