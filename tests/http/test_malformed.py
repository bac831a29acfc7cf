import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.http.malformed import MAX_PATH_BYTES, MAX_QUERY_BYTES, fault_of


@given(st.text().filter(lambda text: "\0" not in text).map(str.encode))
def test_any_text_is_readable(path):
    if len(path) <= MAX_PATH_BYTES:
        assert fault_of(path, b"") is None


@given(st.binary(max_size=40))
def test_bytes_are_readable_exactly_when_they_are_text_without_nul(raw):
    sent = b"q=" + b"".join(b"%%%02x" % byte for byte in raw)

    try:
        readable = "\0" not in raw.decode()
    except UnicodeDecodeError:
        readable = False

    assert (fault_of(b"/", sent) is None) == readable
    assert (fault_of(b"/" + raw, b"") is None) == readable


def test_raw_bytes_in_a_query_are_looked_at_too():
    assert fault_of(b"/", b"q=\xff") == "encoding"


def test_absurd_lengths_are_refused():
    assert fault_of(b"/" * (MAX_PATH_BYTES + 1), b"") == "length"
    assert fault_of(b"/", b"q" * (MAX_QUERY_BYTES + 1)) == "length"


@pytest.mark.parametrize(
    "query", ["q=%ff", "q=%c3%28", "q=%00", "%ff=q", "q=" + "a" * 9000, "q=%ed%a0%80"]
)
@pytest.mark.parametrize("path", ["/page", "/api/search", "/nothing", "/healthz"])
def test_unreadable_queries_answer_400_everywhere(visitor, path, query):
    answer = visitor.get(f"{path}?{query}")

    assert answer.status_code == 400
    assert (answer.mimetype == "application/problem+json") == path.startswith("/api/")


@pytest.mark.parametrize("raw", ["/\xff", "/page/\x00", "/static/\xc3\x28"])
def test_unreadable_paths_answer_400(site, raw):
    answer = site.test_client().get("/", environ_overrides={"PATH_INFO": raw})

    assert answer.status_code == 400


def test_a_cookie_that_is_no_text_is_dropped(site):
    visitor = site.test_client(use_cookies=False)

    answer = visitor.get("/remember", environ_overrides={"HTTP_COOKIE": "session=\xff\xfe"})

    assert answer.status_code == 200
