"""Words are cut the same way from listings and questions, whatever is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.words import DEGREE, STOP_WORDS, as_typed, cut, fold, words

any_text = st.text(st.characters(codec=None, categories=None), max_size=80)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zoë Łukasz", "zoe lukasz"),
        ("STRASSE straße", "strasse strasse"),
        ("Ærø þing đuro øst Œuvre \u0131rmak", "aero thing duro ost oeuvre irmak"),
        ("ﬁt", "fit"),
    ],
)
def test_case_and_accents_make_no_difference(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "cut_up"),
    [
        ("P.T.", ["pt"]),
        ("D.P.T", ["dpt"]),
        ("runner's knee", ["runner", "knee"]),
        ("runner\u2019s knee", ["runner", "knee"]),
        ("O'Neil and O\u2019Neil", ["oneil", "and", "oneil"]),
        ("gait-analysis/knee_pain", ["gait", "analysis", "knee", "pain"]),
        ("e.g. example.com", ["eg", "example", "com"]),
        ("pm&r 5k 10:30", ["pm", "r", "5k", "10", "30"]),
        ("'s ... ''", ["s"]),
        ("", []),
        ("\x00 \ud800", []),
        ("a mark alone: \u037a", ["a", "mark", "alone"]),
        ("跑步 ランニング", ["跑步", "ランニンク"]),
    ],
)
def test_words_are_cut_where_people_would(text, cut_up):
    assert words(text) == cut_up


@given(any_text)
def test_every_word_is_folded_and_stands_where_it_says(text):
    for word in cut(text):
        assert word.text
        assert word.text.isalnum()
        assert fold(word.text) == word.text
        assert 0 <= word.start < word.end <= len(text)


@given(any_text | st.text("DOdo. ’'WHAT", max_size=20))
def test_a_list_of_words_is_what_is_cut(text):
    assert words(text) == [word.text for word in cut(text)]


@given(any_text)
def test_cutting_what_was_cut_changes_nothing(text):
    once = words(text)

    assert words(" ".join(once)) == once


def test_stop_words_are_written_as_they_are_cut():
    assert words(" ".join(sorted(STOP_WORDS))) == sorted(STOP_WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "DO",
        "Jane Doe, DO",
        "DO, FACSM",
        "D.O.",
        "d.o.",
        "D.O",
        "MD/DO",
        "a DO in Denver",
        "DO'S, DO",
    ],
)
def test_the_degree_in_capitals_or_with_dots_is_a_word(text):
    assert DEGREE in words(text)
    assert DEGREE not in STOP_WORDS


@pytest.mark.parametrize(
    "text", ["do", "Do", "I DO NOT treat knees", "WHO CAN DO GAIT ANALYSIS", "Undo", "DOs"]
)
def test_the_verb_is_no_degree(text):
    assert DEGREE not in words(text)


def test_a_shouted_question_is_no_question_for_the_degree():
    assert words("WHAT DO I NEED") == ["what", "do", "i", "need"]


def test_typographic_quotes_and_dashes_do_as_the_plain_ones():
    assert as_typed("“knee pain” \u2212surgery —yoga x–y") == '"knee pain" -surgery -yoga x–y'
