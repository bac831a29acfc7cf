"""The vectorised pass says what the plain reading of the rules says."""

import numpy as np
import pytest
from hypothesis import given

from directory.vetting import score
from directory.vetting.score import Evidence, rate
from tests.vetting import straightforward
from tests.vetting.voices import HALF_POINTS, MONTH, WEIGHTS, people, scores_of

A_MEMBER = 1024 * 2 ** (MONTH / 60)
"""Weight of a visit in the present month."""


def _plainly(person):
    said = [
        straightforward.Said(
            answers={
                item: HALF_POINTS[letter] / 2
                for item, letter in enumerate(voice.answers)
                if letter != "-"
            },
            proved=voice.proved,
            weight=voice.weight / A_MEMBER,
        )
        for voice in person.voices
    ]
    return straightforward.rate(
        straightforward.Person(
            members=said,
            claims={item for item, claimed in enumerate(person.claims) if claimed},
            documents=dict(enumerate(person.documents)),
        ),
        person.weights.shares,
        person.weights.claims,
        person.weights.documents,
        person.cap,
    )


@given(people())
def test_the_pass_agrees_with_the_plain_reading_of_the_rules(person):
    plain = _plainly(person)

    rated = scores_of(person)

    exactly = pytest.approx
    assert rated.uncapped[0] == exactly(plain.uncapped, abs=1e-9)
    assert rated.evidence_n[0] == exactly(plain.evidence_n, abs=1e-9)
    assert list(rated.points[:, 0]) == exactly(plain.points, abs=1e-9)
    if rated.assessed[0]:
        assert rated.score[0] == exactly(plain.score, abs=1e-9)
        assert rated.low[0] == exactly(plain.low, abs=1e-9)
        assert rated.high[0] == exactly(plain.high, abs=1e-9)


def test_more_than_a_chunk_is_rated_in_one_go():
    weights, size = WEIGHTS["therapist"], score.CHUNK + 3
    evidence = Evidence.none(len(weights.shares), size)
    evidence.asked_proved[:, :] = np.arange(size) * 2
    evidence.yes_proved[:, :] = np.arange(size)
    caps = np.full(size, 100.0)

    rated = rate(weights, evidence, month=0, caps=caps)

    last = Evidence.none(len(weights.shares), 1)
    last.asked_proved[:, 0] = (size - 1) * 2
    last.yes_proved[:, 0] = size - 1
    alone = rate(weights, last, month=0, caps=caps[:1])
    assert rated.score[-1] == alone.score[0]
    assert rated.assessed.sum() == size - 1


def test_points_are_left_out_where_nobody_asks():
    weights = WEIGHTS["therapist"]
    evidence = Evidence.none(len(weights.shares), 2)

    rated = rate(weights, evidence, month=0, caps=np.full(2, 100.0), with_points=False)

    assert rated.points.shape == (0, 2)


def test_nobody_at_all_is_rated():
    weights = WEIGHTS["therapist"]

    rated = rate(weights, Evidence.none(13, 0), month=0, caps=np.empty(0))

    assert rated.score.shape == (0,)
    assert rated.points.shape == (13, 0)


def test_scores_at_the_very_ends_have_an_interval():
    weights = WEIGHTS["therapist"]
    evidence = Evidence.none(13, 2)
    evidence.asked_proved[:, :] = 2**60
    evidence.yes_proved[:, 1] = 2**60

    rated = rate(weights, evidence, month=0, caps=np.full(2, 100.0))

    assert 0 <= rated.low[0] <= rated.score[0] < 1e-9
    assert rated.high[0] == pytest.approx(0.5, abs=0.01)
    assert rated.low[1] == pytest.approx(99.5, abs=0.01)
    assert rated.score[1] <= rated.high[1] <= 100
