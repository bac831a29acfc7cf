"""Phrases are found in texts by the engine's own rules."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.lexicon import content_words
from directory.search.occurrences import joined_terms, may_stand, occurrences
from directory.search.whoosh_schema import positioned, term

words = st.sampled_from(["knee", "Knees", "the", "pain", "painful", "\n", "Zoë", "run", "running"])
texts = st.one_of(st.text(), st.lists(words, max_size=12).map(" ".join))


def found(text, phrase, field="bio"):
    return [text[start:end] for start, end in occurrences(text, tuple(phrase.split()), field)]


@pytest.mark.parametrize(
    ("phrase", "stands"),
    [
        ("knee pain", ["Knee pain", "painful of"]),
        ("running", ["run", "Running"]),
        ("zoe", ["Zoë"]),
    ],
)
def test_inflections_and_accents_do_not_matter(phrase, stands):
    text = "Knee pain: run with Zoë. Running again."

    shown = found(text, phrase)

    assert shown == [words for words in stands if words in text]


def test_stop_words_between_are_passed_over_and_shown():
    assert found("pain in the knee", "pain knee") == ["pain in the knee"]


def test_names_are_taken_to_the_letter():
    assert found("Ada Runner", "run", "name") == []


def test_no_phrase_reaches_over_a_line():
    assert found("strong back\nbarefoot running", "back barefoot") == []


def test_a_phrase_that_overlaps_itself_is_found_each_time():
    assert found("toe toe toe", "toe toe") == ["toe toe", "toe toe"]


@given(texts, texts)
def test_the_engine_finds_the_same(text, asked):
    phrase = content_words(asked)[:2] or ("knee",)
    stems = [(position, term("bio", word)) for position, word in positioned(text)]
    at = dict(stems)
    wanted = [term("bio", word) for word in phrase]

    count = sum(1 for _ in occurrences(text, phrase, "bio"))

    assert count == sum(
        all(at.get(position + step) == word for step, word in enumerate(wanted)) for position in at
    )


def test_long_texts_do_not_pile_up():
    tracemalloc.start()
    for number in range(600):
        list(occurrences(f"{number} " + "strong knees " * 150, ("knee",), "bio"))

    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert kept < 10_000_000


def test_each_place_is_told_however_often_a_word_comes():
    assert found("knee hip " * 400, "knee") == ["knee"] * 400


@given(st.lists(texts, max_size=4), st.sampled_from(["knee", "knee pain", "running", "pain run"]))
def test_what_may_stand_in_several_texts_stands_in_one_of_them(several, phrase):
    wanted = tuple(phrase.split())

    may = may_stand(joined_terms(several, "bio"), wanted, "bio")

    assert may == any(list(occurrences(text, wanted, "bio")) for text in several)
