"""The judged sets of typed places: nobody is led somewhere else without a way back."""

import pytest

from benchmarks.places.cases import cases
from benchmarks.places.judging import Verdict, ask, judge

pytestmark = pytest.mark.places


def test_no_place_of_the_judged_sets_is_confidently_wrong(real):
    judged = [judge(case, ask(real, case.text)) for case in cases()]

    assert [one.case.text for one in judged if one.verdict is Verdict.WRONG] == []
    assert sum(one.verdict is Verdict.RIGHT for one in judged) >= 0.98 * len(judged)
