"""Names that may be one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.alike import is_one_slip, is_similar_name, name_words

WORDS = st.text("abcdefgh", min_size=2, max_size=8)
NAMES = st.lists(WORDS, min_size=2, max_size=3, unique=True).map(" ".join)
ANYTHING = st.text(max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Alder", "ada  ALDER"),
        ("Ada Alder", "Alder, Ada"),
        ("Ada Alder", "Dr. Ada Alder, DPT"),
        ("Ada Alder, D.P.T.", "Ada Alder"),
        ("Ada Alder", "A. Alder"),
        ("Ada Alder", "Ada M. Alder"),
        ("J.P. Smith", "John Smith"),
        ("Ada Alder", "Ada Aldre"),
        ("Ada Alder", "Ada Alderr"),
        ("Ada Alder", "Ada Alder-Birch"),
        ("Séan O'Brien", "Sean OBrien"),
        ("Jürgen Groß", "JURGEN GROSS"),
        ("王小明", "王小明"),
    ],
)
def test_these_names_may_be_one_persons(one, other):
    assert is_similar_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Alder", "Ada Birch"),
        ("Ada Alder", "Ida Alder"),
        ("Ada Alder", "Ada"),
        ("A. B.", "A. B."),
        ("Ada Alder", "Bram A."),
        ("Jack Ma", "Jack Do"),
        ("", "Ada Alder"),
        ("...", "..."),
        ("Alder Clinic", "Birch Clinic"),
    ],
)
def test_these_names_are_not(one, other):
    assert not is_similar_name(one, other)


@given(NAMES)
def test_a_name_is_similar_to_itself_shouted_and_turned_round(name):
    turned = " ".join(reversed(name.upper().split()))

    assert is_similar_name(name, turned)


@given(NAMES, NAMES)
def test_similarity_goes_both_ways(one, other):
    assert is_similar_name(one, other) == is_similar_name(other, one)


@given(ANYTHING, ANYTHING)
def test_any_text_is_compared(one, other):
    assert is_similar_name(one, other) == is_similar_name(other, one)


@given(WORDS, st.data())
def test_one_slip_is_one_letter_more_less_other_or_swapped(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    sign = data.draw(st.sampled_from("abcxyz"))

    assert is_one_slip(word, word[:at] + sign + word[at:])
    assert is_one_slip(word, word[:at] + word[at + 1 :])
    assert is_one_slip(word, word[:at] + sign + word[at + 1 :])
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    assert is_one_slip(word, swapped)


@given(WORDS, WORDS)
def test_a_slip_goes_both_ways(one, other):
    assert is_one_slip(one, other) == is_one_slip(other, one)


def test_two_slips_are_another_word():
    assert not is_one_slip("alder", "aldxy")
    assert not is_one_slip("alder", "alderxy")


def test_a_name_of_titles_alone_keeps_them():
    assert name_words("Dr Physio") == ("dr", "physio")
