"""The self-check: danger signs first, one outcome for all answers, every number with its source."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.http.facets import facet_keys
from directory.journey.screen import DANGER, filled, result_of, screen
from directory.journey.soundness import words_of
from directory.practitioners.vocabulary import STAGES

CHECK = screen()
SINGLE = [question for question in CHECK.questions if not question.many]
ORDER = ("emergency", "doctor", *STAGES)
"""From the most urgent to the last stage."""

SEVERITY = {
    "onset": ("none", "after", "late", "early", "start", "rest"),
    "worst": ("none", "low", "some", "high"),
    "settles": ("none", "soon", "morning", "later"),
    "daily": ("no", "little", "often"),
    "squat": ("easy", "stiff", "pain"),
    "lunge": ("easy", "stiff", "pain"),
    "stand": ("easy", "wobbles", "pain"),
    "step": ("easy", "wobbles", "pain"),
}
"""Questions whose options get worse, with their order."""

WELL = {question.key: frozenset({"easy"}) for question in SINGLE} | {
    "where": frozenset({"none"}),
    "since": frozenset({"none"}),
    "onset": frozenset({"none"}),
    "worst": frozenset({"none"}),
    "settles": frozenset({"none"}),
    "daily": frozenset({"no"}),
    "sitting": frozenset({"short"}),
    "base": frozenset({"good"}),
    "help": frozenset({"self"}),
}


def answered(**changes):
    """Somebody whom nothing hurts, but for some answers."""
    return WELL | {key: frozenset(value.split()) for key, value in changes.items()}


def _options(question):
    keys = st.sampled_from([key for key, _ in question.options])
    return st.sets(keys).map(frozenset) if question.many else keys.map(lambda key: frozenset({key}))


complete = st.fixed_dictionaries({question.key: _options(question) for question in CHECK.questions})
signs = st.sets(st.sampled_from([sign.key for sign in CHECK.dangers]))


@given(complete)
def test_every_set_of_answers_comes_to_one_stage(answers):
    result = result_of(answers)

    assert result.outcome in STAGES
    assert result.because
    assert {CHECK.rules[number].then for number in result.because} == {result.outcome}


@given(complete, signs, st.sets(st.sampled_from([question.key for question in SINGLE])))
def test_a_danger_sign_decides_at_once_whatever_else_is_answered_or_open(answers, ticked, open_):
    some = {key: value for key, value in answers.items() if key not in open_}

    result = result_of(some | {DANGER: frozenset(ticked)})

    severities = {sign.severity for sign in CHECK.dangers if sign.key in ticked}
    if severities:
        assert result.outcome == ("emergency" if "emergency" in severities else "doctor")
    else:
        assert result.outcome in {None, *STAGES}


@given(complete, st.data())
def test_open_questions_are_named_and_nothing_is_guessed(answers, data):
    open_ = data.draw(st.sets(st.sampled_from([q.key for q in SINGLE]), min_size=1))

    result = result_of({key: value for key, value in answers.items() if key not in open_})

    assert result.outcome is None
    assert set(result.missing) == open_


@given(complete, st.sampled_from(sorted(SEVERITY)), st.data())
def test_a_worse_answer_never_leads_to_a_later_stage(answers, key, data):
    order = SEVERITY[key]
    better, worse = sorted(data.draw(st.tuples(*[st.integers(0, len(order) - 1)] * 2)))

    light = result_of(answers | {key: frozenset({order[better]})})
    heavy = result_of(answers | {key: frozenset({order[worse]})})

    assert ORDER.index(heavy.outcome) <= ORDER.index(light.outcome)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "conditioning"),
        ({"onset": "late", "worst": "low", "settles": "soon"}, "conditioning"),
        ({"squat": "stiff"}, "mobility"),
        ({"squat": "stiff", "stand": "wobbles"}, "mobility"),
        ({"step": "wobbles"}, "stability"),
        ({"squat": "stiff", "lunge": "pain"}, "pain"),
        ({"worst": "high"}, "pain"),
        ({"worst": "some", "settles": "later"}, "pain"),
        ({"onset": "early", "worst": "low", "settles": "soon"}, "pain"),
        ({"squat": "skip", "lunge": "skip", "stand": "skip", "step": "skip"}, "mobility"),
        ({"lunge": "skip", "step": "wobbles"}, "mobility"),
        ({"stand": "skip"}, "stability"),
        ({"lunge": "skip", "onset": "start"}, "pain"),
    ],
)
def test_answers_of_people_one_meets(changes, outcome):
    assert result_of(answered(**changes)).outcome == outcome


def test_a_runner_who_squats_well_but_hurts_from_mile_two_and_a_half_with_an_hmo():
    answers = answered(
        where="knee", since="weeks", onset="early", worst="some", settles="morning",
        daily="little", changed="race rest", tight="glutes", sitting="long", base="some",
        help="hmo",
    )  # fmt: skip

    result = result_of(answers)

    told = " ".join(filled(CHECK.hints[number].words) for number in result.hints)
    assert result.outcome == "pain"
    assert CHECK.outcome("pain").search == {"kind": "therapist", "stage": "pain"}
    assert "50 % of what you ran before" in told
    assert "look at your hips" in told
    assert "Ask for the referral today" in told
    links = [link for n in result.hints for link in CHECK.hints[n].links]
    assert {"payment": "hmo"} in [dict(link.search) for link in links]


def test_all_words_can_be_said_with_their_numbers():
    said = [filled(words) for words in words_of(CHECK)]

    assert not [words for words in said if "{" in words]


def test_rules_stand_in_the_order_of_urgency():
    assert all(ORDER.index(a.then) <= ORDER.index(b.then) for a, b in pairwise(CHECK.rules))
    assert {one.key for one in CHECK.outcomes} == set(ORDER)


def test_what_was_not_tried_never_counts_as_done():
    untried = ("squat", "lunge", "stand", "step")

    outcomes = {key: result_of(answered(**{key: "skip"})).outcome for key in untried}

    assert outcomes == {
        "squat": "mobility",
        "lunge": "mobility",
        "stand": "stability",
        "step": "stability",
    }


def test_prepared_searches_are_filters_that_there_are():
    searches = [one.search for one in CHECK.outcomes]
    searches += [link.search for hint in CHECK.hints for link in hint.links]

    for search in searches:
        for facet, keys in search.items():
            assert set(keys.split(",")) <= set(facet_keys(facet))


def test_questions_belong_to_steps_and_steps_have_questions():
    steps = {step.key for step in CHECK.steps}

    assert {question.step for question in CHECK.questions} == steps - {DANGER}
