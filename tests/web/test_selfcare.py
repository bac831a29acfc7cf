"""Going alone: pages by stage and tool, with drawings, doses and points to stop."""

import re
from html import unescape

import pytest

from directory.journey.screen import filled, screen
from directory.journey.self_care import self_care
from directory.practitioners.vocabulary import STAGES

CARE = self_care()


def test_the_overview_leads_to_every_stage_and_tool(client):
    text = client.get("/self-care").text

    for plan in CARE.plans:
        assert f'href="/self-care/{plan.key}"' in text
    for tool in CARE.tools:
        assert f'href="/self-care/tools/{tool.key}"' in text
    for one in CARE.exercises:
        assert f'id="{one.key}"' in text


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_says_what_how_often_how_long_and_when_to_stop(client, stage):
    plan = CARE.plan(stage)

    text = unescape(client.get(f"/self-care/{stage}").text)

    assert f"{plan.weeks} weeks" in text
    for part in plan.parts:
        assert filled(part.what) in text
        assert part.often in text
    for reason in plan.stop:
        assert filled(reason) in text
    for sign in screen().dangers:
        assert sign.words in text
    assert filled(screen().outcome(stage).onward) in text
    assert 'href="/check"' in text


@pytest.mark.parametrize("tool", CARE.tools, ids=lambda tool: tool.key)
def test_a_tool_says_how_hard_when_not_and_what_is_known(client, tool):
    text = unescape(client.get(f"/self-care/tools/{tool.key}").text)

    assert filled(CARE.pressure) in text
    assert all(reason in text for reason in CARE.not_for)
    assert tool.caution in text
    assert tool.evidence in text
    assert all(CARE.sources[key] in text for key in tool.sources)


@pytest.mark.parametrize("stage", STAGES)
def test_days_a_week_stand_in_the_plan_alone(client, stage):
    plan = CARE.plan(stage)

    text = unescape(client.get(f"/self-care/{stage}").text)

    told = re.findall(r'class="exercise__dose">([^<]*)', text)
    assert len(told) == len(CARE.of_plan(plan))
    assert [words for words in told if "week" in words] == []


def test_what_has_no_sides_is_not_done_on_each(client):
    text = client.get("/self-care/tools/foam-roller").text

    told = re.findall(r'class="exercise__dose">([^<]*)', text)

    assert ["each side" in words for words in told] == [True, True, False]


def test_every_exercise_of_a_plan_is_drawn_and_told_in_words(client):
    text = unescape(client.get("/self-care/stability").text)

    drawings = re.findall(r'<svg class="sketch"[^>]*aria-label="([^"]+)"', text)

    assert len(drawings) == len(CARE.of_plan(CARE.plan("stability")))
    assert all(len(words) > 40 for words in drawings)


@pytest.mark.parametrize("path", ["/self-care/tools", "/self-care/flying", "/self-care/tools/axe"])
def test_what_there_is_not_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_each_exercise_says_what_its_dose_rests_on(client):
    care = self_care()
    text = client.get("/self-care").text

    for one in care.exercises:
        article = text[text.index(f'id="{one.key}"') :].partition("</article>")[0]
        study = care.sources[one.source].partition(",")[0]
        assert ("our own rule" if one.source == "house rule" else study) in article
