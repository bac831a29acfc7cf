"""Misspelt words become the word that was meant, or stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from directory.search.spelling import IndexWords, Repair, Speller, spell

TRADE = [
    "physio",
    "massage",
    "fasciitis",
    "plantar",
    "chiropractor",
    "acupuncture",
    "achilles",
    "knee",
    "pain",
    "manual",
    "medicare",
    "medica",
    "therapist",
]
NAMES = {"maren": 1, "okafor": 2, "okada": 5, "johnson": 9, "jonsson": 4, "muller": 3}


@pytest.fixture(scope="module")
def speller():
    return Speller(IndexWords(text={"denver": 3, "knees": 7, "kerb": 1}, names=NAMES), TRADE)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("physo", "physio"),
        ("massge", "massage"),
        ("fascitis", "fasciitis"),
        ("chiropracter", "chiropractor"),
        ("accupunture", "acupuncture"),
        ("akilles", "achilles"),
        ("therepist", "therapist"),
        ("manuel", "manual"),
        ("medicar", "medicare"),
        ("kneepain", "knee pain"),
        ("denvr", "denver"),
        ("marin", "maren"),
        ("mueller", "muller"),
    ],
)
def test_a_misspelt_word_is_taken_for_the_nearest(speller, typed, taken):
    assert speller.repair(typed) == Repair(typed, taken)


def test_of_names_as_near_all_are_meant(speller):
    assert speller.repair("jonson") == Repair("jonson", "johnson", ("jonsson",))


def test_the_beginning_of_names_stands_for_them_the_commonest_first(speller):
    assert speller.repair("oka") == Repair("oka", "oka", ("okada", "okafor"))


@pytest.mark.parametrize(
    "typed", ["massage", "maren", "knees", "xyzzy", "qi", "k2", "x" * 300, "mry"]
)
def test_right_short_and_hopeless_words_stay(speller, typed):
    assert speller.repair(typed) is None


def test_words_of_the_trade_win_over_names_and_rare_words():
    index = IndexWords(text={"achiles": 1}, names={"achille": 50})

    speller = Speller(index, ["achilles"])

    assert speller.repair("achilless") == Repair("achilless", "achilles")


@given(st.text(st.sampled_from("aekmnopst"), min_size=1, max_size=14))
def test_a_repair_is_a_known_word_within_three_slips(speller, typed):
    repair = speller.repair(typed)

    if repair and " " not in repair.taken and repair.taken != typed:
        assert repair.taken in {*TRADE, *NAMES, "denver", "knees", "kerb"}
        assert OSA.distance(typed, repair.taken) <= 3


def known(word):
    return word in {"for", "runner", "pain"}


def test_only_the_misspelt_words_of_a_question_change(speller):
    spelled = spell("Physo, for -massge?", known, speller.repair)

    assert spelled.question == "physio, for -massage?"
    assert [repair.typed for repair in spelled.repairs] == ["physo", "massge"]


def test_quoted_words_stay_as_they_are(speller):
    assert spell('"physo massge" runner', known, speller.repair).question == '"physo massge" runner'


@given(st.text(max_size=80))
def test_a_repaired_question_needs_no_further_repair(speller, question):
    once = spell(question, known, speller.repair)

    again = spell(once.question, known, speller.repair)

    assert again.question == once.question
    assert once.repairs or once.question == question
