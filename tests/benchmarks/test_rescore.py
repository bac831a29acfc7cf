"""The benchmark of scores rates what it says and prints its table."""

import numpy as np

from benchmarks import rescore
from tests.vetting.voices import WEIGHTS


def test_a_small_run_has_a_row_for_each_pass():
    weights = WEIGHTS["therapist"]
    evidence = rescore.make_evidence(np.random.default_rng(1), 13, 200)

    times = rescore.measure(weights, evidence, runs=2)

    text = rescore.section(times, evidence)
    assert [len(taken) for taken in times] == [2, 2, 2]
    assert text.startswith("## Scores\n")
    assert "200 therapists" in text
    assert text.count("\n| ") == 4


def test_nobody_is_spared_in_the_made_up_evidence():
    evidence = rescore.make_evidence(np.random.default_rng(1), 13, 200)

    assert (evidence.asked_proved > 0).all()
    assert (evidence.asked_unproved > 0).all()
    assert (evidence.yes_unproved <= evidence.asked_unproved).all()
