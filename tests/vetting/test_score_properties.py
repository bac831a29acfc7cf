"""What must hold of every score, whatever speaks for a practitioner.

How many cases are tried comes from hypothesis' profile: 100, or 10,000 with `make properties`.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.vetting import tallies
from directory.vetting.checklist import checklist
from directory.vetting.models import Assessment
from directory.vetting.score import Evidence, rate
from tests.vetting.voices import (
    MONTH,
    WEIGHTS,
    Person,
    Voice,
    evidence_of,
    people,
    scores_of,
    voices,
)

ROUNDING = 1e-9
WORDS = {"y": "yes", "p": "partly", "n": "no", "-": "unknown"}
SUMMED = ("yes_proved", "asked_proved", "yes_unproved", "asked_unproved")


def _with_voice(person, voice):
    return replace(person, voices=(*person.voices, voice))


def _set(row, item, value):
    return (*row[:item], value, *row[item + 1 :])


@st.composite
def _asked(draw, letters):
    """Somebody, and one more assessment that holds only these letters."""
    person = draw(people())
    return person, draw(voices(len(person.claims), letters))


@st.composite
def _with_item(draw):
    person = draw(people())
    return person, draw(st.integers(0, len(person.claims) - 1))


@given(_asked("y-"))
def test_a_yes_never_lowers_the_score(case):
    person, voice = case

    rated = scores_of(person, _with_voice(person, voice))

    assert rated.uncapped[1] >= rated.uncapped[0] - ROUNDING


@given(_asked("n-"))
def test_a_no_never_raises_the_score(case):
    person, voice = case

    rated = scores_of(person, _with_voice(person, voice))

    assert rated.uncapped[1] <= rated.uncapped[0] + ROUNDING


@given(_asked("ypn-"), st.data())
def test_no_is_at_most_partly_is_at_most_yes(case, data):
    person, voice = case
    item = data.draw(st.integers(0, len(voice.answers) - 1))
    said = [replace(voice, answers="".join(_set(voice.answers, item, a))) for a in "npy"]

    rated = scores_of(*(_with_voice(person, one) for one in said))

    no, partly, yes = rated.uncapped
    assert no <= partly + ROUNDING
    assert partly <= yes + ROUNDING


@given(_with_item())
def test_a_claim_never_lowers_the_score(case):
    person, item = case
    without = replace(person, claims=_set(person.claims, item, value=False))
    claimed = replace(person, claims=_set(person.claims, item, value=True))

    rated = scores_of(without, claimed)

    assert rated.uncapped[1] >= rated.uncapped[0] - ROUNDING


@given(_with_item())
def test_a_document_never_lowers_the_score_and_half_a_one_counts_between(case):
    person, item = case
    seen = [replace(person, documents=_set(person.documents, item, d)) for d in (0.0, 0.5, 1.0)]

    rated = scores_of(*seen)

    assert rated.uncapped[0] <= rated.uncapped[1] + ROUNDING
    assert rated.uncapped[1] <= rated.uncapped[2] + ROUNDING


@given(_asked("-"))
def test_who_does_not_know_changes_nothing(case):
    person, voice = case

    rated = scores_of(person, _with_voice(person, voice))

    assert rated.uncapped[1] == rated.uncapped[0]
    assert rated.evidence_n[1] == rated.evidence_n[0]
    assert rated.assessed[1] == rated.assessed[0]


@given(people(), st.floats(0, 100))
def test_the_cap_binds_score_and_interval(person, cap):
    rated = scores_of(replace(person, cap=cap))

    if rated.assessed[0]:
        assert rated.score[0] <= cap
        assert rated.high[0] <= cap
        assert rated.low[0] <= cap
        assert rated.score[0] == min(rated.uncapped[0], cap)


@given(people())
def test_the_interval_holds_the_score_and_stays_within_0_and_100(person):
    rated = scores_of(person)

    if rated.assessed[0]:
        assert 0 <= rated.low[0] <= rated.score[0] <= rated.high[0] <= 100
    else:
        assert np.isnan([rated.low[0], rated.score[0], rated.high[0]]).all()


@given(people())
def test_points_of_the_items_sum_to_the_score(person):
    rated = scores_of(person)

    assert rated.points[:, 0].sum() == pytest.approx(rated.uncapped[0], abs=ROUNDING)
    assert (rated.points[:, 0] >= 0).all()
    assert (rated.points[:, 0] <= 100 * np.array(person.weights.shares)).all()


@given(_asked("ypn-"), st.integers(2, 50))
def test_linked_accounts_that_say_the_same_weigh_exactly_as_one(case, size):
    person, voice = case
    others = [_assessment(person, said, -1 - at) for at, said in enumerate(person.voices)]
    linked = [_assessment(person, voice, number, group=1) for number in range(1, size + 1)]

    as_one = _rated(person, tallies.sums([*others, linked[0]]))
    as_many = _rated(person, tallies.sums([*others, *linked]))

    for name in ("uncapped", "score", "low", "high", "points", "evidence_n"):
        assert np.array_equal(getattr(as_one, name), getattr(as_many, name), equal_nan=True), name


@given(st.sampled_from(list(WEIGHTS)), st.integers(1, 300), st.integers(0, 2**32 - 1), st.data())
def test_a_practitioner_gets_the_same_bits_alone_and_among_others(kind, size, seed, data):
    weights, crowd = WEIGHTS[kind], _crowd(len(WEIGHTS[kind].shares), size, seed)
    caps = np.random.default_rng(seed).choice([40.0, 100.0], size)
    at = data.draw(st.integers(0, size - 1))

    together = rate(weights, crowd, month=MONTH, caps=caps)
    alone = rate(weights, _only(crowd, at), month=MONTH, caps=caps[at : at + 1])

    for name in ("uncapped", "score", "low", "high", "points", "evidence_n"):
        among = getattr(together, name)[..., at : at + 1]
        assert np.array_equal(among, getattr(alone, name), equal_nan=True), name


def test_members_without_proof_never_count_more_than_six_together():
    crowd = tuple(Voice("y" * 13, rank=0) for _ in range(1000))
    person = replace(_empty("therapist"), voices=crowd)
    sixty = replace(person, voices=crowd[:60])

    rated = scores_of(person, sixty)

    assert 5.9 < rated.evidence_n[0] < 6
    assert rated.uncapped[0] - rated.uncapped[1] < 1


def _assessment(person, voice, number, group=None):
    """What a voice says, as a row that is in no database."""
    said = zip(checklist(person.kind).codes, voice.answers, strict=True)
    return Assessment(
        id=number,
        vote_group=group or number,
        answers={code: WORDS[letter] for code, letter in said},
        links=None,
        visit_month=date(2020 + voice.visit_month // 12, voice.visit_month % 12 + 1, 1),
        proved=voice.proved,
    )


def _rated(person, sums):
    """The score of what the tallies add up to, with the claims and documents of somebody."""
    evidence = evidence_of(replace(person, voices=()))
    for item, code in enumerate(checklist(person.kind).codes):
        for column in SUMMED:
            getattr(evidence, column)[item, 0] = sums[code, column]
    return rate(person.weights, evidence, month=MONTH, caps=np.array([person.cap]))


def _empty(kind):
    weights = WEIGHTS[kind]
    blank = len(weights.shares)
    return Person(kind, (), (False,) * blank, (0.0,) * blank)


def _crowd(items, size, seed):
    chance = np.random.default_rng(seed)
    asked = (
        2 * chance.integers(0, 9_000, (2, items, size)) * (chance.random((2, items, size)) < 0.6)
    )
    yes = (asked * chance.random((2, items, size))).astype(np.int64)
    return Evidence(
        yes_proved=yes[0],
        asked_proved=asked[0],
        yes_unproved=yes[1],
        asked_unproved=asked[1],
        claims=chance.random((items, size)) < 0.5,
        documents=chance.choice([0.0, 0.5, 1.0], (items, size)),
    )


def _only(crowd, at):
    names = Evidence.__dataclass_fields__
    return Evidence(**{name: getattr(crowd, name)[:, at : at + 1] for name in names})
