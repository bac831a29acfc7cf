"""Words of a question are told apart: those that fill, those of pain, backs and coming back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.wording import (
    ALIKE,
    DIRECTIONS,
    EMPTY_ALONE,
    FILLERS,
    GENERAL_WORDS,
    PAIN_WORDS,
    RUNNING_WORDS,
    Said,
    is_filler,
    said,
)
from directory.search.words import STOP_WORDS, words


def meant(text):
    return [one.meant for one in said(words(text))]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("pain in my lower back", ["pain", "lower", "back"]),
        ("no insurance", ["noinsurance"]),
        ("hands-on, a hand on", ["handson", "hand"]),
        ("insurance", ["insurance"]),
        ("out of network", ["nonetwork"]),
        ("in network", ["network"]),
        ("the pain came back", ["pain", "came", "return"]),
        ("get back to running", ["return", "running"]),
        ("from my back to my leg", ["back", "leg"]),
        ("back into training", ["return", "training"]),
        ("back of the knee", ["behind", "knee"]),
        ("hurts when I start running", ["hurts", "onset", "running"]),
        ("I started running in May", ["started", "running"]),
        ("runners over 50", ["runners", "age"]),
        ("run 50 miles", ["run", "50", "miles"]),
        ("back", ["back"]),
        ("", []),
    ],
)
def test_words_mean_what_their_neighbours_say(text, meaning):
    assert meant(text) == meaning


def test_what_was_said_is_kept_beside_what_it_means():
    assert list(said(["came", "back"])) == [Said("came", "came"), Said("back", "return")]


@pytest.mark.parametrize("word", ["3", "52", "2nd", "10am", "20min", "weeks", "sometimes", "hello"])
def test_numbers_times_and_openers_fill(word):
    assert is_filler(word)


@pytest.mark.parametrize("word", ["5k", "10k", "50k", "knee", "running", "c25k", "3d", "spanish"])
def test_what_tells_does_not_fill(word):
    assert not is_filler(word)


@pytest.mark.parametrize(
    "several", [FILLERS, PAIN_WORDS, GENERAL_WORDS, EMPTY_ALONE, RUNNING_WORDS, DIRECTIONS, ALIKE]
)
def test_lists_are_written_as_words_are_cut_and_hold_no_stop_words(several):
    assert [word for word in several if words(word) != [word] or word in STOP_WORDS] == []


def test_no_word_both_fills_and_tells():
    assert FILLERS.isdisjoint(PAIN_WORDS | RUNNING_WORDS)
    assert PAIN_WORDS < EMPTY_ALONE
    assert {"run", "pain", "knee", "coach"}.isdisjoint(FILLERS)


def test_what_a_word_means_means_itself():
    assert [word for word, alike in ALIKE.items() if ALIKE.get(alike, alike) != alike] == []


@given(st.lists(st.sampled_from(["back", "of", "to", "start", "over", "50", "knee", "get", "x"])))
def test_every_content_word_is_told_once_and_in_order(folded):
    told = [one.word for one in said(folded)]

    assert told == [word for word in folded if word not in STOP_WORDS]
