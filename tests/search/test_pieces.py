"""Known phrases are found in any order and inflection, longest first, each word serving once."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.lexicon import Concept, Lexicon
from directory.search.pieces import Piece, pieces
from directory.search.whoosh_schema import stem
from directory.search.wording import said
from directory.search.words import words


@pytest.fixture(scope="module")
def lexicon():
    known = Lexicon(stem)
    known.add(["knee pain", "sore knee"], [Concept("condition", "knee_pain")])
    known.add(["hip pain"])
    known.add(["gait analysis", "form analysis"])
    known.add(["running coach"])
    known.add(["trail running coach"])
    known.add(["foot", "foot foot"])
    known.lead(["knee pain outside"], ["it band syndrome"], 0.8)
    return known


def found(question, lexicon):
    told = pieces(tuple(said(words(question))), lexicon)
    return [" ".join(piece.words) for piece in told]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("gait analysis", ["gait analysis"]),
        ("analysis of my gait", ["analysis gait"]),
        ("knee and hip pain", ["knee pain", "hip pain"]),
        ("trail running coach", ["trail running coach"]),
        ("running coach, trail", ["running coach", "trail"]),
        ("coach for trail running", ["coach trail running"]),
        ("coach for running", ["coach running"]),
        ("the knee hurts, mostly outside", ["knee hurts outside", "mostly"]),
        ("outside of knee, sore", ["outside knee sore"]),
        ("elbow gait elbow", ["elbow", "gait"]),
        ("knee pain knee pain", ["knee pain"]),
        ("my foot", ["foot"]),
        ("", []),
    ],
)
def test_a_question_is_cut_into_what_is_known(lexicon, question, told):
    assert found(question, lexicon) == told


def test_words_too_far_apart_make_no_phrase(lexicon):
    assert found("gait two three four analysis", lexicon) == [
        "gait",
        "two",
        "three",
        "four",
        "analysis",
    ]
    assert found("knee b c d e f g outside pain", lexicon)[0] != "knee outside pain"


def test_a_phrase_keeps_its_own_sense_when_an_alike_one_was_found(lexicon):
    (piece,) = pieces(tuple(said(("sore", "knee"))), lexicon)

    assert piece == Piece(("sore", "knee"), ("sore", "knee"))


def test_unknown_words_have_no_key(lexicon):
    assert pieces(tuple(said(("elbow",))), lexicon) == [Piece(("elbow",), None)]


def test_coming_back_is_no_body_part(lexicon):
    known = Lexicon(stem)
    known.add(["back"])

    (came, back) = pieces(tuple(said(words("came back"))), known)

    assert (came.key, back.key) == (None, None)


@pytest.mark.parametrize("order", list(itertools.permutations(["knee", "hurts", "outside"])))
def test_the_order_of_a_description_makes_no_difference(lexicon, order):
    (piece,) = pieces(tuple(said(order)), lexicon)

    assert piece.key == lexicon.key(("knee", "pain", "outside"))


@given(
    st.lists(
        st.sampled_from(
            ["knee", "pain", "outside", "hip", "sore", "gait", "analysis", "trail", "coach", "x"]
        ),
        max_size=24,
    )
)
def test_every_word_is_told_at_most_as_often_as_it_was_said_and_none_is_lost(spoken):
    known = Lexicon(stem)
    known.add(["knee pain", "sore knee"])
    known.add(["hip pain"])
    known.add(["trail running coach", "gait analysis"])
    known.lead(["knee pain outside"], ["it band"], 0.8)

    told = pieces(tuple(said(spoken)), known)

    stems = {known.token(one.meant) for one in said(spoken)}
    assert {known.token(one.meant) for p in told for one in said(p.words)} == stems
    assert len(told) <= len(spoken)
    assert len({piece.words for piece in told}) == len(told)
