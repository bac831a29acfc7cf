import numpy as np
import pytest

from directory.practitioners.vocabulary import Kind
from directory.search import ranking
from directory.vetting.checklist import checklist, sources
from directory.vetting.score import VERSION, Evidence, Weights, member_weight, rate
from directory.web.method import MEMBERS, disagrees, research, studies, worked_example


@pytest.fixture
def page(client):
    return client.get("/method").text


def test_the_points_of_the_example_sum_to_its_score():
    example = worked_example()

    assert sum(line.points for line in example.lines) == pytest.approx(example.last.score)
    assert sum(line.weight for line in example.lines) == 100
    assert all(line.points <= line.weight for line in example.lines)


def test_the_example_settles_as_members_come():
    one, three, seven = worked_example().steps

    assert (one.is_new, three.is_new, seven.is_new) == (True, False, False)
    assert one.high - one.low > three.high - three.low > seven.high - seven.low
    assert (seven.members, seven.score > one.score) == (MEMBERS, True)


def test_the_example_shows_what_a_cap_does(page):
    assert worked_example().capped.score == 40
    assert "with a red flag that caps at 40: 40" in page


def test_the_example_on_the_page_is_the_one_worked_out(page):
    example = worked_example()

    for line in example.lines:
        assert f'<td class="points__number">{line.points:.1f}</td>' in page
    assert f"{example.last.score:.1f}" in page


@pytest.mark.parametrize("kind", Kind)
def test_every_item_stands_on_the_page_with_its_weight(page, kind):
    assert page.count("Looks beyond the sore place") == 2
    for item in checklist(kind).items:
        assert item.motivation.split("'")[0] in page


def test_it_names_what_decides_the_order_and_the_version(page):
    assert f"as if that end were at {ranking.NEUTRAL_LOW:.0f}" in page
    assert f"This is version {VERSION}" in page
    assert "A paid place does not exist." in page


def test_it_says_where_the_evidence_disagrees(page):
    squat = checklist(Kind.MOVEMENT_COACH).item("M4")

    assert disagrees(squat)
    assert not disagrees(checklist(Kind.THERAPIST).item("T1"))
    assert research(checklist(Kind.THERAPIST).item("T5")).startswith("Barton 2016")
    assert "close to chance" in page
    assert "DISAGREES" not in page


def test_the_studies_that_items_name_stand_on_the_page_in_full(page):
    told = dict(studies())

    assert "Best practice guide" in told["Barton 2015"]
    assert len(told) == len(sources())
    for name in told:
        assert f"<b>{name}</b>:" in page


@pytest.mark.parametrize("kind", Kind)
def test_five_who_answer_the_main_items_alone_may_still_be_new(kind, page):
    known = checklist(kind)
    heaviest = sorted(known.items, key=lambda item: -item.weight)[:5]
    evidence = Evidence.none(len(known.items), 1)
    for row in map(known.items.index, heaviest):
        evidence.asked_unproved[row, 0] = 5 * 2 * member_weight(80)

    rated = rate(Weights.of(known), evidence, month=80, caps=np.array([100.0]))

    assert rated.is_new[0]
    assert "five members may still be “New”" in page


def test_it_says_which_order_puts_the_stated_first(page):
    assert "That is the rule of the best fit." in page
