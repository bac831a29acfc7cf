"""Questions are words, phrases and exclusions; nothing else gets through, whatever is typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.search.lexicon import LONGEST, MOST_MEMBERS, Concept, Lexicon
from directory.search.parse import (
    INITIAL,
    LOOSE_WEIGHT,
    MAX_LENGTH,
    MAX_TERMS,
    NAME_WEIGHT,
    PART_WEIGHT,
    RUNNING_WEIGHT,
    UNKNOWN_WEIGHT,
    parse,
)
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
    known.add(["knee"], [Concept("region", "knees")])
    known.add(["it band", "iliotibial band"])
    known.add(["running", "jogging"])
    known.add(["massage"])
    known.add(["active release", "art"])
    known.limit("art", ["bio"])
    known.lead(["knee pain outside"], ["it band"], 0.8)
    known.lead(["giving way outside"], ["it band"], 0.8)
    return known


def asked(question, lexicon):
    return [group.asked for group in parse(question, lexicon).text.groups]


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


def test_a_known_phrase_is_found_in_any_order_across_stop_words(lexicon):
    parsed = parse("pain in the knee? just a knee!", lexicon)

    assert [group.asked for group in parsed.text.groups] == ["pain knee"]


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


def test_a_lay_description_comes_with_what_it_suggests_and_the_body_part(lexicon):
    outside, knee = parse("my knee hurts, but only outside", lexicon).text.groups

    assert (outside.asked, outside.weight) == ("knee hurts outside", 0.8)
    assert Member(("it", "band")) in outside.members
    assert (knee.asked, knee.weight) == ("knee", PART_WEIGHT)
    assert [m.phrase for m in knee.members] == [("knee", "pain"), ("knee",)]


def test_a_body_part_asked_for_beside_its_description_comes_once(lexicon):
    assert asked("sore knee, giving way outside", lexicon) == ["sore knee", "giving way outside"]
    assert asked("knee pain outside", lexicon) == ["knee pain outside", "knee"]


@pytest.mark.parametrize(
    "question",
    [
        "knee pain",
        "hi, for about 3 weeks now I have had knee pain, after 5 miles mostly",
        "knee pain when running",
        "the knee, the pain, the problem, treatment and therapy please",
        "it hurts, my sore knee",
    ],
)
def test_fillers_numbers_and_general_words_go_beside_what_tells(lexicon, question):
    assert len(asked(question, lexicon)) == 1


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("weeks", ["weeks"]),
        ("3 weeks", ["3", "weeks"]),
        ("pain for weeks", ["pain"]),
        ("sports therapist", ["sports", "therapist"]),
        ("running", ["running"]),
        ("hurts when running", ["hurts", "running"]),
        ('"knee" pain for weeks', ["knee"]),
    ],
)
def test_when_nothing_tells_the_best_there_is_stays(lexicon, question, left):
    assert asked(question, lexicon) == left


def test_a_few_words_nobody_explained_may_be_a_name(lexicon):
    assert asked("Becky Sharp", lexicon) == ["becky", "sharp"]
    assert asked("Becky Sharp 2", lexicon) == ["becky", "sharp"]
    assert asked("Sharp knee pain", lexicon) == ["knee pain"]


def test_running_stays_beside_a_craft_for_less(lexicon):
    massage, running = parse("massage for jogging people", lexicon).text.groups

    assert (massage.weight, running.weight) == (1.0, RUNNING_WEIGHT)
    assert parse("running", lexicon).text.groups[0].weight == 1.0


def test_a_word_nobody_explained_weighs_less_in_a_long_question_with_known_ones(lexicon):
    short = parse("gait analysis hadrian", lexicon).text.groups
    long = parse("one gait analysis by hadrian of aa bb cc dd", lexicon).text.groups
    strange = parse("hadrian aa bb cc dd ee ff", lexicon).text.groups

    assert {group.asked: group.weight for group in short}["hadrian"] == 1.0
    assert {group.asked: group.weight for group in long}["hadrian"] == UNKNOWN_WEIGHT
    assert {group.weight for group in strange} == {1.0}


def test_an_abbreviation_counts_for_less_in_names(lexicon):
    (group,) = parse("ART", lexicon).text.groups

    assert group.members == (
        Member(("art",), fields=("bio",)),
        Member(("active", "release")),
        Member(("art",), NAME_WEIGHT, ("name",)),
    )


def test_single_letters_general_words_and_directions_tell_nothing_alone():
    known = Lexicon(stem)
    known.add(["c section outside pain band knee"])

    (group,) = parse("c section outside pain band knee", known).text.groups

    assert [m.phrase for m in group.members[1:]] == [("section",), ("knee",)]


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
        ("kne?~2^9", ["kne"]),
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
    known.lead(["gait email"], ["form analysis"], 0.5)

    asked = parse(text, known).text

    assert len(asked.groups) <= 2 * MAX_TERMS
    assert all(len(group.members) <= MOST_MEMBERS + 2 + LONGEST for group in asked.groups)
    assert all(0 < group.weight <= 1 for group in asked.groups)
    assert len(asked.excluded) <= MAX_TERMS
    phrases = [*asked.excluded, *(m.phrase for group in asked.groups for m in group.members)]
    for phrase in phrases:
        assert phrase
        assert all(word.isalnum() and word not in STOP_WORDS for word in phrase)
        assert sum(map(len, phrase)) <= 3 * MAX_LENGTH


def test_an_initial_counts_in_names_only_and_little():
    initial, name = parse("J. Okafor", Lexicon(stem)).text.groups

    assert initial.members == (Member(("j",), fields=("name",)),)
    assert initial.weight == INITIAL
    assert name == TermGroup("okafor", (Member(("okafor",)),))


def test_what_is_not_wanted_is_set_apart_with_its_synonyms(lexicon):
    lexicon.add(["physio", "physical therapist"], [Concept("profession", "physical_therapist")])

    text = parse("knee, not a physio", lexicon).text

    assert [group.asked for group in text.groups] == ["knee"]
    (unwanted,) = text.unwanted
    assert {member.phrase for member in unwanted.members} == {
        ("physio",),
        ("physical", "therapist"),
    }
