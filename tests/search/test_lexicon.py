"""Phrases bring what may stand for them, one step far, in any inflection, each for its weight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.lexicon import LONGEST, MOST_MEMBERS, Concept, Lexicon, content_words
from directory.search.query import TEXT_FIELDS

GAIT = Concept("method", "running_gait", ("physical_therapist",))
FOREFOOT = Concept("condition", "forefoot_pain")

phrases = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=LONGEST).map(
    lambda letters: " ".join(f"x{letter}" for letter in letters)
)


def without_s(word):
    return word.rstrip("s")


@pytest.fixture
def lexicon():
    known = Lexicon(without_s)
    known.add(["gait analysis", "analysis of the run"], [GAIT])
    known.add(["analysis of the run", "video"])
    known.add(["knee"])
    return known


def worth(lexicon, *phrase):
    return {m.phrase: m.weight for m in lexicon.members(lexicon.key(phrase))}


def test_a_phrase_brings_the_members_of_its_groups(lexicon):
    assert worth(lexicon, "gait", "analysis") == {("gait", "analysis"): 1, ("analysis", "run"): 1}


def test_expansion_goes_one_step(lexicon):
    assert ("video",) in worth(lexicon, "analysis", "run")
    assert ("video",) not in worth(lexicon, "gait", "analysis")


def test_inflections_are_known_and_come_once(lexicon):
    same = lexicon.same(("gaits", "analysis"))

    assert same == (("gaits", "analysis"), ("analysis", "run"))
    assert lexicon.concepts(("gaits", "analysis")) == (GAIT,)


def test_an_unknown_phrase_stands_for_itself(lexicon):
    assert lexicon.same(("elbow",)) == (("elbow",),)
    assert lexicon.concepts(("elbow",)) == ()
    assert not lexicon.known(("elbow",))


def test_phrases_of_stop_words_alone_are_left_out(lexicon):
    lexicon.add(["the", "tape"])
    lexicon.lead(["of"], ["the"], 0.5)

    assert lexicon.same(("tape",)) == (("tape",),)
    assert not lexicon.known(())


def test_near_phrases_count_for_less_and_do_not_lessen_what_is_the_same(lexicon):
    lexicon.add(["gait analysis", "walk test"], weight=0.5)
    lexicon.add(["gait analysis", "analysis of the run"], weight=0.2)

    assert worth(lexicon, "gait", "analysis") == {
        ("gait", "analysis"): 1,
        ("analysis", "run"): 1,
        ("walk", "test"): 0.5,
    }
    assert lexicon.same(("walk", "test")) == (("walk", "test"),)


def test_a_label_brings_its_words_and_they_bring_the_label_more_than_each_other(lexicon):
    lexicon.explain("forefoot pain", ["bunion", "neuroma"], FOREFOOT, weight=0.9, among=0.5)

    assert worth(lexicon, "bunion") == {
        ("bunion",): 1,
        ("forefoot", "pain"): 0.9,
        ("neuroma",): 0.5,
    }
    assert worth(lexicon, "forefoot", "pain")[("bunion",)] == 0.9
    assert lexicon.concepts(("neuroma",)) == (FOREFOOT,)


def test_a_lay_description_leads_to_terms_but_not_back(lexicon):
    lexicon.lead(["looks at my stride"], ["gait analysis"], 0.6)
    key = lexicon.key(("looks", "my", "stride"))
    lay = lexicon.key(content_words("looks at my stride"))

    assert not lexicon.known(key)
    assert lexicon.weight(lay) == 0.6
    assert lexicon.concepts_of(lay) == (GAIT,)
    assert ("looks", "stride") not in worth(lexicon, "gait", "analysis")


def test_a_lay_description_is_worth_its_likeliest_term_and_goes_on_from_there(lexicon):
    lexicon.lead(["stride"], ["gait analysis"], 0.6)
    lexicon.lead(["stride"], ["knee"], 0.3)

    assert worth(lexicon, "stride") == {
        ("stride",): 1,
        ("gait", "analysis"): 1,
        ("analysis", "run"): 1,
        ("knee",): 0.5,
    }


def test_an_unlikely_term_brings_no_concept(lexicon):
    lexicon.lead(["shoes"], ["gait analysis"], 0.3)

    assert lexicon.concepts(("shoes",)) == ()


def test_a_phrase_that_is_plain_too_is_sure(lexicon):
    lexicon.lead(["knee"], ["video"], 0.4)

    assert lexicon.weight(("knee",)) == 1
    assert worth(lexicon, "knee")[("video",)] == 0.4


def test_a_limited_phrase_counts_in_its_fields_only_wherever_it_comes_from(lexicon):
    lexicon.limit("Videos", ["bio", "craft"])
    found = {m.phrase: m.fields for m in lexicon.members(("analysi", "run"))}

    assert found[("video",)] == ("craft", "bio")
    assert found[("analysis", "run")] == TEXT_FIELDS
    assert lexicon.fields(("video",)) == ("craft", "bio")


def test_members_are_cut_off_behind_the_best_and_labels_stand_ahead():
    known = Lexicon(without_s)
    known.explain("label", ["asked"], GAIT, weight=0.9, among=0.5)
    known.add(["asked", *(f"like{number}" for number in range(30))])

    members = known.members(("asked",))

    assert len(members) == MOST_MEMBERS
    assert [m.phrase[0] for m in members[:2]] == ["asked", "label"]


def test_a_label_of_stop_words_labels_nothing():
    known = Lexicon(without_s)

    known.explain("the", ["tape"], GAIT, weight=0.9, among=0.5)

    assert worth(known, "tape") == {("tape",): 1}


def test_the_vocabulary_has_every_word_of_every_phrase(lexicon):
    assert lexicon.vocabulary == {"gait", "analysis", "run", "video", "knee"}


def test_phrases_of_several_words_are_listed_once_by_their_rarest(lexicon):
    listed = [phrase for found in lexicon.by_token.values() for _, phrase in found]

    assert sorted(listed) == [("analysi", "run"), ("gait", "analysi")]
    assert "analysi" not in lexicon.by_token


def test_content_words_leave_out_what_says_nothing():
    assert content_words("Who can help me with the KNEE?") == ("knee",)


@given(st.lists(phrases, min_size=1, max_size=6), st.sampled_from((1.0, 0.7)))
def test_expansion_of_plain_groups_is_symmetric(group, weight):
    known = Lexicon(without_s)
    known.add(group, weight=weight)
    keys = [known.key(content_words(phrase)) for phrase in group]

    for one in keys:
        for other in keys:
            forth = {known.key(m.phrase): m.weight for m in known.members(one)}
            back = {known.key(m.phrase): m.weight for m in known.members(other)}
            assert forth[other] == back[one]


@given(phrases)
def test_what_was_added_is_known_whole(phrase):
    known = Lexicon(without_s)
    known.add([phrase])

    assert known.known(known.key(content_words(phrase)))
