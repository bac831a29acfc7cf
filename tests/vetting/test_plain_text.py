"""What people write becomes plain text, whatever they write."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.vetting.plain_text import BIDI, plain_text, without_unseen

NESTED = st.lists(
    st.sampled_from(["&", "&amp;", "amp;", "&#38;", "#38;", "lt;", "<", ">", "b", "/", "gt;", " "]),
    max_size=40,
).map("".join)
MARKUP = NESTED | st.text(alphabet="<>&;/ scriptbaonerl='\"\n\t\x00\u202e!-#x3c") | st.text()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("It hurt < 3 weeks & then no more.", "It hurt < 3 weeks & then no more."),
        ("<b>Very</b> good", "Very good"),
        ("<script>alert(1)</script>Kind", "Kind"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Kind", "Kind"),
        ("<img src=x onerror=alert(1)>", ""),
        ("abc\u202edcba\x07", "abcdcba"),
        ("one\r\n\r\n\r\n\r\ntwo  \n three\tfour", "one\n\ntwo\nthree four"),
        ("Größe 👩‍🦽 良い", "Größe 👩‍🦽 良い"),
        ("half \ud800 a sign", "half a sign"),
        ("  \n ", ""),
    ],
)
def test_only_words_and_their_breaks_are_left(written, shown):
    assert plain_text(written) == shown


@given(MARKUP)
def test_cleaning_twice_changes_nothing(text):
    once = plain_text(text)

    assert plain_text(once) == once


@pytest.mark.parametrize("entity", ["amp;", "#38;", "#x26;", "AMP;"])
def test_entities_of_entities_without_end_leave_no_markup(entity):
    text = plain_text("Good. &" + entity * 20_000 + "lt;b&gt;")

    assert not set(text) & set("&<>")
    assert text.startswith("Good. ")
    assert plain_text(text) == text


@given(MARKUP)
def test_nothing_unseen_is_left(text):
    left = set(plain_text(text)) - {"\n"}

    assert not left & BIDI
    assert not [sign for sign in left if unicodedata.category(sign) in {"Cc", "Cs"}]


@given(st.text(alphabet="abcdefgh äöü.,", max_size=60))
def test_plain_words_stay_as_they_are(text):
    assert plain_text(text) == " ".join(text.split())


def test_what_only_moderators_read_keeps_every_sign_that_can_be_seen():
    written = " He said <nothing> &amp; left.\r\n\x1b[2J\u202eThen\x00 "

    assert without_unseen(written) == "He said <nothing> &amp; left.\n[2JThen"
