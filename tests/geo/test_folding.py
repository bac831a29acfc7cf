"""Folding: names that people hold to be the same are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.folding import MAX_LENGTH, TextRefused, accepted, fold, folds, lengthened


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Paul", "Saint Paul"),
        ("Mt Vernon", "Mount Vernon"),
        ("Ft. Collins", "FORT COLLINS"),
        ("Saint-Étienne", "st etienne"),
        ("Coeur d\u2019Alene", "Coeur d'Alene"),
        ("Sankt Gallen", "St.Gallen"),
        ("Bodø", "Bodo"),
        ("Weißenburg", "Weissenburg"),
        ("Washington, D.C.", "washington dc"),
        ("Brighton & Hove", "Brighton and Hove"),
    ],
)
def test_ways_to_write_a_name_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


def test_umlauts_are_found_with_and_without_their_ascii_form():
    assert folds("München") == {"munchen", "muenchen"}
    assert folds("Mu\u0308nchen") == {"munchen", "muenchen"}  # letter and accent apart


@pytest.mark.parametrize("name", ["Москва", "東京", "...", "Ɓala"])
def test_a_name_that_cannot_be_typed_in_latin_is_not_kept(name):
    assert folds(name) == set()


@pytest.mark.parametrize(
    ("name", "written_out"),
    [
        ("n las vegas", "north las vegas"),
        ("so bend", "south bend"),
        ("n", "n"),
        ("new york", "new york"),
    ],
)
def test_a_leading_point_of_the_compass_is_written_out(name, written_out):
    assert lengthened(name) == written_out


@given(st.text("ABCSTMFabcstmf äöüßøåæéèç.'-&", max_size=40))
def test_folding_twice_changes_nothing_more(text):
    once = fold(text)

    assert fold(once) == once


@given(st.text(max_size=60))
def test_folded_forms_of_an_accepted_text_are_short_and_lower_case(text):
    for form in folds(text):
        assert form == form.lower()
        assert form == form.strip()


@pytest.mark.parametrize("text", ["a" * (MAX_LENGTH + 1), "a\x00b", "a\nb", "\ud800", "\ue000"])
def test_what_no_keyboard_sends_is_refused(text):
    with pytest.raises(TextRefused):
        accepted(text)


def test_invisible_marks_fall_away_and_wide_letters_become_plain():
    assert accepted(" \u200fPort\u00adland\uff0c ME ") == "Portland, ME"


def test_letters_that_unfold_into_many_do_not_break_the_limit():
    assert len(accepted("\ufdfa" * MAX_LENGTH)) <= MAX_LENGTH
