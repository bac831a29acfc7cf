"""Registries' text made fit to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.wording import clean, recase, stated


@given(st.text())
def test_clean_leaves_nothing_invisible_and_is_done_after_once(text):
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert not {"\u202e", "\u200b", "\0", "\n", "\t"} & set(cleaned)
    assert cleaned == cleaned.strip()


@given(st.text())
def test_recasing_a_second_time_changes_nothing(text):
    for word in clean(text).split():
        assert recase(recase(word)) == recase(word)


def test_bytes_that_were_not_utf_8_are_read_as_western():
    mangled = b"Mu\xf1oz".decode("utf-8", "surrogateescape")

    assert clean(mangled) == "Muñoz"


@pytest.mark.parametrize("text", ["<UNAVAIL>", "<unavail>", " n/a ", ".", "--", "", "\0"])
def test_words_for_nothing_are_nothing(text):
    assert stated(text) == ""


@pytest.mark.parametrize("name", ["NA", "NONE", "NULL"])
def test_surnames_that_look_like_nothing_are_kept(name):
    assert stated(name) == name


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("SMITH", "Smith"),
        ("smith", "Smith"),
        ("MCDONALD", "McDonald"),
        ("MC", "Mc"),
        ("MACLEOD", "MacLeod"),
        ("MACIEL", "Maciel"),
        ("MACY", "Macy"),
        ("LEBLANC", "LeBlanc"),
        ("O'NEIL", "O'Neil"),
        ("D'ANGELO", "D'Angelo"),
        ("RA'SHAWN", "Ra'Shawn"),
        ("DAN'ELLE", "Dan'elle"),
        ("CHILDREN'S", "Children's"),
        ("MARY-ANN", "Mary-Ann"),
        ("MCDONALD-O'NEIL", "McDonald-O'Neil"),
        ("J.P.", "J.P."),
        ("j.p.", "J.P."),
        ("4TH", "4th"),
        ("DeGroot", "DeGroot"),
        ("(STEVE)", "(Steve)"),
        ("ÉLOÏSE", "Éloïse"),
        ("ß", "ß"),
    ],
)
def test_capitals_stand_where_they_belong(shouted, written):
    assert recase(shouted) == written


def test_every_apostrophe_becomes_the_plain_one():
    assert stated("O\u2019Neil O`Neil O\u00b4Neil") == "O'Neil O'Neil O'Neil"
