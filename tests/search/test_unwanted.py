"""What a question does not want is told from what it asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.thesaurus import lexicon
from directory.search.unwanted import set_apart
from directory.search.words import words


def apart(question):
    kept, denied = set_apart(words(question), lexicon())
    return " ".join(kept), [" ".join(phrase) for phrase in denied]


@pytest.mark.parametrize(
    ("question", "kept", "denied"),
    [
        ("hip pain, not a chiropractor", "hip pain", ["chiropractor"]),
        ("achilles rehab no injections", "achilles rehab", ["injections"]),
        ("no needles or cracking, just massage", "just massage", ["needles", "cracking"]),
        ("running coach without yoga", "running coach", ["yoga"]),
        ("knee help without surgery", "knee help", ["surgeon"]),
        ("dry needling instead of cortisone", "dry needling", ["cortisone"]),
        ("I don't want another massage therapist", "i", ["massage therapist"]),
        ("physio who won't do dry needling", "physio who", ["dry needling"]),
        ("someone who doesn't push massage", "someone who", ["massage"]),
        ("anything but acupuncture for achilles", "for achilles", ["acupuncture"]),
        ("physio that avoids massage", "physio that", ["massage"]),
        ("physio, no dry needling and no taping", "physio", ["dry needling", "taping"]),
    ],
)
def test_treatments_and_professions_can_be_declined(question, kept, denied):
    assert apart(question) == (kept, denied)


@pytest.mark.parametrize(
    "question",
    [
        "not only my knee",
        "I can't run without knee pain",
        "no insurance",
        "no physio could help me",
        "no doctor near me",
        "not sure what it is",
        "no",
        "without",
        "rather than",
        "no the",
    ],
)
def test_other_denials_stay_in_the_question(question):
    assert apart(question) == (" ".join(words(question)), [])


@given(
    st.lists(
        st.sampled_from(
            [
                "no",
                "not",
                "without",
                "or",
                "a",
                "massage",
                "yoga",
                "knee",
                "pain",
                "instead",
                "of",
                "has",
                "surgery",
            ]
        ),
        max_size=12,
    )
)
def test_nothing_is_invented_and_the_order_stays(folded):
    kept, denied = set_apart(folded, lexicon())

    said = iter(folded)
    assert all(word in said for word in kept)
    assert len(denied) <= len(folded) - len(kept)
