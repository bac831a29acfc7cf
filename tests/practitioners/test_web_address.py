"""Which links a listing may carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.practitioners.models import Practitioner
from directory.practitioners.web_address import WebAddressRefused, is_web_address

REFUSED = [
    "javascript:alert(1)",
    "JavaScript://example.org/%0aalert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>",
    "ftp://example.org/",
    "//example.org/",
    "example.org",
    "https://",
    "https:///path",
    "https://[half",
    "https://example.org/\u202egpj.exe",
    "https://example.org/\n",
    "https://user:secret@example.org/",
    " https://example.org/",
    "",
]


@pytest.mark.parametrize("link", ["https://example.org/", "http://example.org:80/a?b=c#d"])
def test_pages_of_the_web_are_links(link):
    assert is_web_address(link)


@pytest.mark.parametrize("link", REFUSED)
def test_other_links_are_refused(link):
    assert not is_web_address(link)


@given(st.text())
def test_any_text_is_judged_and_only_web_addresses_pass(text):
    assert is_web_address(text) <= text.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize("field", ["website", "booking_url"])
def test_a_listing_takes_no_other_link(field):
    assert getattr(Practitioner(**{field: None}), field) is None
    assert getattr(Practitioner(**{field: "https://example.org/"}), field)

    with pytest.raises(WebAddressRefused, match="must begin with http"):
        Practitioner(**{field: "javascript:alert(1)"})
