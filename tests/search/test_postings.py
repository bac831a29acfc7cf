"""Occurrences as arrays find what reading the texts would find."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from directory.search.postings import MAX_POSITION, Postings

texts = st.lists(st.lists(st.sampled_from("abc"), max_size=8), max_size=8)
phrases = st.lists(st.sampled_from("abcd"), min_size=1, max_size=4)


def postings_of(word, corpus):
    found = [[at for at, other in enumerate(text) if other == word] for text in corpus]
    return Postings.from_positions([(row, at) for row, at in enumerate(found) if at])


def phrase_of(phrase, corpus):
    found = postings_of(phrase[0], corpus)
    for word in phrase[1:]:
        found = found.then(postings_of(word, corpus))
    return found


def counted(phrase, corpus):
    """How often a phrase stands in each text, by looking at every place."""
    size = len(phrase)
    counts = (
        sum(text[at : at + size] == phrase for at in range(len(text) - size + 1)) for text in corpus
    )
    return {row: count for row, count in enumerate(counts) if count}


def as_counts(postings):
    return dict(zip(postings.documents.tolist(), postings.times.tolist(), strict=True))


@given(phrases, texts)
def test_phrases_are_found_where_their_words_stand_in_a_row(phrase, corpus):
    assert as_counts(phrase_of(phrase, corpus)) == counted(phrase, corpus)


def test_what_stands_nowhere_begins_no_phrase():
    assert len(Postings.nowhere()) == 0
    assert as_counts(Postings.nowhere().then(postings_of("a", [["a"]]))) == {}


@given(phrases, texts)
def test_positions_tell_where_the_last_word_stands(phrase, corpus):
    found = phrase_of(phrase, corpus)

    rows = np.repeat(found.documents, found.times).tolist()
    for row, at in zip(rows, found.positions.tolist(), strict=True):
        assert corpus[row][at + 1 - len(phrase) : at + 1] == phrase


@given(phrases, texts, st.sets(st.integers(0, 9)))
def test_candidates_are_told_how_often(phrase, corpus, chosen):
    candidates = np.array(sorted(chosen), dtype=np.int32)

    at, times = phrase_of(phrase, corpus).within(candidates)

    expected = counted(phrase, corpus)
    found = dict(zip(candidates[at].tolist(), times.tolist(), strict=True))
    assert found == {row: expected[row] for row in sorted(chosen) if row in expected}


def test_words_beyond_the_last_position_are_found_but_stay_in_their_document():
    far = Postings.from_positions([(0, [MAX_POSITION + 5]), (1, [0])])

    assert as_counts(far) == {0: 1, 1: 1}


def test_a_phrase_never_reaches_from_one_document_into_the_next():
    last = Postings.from_positions([(0, [MAX_POSITION])])
    first = Postings.from_positions([(1, [0])])

    assert as_counts(last.then(first)) == {}
