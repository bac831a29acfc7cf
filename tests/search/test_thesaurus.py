"""Lay words and trade words meet, and every word about the body leads to its link and its people."""

import pytest

from directory.practitioners.vocabulary import LINKS, vocabulary
from directory.search.lexicon import MOST_MEMBERS, Concept, content_words
from directory.search.parse import parse
from directory.search.query import TEXT_FIELDS
from directory.search.thesaurus import fitting_professions, lexicon, sore_link, synonyms
from directory.search.words import DEGREE

NEARLY = 0.9


def key(text):
    return lexicon().key_of(text)


def meets(one, other):
    found = {lexicon().key(m.phrase): m.weight for m in lexicon().members(key(one))}
    return found.get(key(other), 0) >= NEARLY


@pytest.mark.parametrize(
    ("lay", "trade"),
    [
        ("PT", "physical therapist"),
        ("physio", "physical therapist"),
        ("ART", "active release"),
        ("PFP", "patellofemoral pain"),
        ("runner's knee", "patellofemoral pain"),
        ("ITB", "iliotibial band"),
        ("glutes", "gluteal"),
        ("foam rolling", "myofascial release"),
        ("gait analysis", "running analysis"),
        ("form analysis", "gait analysis"),
        ("osteopath", "OMM"),
    ],
)
def test_interchangeable_words_meet_both_ways(lay, trade):
    assert meets(lay, trade)
    assert meets(trade, lay)


def test_parts_of_a_link_are_not_other_words_for_each_other():
    assert not meets("calf", "foot")


@pytest.mark.parametrize(
    "name", ["profession", "modality", "condition", "method", "stage", "payer", "language"]
)
def test_every_label_names_its_own_entry(name):
    for entry in vocabulary(name):
        if key(entry.label):
            concepts = lexicon().concepts_of(key(entry.label))
            assert (name, entry.key) in {(found.vocabulary, found.key) for found in concepts}


@pytest.mark.parametrize(
    ("question", "link"),
    [
        ("gait analysis knee pain", "knees"),
        ("plantar fasciitis", "feet"),
        ("sore hips", "hips"),
        ("shoulder", "shoulders"),
        ("massage", None),
        ("", None),
    ],
)
def test_a_question_tells_the_sore_link(question, link):
    assert sore_link(parse(question, lexicon()).concepts) == link


def test_a_condition_of_no_link_is_passed_over():
    strange = Concept("condition", "young_runner")
    knee = Concept("region", "knees")

    assert sore_link([strange, knee]) == "knees"


def test_every_link_knows_whom_one_would_ask():
    for link in LINKS:
        concepts = lexicon().concepts(content_words(vocabulary("region").label(link)))
        assert fitting_professions(concepts)


def test_fitting_professions_are_those_of_what_was_named():
    fitting = fitting_professions(parse("gait analysis", lexicon()).concepts)

    assert "running_form_coach" in fitting
    assert fitting <= set(vocabulary("profession").entries)


def test_a_profession_alone_brings_nobody_else():
    assert fitting_professions(parse("chiropractor", lexicon()).concepts) == frozenset()


@pytest.mark.parametrize("question", ["Aetna", "speaks Spanish"])
def test_payers_and_languages_say_nothing_about_whom_to_ask(question):
    parsed = parse(question, lexicon())

    assert parsed.concepts
    assert fitting_professions(parsed.concepts) == frozenset()


def test_no_expansion_is_too_wide():
    known = lexicon()

    for row in synonyms():
        for phrase in (*row["terms"], *row.get("from", ())):
            assert 1 <= len(known.members(key(phrase))) <= MOST_MEMBERS


def test_other_words_for_an_entry_bring_its_label():
    known = lexicon()
    for name in ("modality", "condition", "method"):
        for entry in vocabulary(name):
            for phrase in entry.also:
                members = {member.phrase for member in known.members(key(phrase))}
                assert content_words(entry.label) in members, (entry.label, phrase)


def test_an_abbreviation_does_not_count_in_names():
    (group,) = parse("physiotherapist", lexicon()).text.groups

    fields = {" ".join(member.phrase): member.fields for member in group.members}
    assert fields["pt"] == ("craft", "focus", "bio")
    assert fields["physical therapist"] == TEXT_FIELDS


@pytest.mark.parametrize("typed", ["DO", "D.O.", "osteopath", "osteopathic physician"])
def test_the_degree_and_its_bearers_are_found_by_each_other(typed):
    (group,) = parse(typed, lexicon()).text.groups

    phrases = {member.phrase for member in group.members}
    assert {(DEGREE,), ("osteopath",), ("osteopathic", "physician")} <= phrases
