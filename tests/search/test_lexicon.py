"""Interchangeable phrases are found by any of them, one step far, in any inflection."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.lexicon import LONGEST, Concept, Lexicon, content_words

GAIT = Concept("method", "running_gait", ("physical_therapist",))


def without_s(word):
    return word.rstrip("s")


@pytest.fixture
def lexicon():
    known = Lexicon(without_s)
    known.add(["gait analysis", "analysis of the run"], [GAIT])
    known.add(["analysis of the run", "video"])
    known.add(["knee"])
    return known


def test_a_phrase_brings_the_members_of_its_groups(lexicon):
    same = lexicon.same(("gait", "analysis"))

    assert same == (("gait", "analysis"), ("analysis", "run"))


def test_expansion_goes_one_step(lexicon):
    assert ("video",) in lexicon.same(("analysis", "run"))
    assert ("video",) not in lexicon.same(("gait", "analysis"))


def test_inflections_are_known_and_come_once(lexicon):
    same = lexicon.same(("gaits", "analysis"))

    assert same == (("gaits", "analysis"), ("analysis", "run"))
    assert lexicon.concepts(("gaits", "analysis")) == (GAIT,)


def test_an_unknown_phrase_stands_for_itself(lexicon):
    assert lexicon.same(("elbow",)) == (("elbow",),)
    assert lexicon.concepts(("elbow",)) == ()
    assert lexicon.longest(("elbow",)) == 0


def test_the_longest_known_phrase_is_found(lexicon):
    assert lexicon.longest(("gait", "analysis", "knee")) == 2
    assert lexicon.longest(("knees", "gait")) == 1
    assert lexicon.longest(()) == 0


def test_phrases_of_stop_words_alone_are_left_out(lexicon):
    lexicon.add(["the", "tape"])

    assert lexicon.same(("tape",)) == (("tape",),)


def test_content_words_leave_out_what_says_nothing():
    assert content_words("Who can help me with the KNEE?") == ("knee",)


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=LONGEST).map(" ".join))
def test_what_was_added_is_found_whole(phrase):
    known = Lexicon(without_s)
    known.add([f"x{phrase}"])
    wanted = content_words(f"x{phrase}")

    assert known.longest((*wanted, "beyond")) == len(wanted)
