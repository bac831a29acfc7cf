"""What nobody sees goes, what somebody wrote stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.sheet.folding import fold, many_lines, one_line, shortened, words_of


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("  Ada  Elm ", "Ada  Elm"),
        ("Ada\u202e Elm\x00", "Ada Elm"),
        ("Ada\r\nElm", "Ada  Elm"),
        ("👩\u200d⚕\ufe0f", "👩\u200d⚕\ufe0f"),
        ("½ ﬁ ™", "½ ﬁ ™"),
    ],
)
def test_one_line_keeps_what_is_seen(given_text, kept):
    assert one_line(given_text) == kept


@given(st.text())
def test_one_line_of_one_line_is_the_same(text):
    once = one_line(text)

    assert one_line(once) == once


def test_many_lines_keep_their_breaks_and_blanks():
    assert many_lines(" a\r\n\tb\x07 ") == " a\r\n\tb "


def test_blanks_alone_are_nothing():
    assert many_lines(" \n\t\u00a0") == ""


def test_case_accents_and_punctuation_do_not_tell_words_apart():
    assert fold("Knee-Pain") == fold("knee_pain") == fold("KNÉE PAIN") == "kneepain"
    assert fold("Straße") == fold("STRASSE")
    assert fold("Łódź") == fold("lodz")


def test_words_of_a_name():
    assert words_of(" Dr. Ada  O'Elm - ") == {"dr", "ada", "oelm"}


@pytest.mark.parametrize(
    ("text", "length", "kept"),
    [
        ("short", 10, "short"),
        ("two words", 7, "two wor"),
        ("several words here", 15, "several words"),
        ("several words", 7, "several"),
        ("a" * 20, 5, "aaaaa"),
    ],
)
def test_what_is_too_long_ends_with_a_word_where_it_can(text, length, kept):
    assert shortened(text, length) == kept
