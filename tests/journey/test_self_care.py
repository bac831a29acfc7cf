"""Going alone: everything drawn, dosed, sourced, and with a point at which to stop."""

import copy
import json
import re

import pytest

from directory.config import ROOT
from directory.journey.screen import filled
from directory.journey.self_care import PATH, REGIONS, InvalidSelfCare, read, self_care
from directory.practitioners.vocabulary import LINKS, STAGES

CARE = self_care()
RAW = json.loads(PATH.read_text(encoding="utf-8"))
DRAWN = {
    name
    for path in (ROOT / "templates" / "drawings").glob("*.html")
    for name in re.findall(r"{% macro (\w+)\(\)", path.read_text(encoding="utf-8"))
}


def test_everything_has_a_drawing():
    named = [one.drawing for one in (*CARE.exercises, *CARE.tools)]
    named += [use.drawing for tool in CARE.tools for use in tool.uses]

    assert [name for name in named if name not in DRAWN] == []


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_exercises(region):
    assert len(CARE.of_region(region)) >= 2


@pytest.mark.parametrize("one", CARE.exercises, ids=lambda one: one.key)
def test_every_dose_is_one_a_beginner_can_do(one):
    dose = one.dose

    assert 1 <= dose.sets <= 3
    assert 1 <= dose.reps <= 15
    assert 0 <= dose.hold_s <= 30
    assert dose.reps > 1 or dose.hold_s > 0
    assert 2 <= dose.days <= 6
    assert len(one.steps) >= 3
    assert one.stop
    assert one.easier
    assert one.harder


@pytest.mark.parametrize("tool", CARE.tools, ids=lambda tool: tool.key)
def test_every_tool_says_where_not_how_long_and_what_is_known(tool):
    assert tool.caution
    assert tool.evidence
    assert tool.sources
    assert {use.link for use in tool.uses} <= set(LINKS)
    assert all(30 <= use.seconds <= 120 for use in tool.uses)
    assert {use.sides for use in tool.uses} <= {1, 2}


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_a_plan_and_a_point_to_stop(stage):
    plan = CARE.plan(stage)

    assert plan.stop
    assert plan.better
    assert 0 < plan.weeks <= 6
    assert CARE.of_plan(plan)
    assert CARE.tools_of_plan(plan) or stage == "stability"


def test_weeks_in_words_are_the_weeks_of_the_plan():
    told = {
        plan.key: int(weeks.group(1))
        for plan in CARE.plans
        if (weeks := re.search(r"after (\d+) weeks", " ".join(plan.stop)))
    }

    assert told
    assert told == {key: CARE.plan(key).weeks for key in told}


def test_all_words_can_be_filled_with_the_numbers_of_the_check():
    written = re.findall(r'"([^"\n]*{\w[^"\n]*)"', PATH.read_text(encoding="utf-8"))
    words = [one for one in written if "{weeks}" not in one]  # filled when the file is read

    assert words
    assert not [one for one in map(filled, words) if "{" in one]


def test_every_source_is_used_and_no_other():
    used = {one.source for one in CARE.exercises} | {CARE.pressure_source}
    used |= {key for tool in CARE.tools for key in tool.sources}

    assert used == set(CARE.sources)


def test_unknown_keys_are_nothing():
    assert CARE.tool("hammer") is None
    assert CARE.plan("tools") is None


def test_a_plan_with_an_unknown_exercise_is_refused():
    known = copy.deepcopy(RAW)
    known["stages"][0]["plan"][2]["exercises"] = ["handstand"]

    with pytest.raises(InvalidSelfCare, match="handstand"):
        read(known)


def test_a_missing_stage_is_refused():
    known = copy.deepcopy(RAW)
    del known["stages"][1]

    with pytest.raises(InvalidSelfCare, match="stage"):
        read(known)
