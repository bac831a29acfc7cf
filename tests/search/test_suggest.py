"""What is suggested for free text: terms by any of their words, people by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.practitioners.vocabulary import vocabulary
from directory.search.engine import SearchUnavailable
from directory.search.suggest import MOST_PEOPLE, MOST_TERMS, PERSON, Suggestion, suggest
from directory.search.words import words

_PHRASES = [
    phrase
    for name in ("condition", "modality", "profession", "method")
    for entry in vocabulary(name)
    for phrase in (entry.label, *entry.also)
]


class Named:
    """An engine that knows some people, or nobody for now."""

    def __init__(self, *names, failure=None):
        self.called, self.failure = names, failure

    def names(self, asked, limit):
        if self.failure:
            raise self.failure
        return tuple(name for name in self.called if words(name)[0].startswith(asked[0]))[:limit]


def texts(typed, *names):
    return [one.text for one in suggest(Named(*names), typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("PFP", Suggestion("Patellofemoral pain", "condition", "PFP")),
        ("runner's kn", Suggestion("Patellofemoral pain", "condition", "runner's knee")),
        ("patellof", Suggestion("Patellofemoral pain", "condition")),
        ("knee", Suggestion("Knee pain", "condition")),
        ("running g", Suggestion("Running gait", "method")),
    ],
)
def test_a_term_is_found_by_its_own_words_and_by_others(typed, first):
    assert suggest(Named(), typed)[0] == first


def test_a_word_inside_is_enough():
    found = suggest(Named(), "tendon")

    assert "Patellar tendon pain" in {one.text for one in found}


def test_a_label_that_begins_so_stands_before_other_words_for_something():
    found = suggest(Named(), "knee")

    assert [bool(one.also) for one in found] == sorted(bool(one.also) for one in found)


def test_people_stand_behind_the_terms_and_are_few():
    found = suggest(Named(*(f"Knee Person {n}" for n in range(9))), "knee")

    assert [one.kind == PERSON for one in found] == [False] * MOST_TERMS + [True] * MOST_PEOPLE


@pytest.mark.parametrize("typed", ["", "k", " ", "'", "-", "\x00", "🦵"])
def test_less_than_two_letters_bring_nothing(typed):
    assert suggest(Named("Kim", "Kai"), typed) == ()


def test_words_that_nothing_has_bring_nothing():
    assert texts("zzzz") == []


def test_terms_come_alone_while_there_is_no_index():
    found = suggest(Named(failure=SearchUnavailable("none yet")), "knee")

    assert found
    assert all(one.kind != PERSON for one in found)


@given(st.sampled_from(_PHRASES), st.data())
def test_every_word_of_every_term_leads_to_a_term_that_has_it(phrase, drawn):
    folded = words(phrase)
    typed = " ".join(folded[drawn.draw(st.integers(0, len(folded) - 1)) :])

    found = suggest(Named(), typed)

    assert len(typed.replace(" ", "")) < 2 or found
    for one in found:
        shown = " ".join(words(one.also or one.text))
        assert f" {typed}" in f" {shown}"


@given(st.text(max_size=40))
def test_no_text_is_too_odd(typed):
    found = suggest(Named(), typed)

    assert len({one.text for one in found}) == len(found) <= MOST_TERMS
