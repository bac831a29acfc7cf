"""Questions are words, phrases and exclusions; nothing else gets through, whatever is typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.search.lexicon import Concept, Lexicon
from directory.search.parse import LOOSE_WEIGHT, MAX_LENGTH, MAX_TERMS, parse
from directory.search.query import Member, TermGroup
from directory.search.whoosh_schema import stem
from directory.search.words import STOP_WORDS

KNEE = Concept("condition", "knee_pain")
GAIT = Concept("method", "running_gait")


@pytest.fixture(scope="module")
def lexicon():
    known = Lexicon(stem)
    known.add(["knee pain", "sore knee"], [KNEE])
    known.add(["gait analysis", "form analysis"], [GAIT])
    return known


def loose(word):
    return TermGroup(word, (Member((word,)),))


def test_single_words_are_groups_of_their_own(lexicon):
    parsed = parse("Elbow, Zoë", lexicon)

    assert parsed.text.groups == (loose("elbow"), loose("zoe"))


def test_a_known_phrase_comes_with_its_synonyms_and_its_telling_words_for_less(lexicon):
    (group,) = parse("gaits analysis", lexicon).text.groups

    assert group == TermGroup(
        "gaits analysis",
        (
            Member(("gaits", "analysis")),
            Member(("form", "analysis")),
            Member(("gaits",), LOOSE_WEIGHT),
        ),
    )


def test_a_known_phrase_is_found_across_stop_words(lexicon):
    parsed = parse("pain in the knee? no: knee pain", lexicon)

    assert [group.asked for group in parsed.text.groups] == ["pain", "knee", "knee pain"]


def test_the_same_thing_asked_twice_counts_once(lexicon):
    assert len(parse("knee pain knee pain", lexicon).text.groups) == 1


def test_a_quoted_phrase_is_required_and_taken_literally(lexicon):
    parsed = parse('"gait analysis" elbow', lexicon)

    assert parsed.text.groups == (
        TermGroup("gait analysis", (Member(("gait", "analysis")),), required=True),
        loose("elbow"),
    )
    assert parsed.concepts == (GAIT,)


def test_a_quote_left_open_reaches_to_the_end(lexicon):
    (group,) = parse('"trail running', lexicon).text.groups

    assert (group.asked, group.required) == ("trail running", True)


def test_a_minus_before_a_word_or_a_phrase_excludes_it(lexicon):
    parsed = parse('elbow -massage -"dry needling" well-known - --hot', lexicon)

    assert parsed.text.excluded == (("massage",), ("dry", "needling"), ("hot",))
    assert [group.asked for group in parsed.text.groups] == ["elbow", "well", "known"]


def test_concepts_come_in_the_order_named_and_once(lexicon):
    parsed = parse("sore knee gait analysis knee pain", lexicon)

    assert parsed.concepts == (KNEE, GAIT)


@pytest.mark.parametrize(
    "nothing", ["", "   ", "the and of", '""', "-", '-""', "-the", "?!*()[]{}"]
)
def test_what_says_nothing_asks_for_nothing(lexicon, nothing):
    parsed = parse(nothing, lexicon)

    assert not parsed.text
    assert parsed.concepts == ()


@pytest.mark.parametrize(
    ("hostile", "terms"),
    [
        ("email:u5*", ["email", "u5"]),
        ("[a TO z]", ["z"]),
        ("name:[aa TO zz} OR *:*", ["name", "aa", "zz"]),
        ("kne?~2^9", ["kne", "2", "9"]),
        ("AND NOT (knee", ["knee"]),
        ("(" * 5_000 + "knee", []),
        ("x" * 20_000, ["x" * MAX_LENGTH]),
        ("kn\x00ee", ["kn", "ee"]),
        ("\ud800knee\udfff", ["knee"]),
    ],
)
def test_field_names_wildcards_ranges_and_operators_only_separate_words(lexicon, hostile, terms):
    parsed = parse(hostile, lexicon)

    assert [group.asked for group in parsed.text.groups] == terms


@given(st.text(st.characters(codec=None, categories=None), max_size=400))
@example('"' * 400)
@example("-" * 400)
@example(' -"' * 150)
@example("a " * 400)
@example("gait analysis " * 40)
@example("email:u5* [a TO z] " * 20)
def test_any_text_gives_a_bounded_question_of_plain_words(text):
    known = Lexicon(stem)
    known.add(["gait analysis", "form analysis"])

    asked = parse(text, known).text

    assert len(asked.groups) <= 2 * MAX_TERMS
    assert len(asked.excluded) <= MAX_TERMS
    phrases = [*asked.excluded, *(m.phrase for group in asked.groups for m in group.members)]
    for phrase in phrases:
        assert phrase
        assert all(word.isalnum() and word not in STOP_WORDS for word in phrase)
        assert sum(map(len, phrase)) <= 3 * MAX_LENGTH
