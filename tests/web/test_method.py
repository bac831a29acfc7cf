import pytest

from directory.practitioners.vocabulary import Kind
from directory.search import ranking
from directory.vetting.checklist import checklist
from directory.vetting.score import VERSION
from directory.web.method import MEMBERS, disagrees, published, worked_example


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
    assert published(checklist(Kind.THERAPIST).item("T5")).startswith("Barton 2016")
    assert "close to chance" in page
    assert "DISAGREES" not in page
