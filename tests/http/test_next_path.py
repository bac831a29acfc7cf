from urllib.parse import quote, urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.http.next_path import MAX_LENGTH, same_site_path

HERE = "https://runners.example"
evil = st.sampled_from(
    ["/", "\\", "%2f", "%5C", "%252f", "\t", "\n", "evil.example", ":", "@", "?"]
)


@pytest.mark.parametrize(
    "path", ["/", "/account", "/search?q=knee+pain&page=2", "/a//b", "/m%C3%A4rz", "/a#part"]
)
def test_a_path_of_this_site_is_kept_as_it_is(path):
    assert same_site_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "account",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        " //evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\u200b/evil.example",
        "/\0",
        "/%2fevil.example",
        "/%5Cevil.example",
        "/%09/evil.example",
        "%2f%2fevil.example",
        "//[evil",
        "/" + "a" * MAX_LENGTH,
    ],
)
def test_what_may_lead_elsewhere_is_dropped(path):
    assert same_site_path(path) == ""


@given(st.lists(evil | st.text(max_size=3), max_size=8).map(lambda parts: "/" + "".join(parts)))
@example("//[")
def test_whatever_is_kept_stays_on_this_site_once_a_browser_has_read_it(path):
    kept = same_site_path(path)

    read = "".join(sign for sign in kept if sign not in "\t\r\n").replace("\\", "/")
    assert urlsplit(urljoin(HERE + "/sign-in", quote(read, safe="/?&=%#:@"))).netloc == (
        urlsplit(HERE).netloc
    )
