"""Spellings of two countries and plurals of dead languages meet; different words stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.inflections import unified
from directory.search.whoosh_schema import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("analysis", "analyses"),
        ("analysing", "analyzes"),
        ("diagnosis", "diagnoses"),
        ("prosthesis", "prostheses"),
        ("orthosis", "orthoses"),
        ("fascia", "fasciae"),
        ("metatarsus", "metatarsi"),
        ("meniscus", "menisci"),
        ("bursa", "bursae"),
        ("stenosis", "stenoses"),
        ("scoliosis", "scolioses"),
        ("gluteus", "glutei"),
        ("foot", "feet"),
        ("calf", "calves"),
        ("biceps", "bicep"),
        ("orthopaedic", "orthopedics"),
        ("paediatric", "pediatrics"),
        ("oedema", "edema"),
        ("centre", "centers"),
        ("programme", "programs"),
        ("programmes", "programming"),
        ("fuelling", "fueling"),
        ("behaviour", "behaviors"),
        ("colour", "colored"),
        ("mobilise", "mobilizing"),
        ("mobilisation", "mobilization"),
        ("specialise", "specializes"),
        ("organisation", "organization"),
        ("paralyse", "paralyzed"),
        ("licence", "license"),
        ("practise", "practice"),
        ("tendonitis", "tendinitis"),
        ("fasciitis", "fascitis"),
        ("ageing", "aging"),
        ("physio", "physios"),
        ("runner", "runners"),
        ("running", "run"),
    ],
)
def test_spellings_and_numbers_of_a_word_share_their_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mobility", "mobilization"),
        ("special", "specialize"),
        ("doses", "dosis"),
        ("tendinitis", "tendinopathy"),
        ("hip", "hips2"),
        ("rolling", "role"),
    ],
)
def test_different_words_stay_apart(one, other):
    assert stem(one) != stem(other)


@given(st.text("abcdefghijklmnoprstuvyz", max_size=16))
def test_what_was_unified_stays_as_it_is_or_comes_to_rest(word):
    form = unified(unified(word))

    assert unified(form) == unified(unified(form))
    assert not word or form


@pytest.mark.parametrize("word", ["analysis", "fascia", "orthopedic", "mobilisation", "foot"])
def test_the_one_form_is_left_as_it_is(word):
    assert unified(word) == word
