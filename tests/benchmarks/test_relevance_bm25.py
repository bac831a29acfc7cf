"""The plain ranking to compare with is BM25, with and without stems."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.relevance.bm25 import Bm25, plain_words, stemmed_words

TEXTS = {"a": "knee knee hip", "b": "knee", "c": "shoulder blade pain"}

texts = st.dictionaries(
    st.sampled_from("abcdef"),
    st.lists(st.sampled_from(["knee", "hip", "shin", "foot"]), min_size=1).map(" ".join),
    min_size=1,
)


def test_words_are_lower_cased_and_cut_at_every_sign():
    assert plain_words('"Foot strike", -Knee O\'Neil 5k') == [
        "foot", "strike", "knee", "o", "neil", "5k",
    ]  # fmt: skip


def test_stems_leave_stop_words_out():
    assert stemmed_words("The runners are running downstairs") == ["runner", "run", "downstair"]


def test_a_score_worked_by_hand():
    ranking = Bm25(TEXTS, plain_words)

    found = ranking._score("a", ["knee"])  # noqa: SLF001 - the formula is the claim

    rarity = log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    length = 3 / ((3 + 1 + 3) / 3)
    assert found == pytest.approx(rarity * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * length)))


def test_any_word_of_the_question_is_enough_and_none_is_too_few():
    ranking = Bm25(TEXTS, plain_words)

    assert set(ranking.rank("knee blade")) == {"a", "b", "c"}
    assert ranking.rank("elbow") == []


def test_only_those_within_reach_are_ranked():
    assert Bm25(TEXTS, plain_words).rank("knee", among=["b", "c"]) == ["b"]


def test_equal_ones_stand_in_the_order_of_their_keys():
    assert Bm25({"z": "knee", "y": "knee"}, plain_words).rank("knee") == ["y", "z"]


@given(texts, st.sampled_from(["knee", "hip shin", "foot foot knee"]))
def test_exactly_the_texts_with_a_word_of_the_question_are_ranked(some, question):
    ranked = Bm25(some, plain_words).rank(question)

    wanted = {key for key, text in some.items() if set(text.split()) & set(question.split())}
    assert set(ranked) == wanted
    assert len(ranked) == len(wanted)
