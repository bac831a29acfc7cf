"""What an assessment can say, and what is left out because it can't apply."""

from datetime import date

import pytest

from directory.practitioners.vocabulary import LINKS, Kind
from directory.vetting import content
from directory.vetting.checklist import SORE_PLACES
from directory.vetting.content import ContentInvalid, checked
from tests.factories import make_practitioner
from tests.vetting.factories import content_for, make_assessment

TODAY = date(2026, 5, 20)


def _wrong(kind=Kind.THERAPIST, **parts):
    with pytest.raises(ContentInvalid) as refused:
        checked(content_for(kind, **parts), kind, TODAY)
    return refused.value.errors


def test_what_can_be_taken_is_taken_as_it_is():
    said = content_for(comment="Good.")

    assert checked(said, Kind.THERAPIST, TODAY) == said


@pytest.mark.parametrize(
    ("parts", "errors"),
    [
        ({"sore": "tail"}, {"sore": "unknown"}),
        ({"visits": "7"}, {"visits": "unknown"}),
        ({"links": ("feet", "wings")}, {"links": "unknown"}),
        ({"flags": {"R4": True}}, {"flags": "unknown"}),
        ({"flags": {"R5": True}}, {"flags": "unknown"}),
        ({"answers": {"T13": "yes"}}, {"answers": "unknown"}),
        ({"answers": {"M1": "yes"}}, {"answers": "unknown"}),
        ({"answers": {"T1": "perhaps"}}, {"answers": "unknown"}),
        ({"visit_month": date(2026, 6, 1)}, {"visit_month": "future"}),
        ({"visit_month": date(2016, 4, 30)}, {"visit_month": "too_long_ago"}),
        ({"comment": "a" * 2_001}, {"comment": "too_long"}),
        ({"sore": "tail", "visits": ""}, {"sore": "unknown", "visits": "unknown"}),
    ],
)
def test_what_can_not_be_taken_is_named(parts, errors):
    assert _wrong(**parts) == errors


@pytest.mark.parametrize("day", [date(2026, 5, 31), date(2016, 5, 1)])
def test_this_month_and_ten_years_ago_can_still_be_taken(day):
    taken = checked(content_for(visit_month=day), Kind.THERAPIST, TODAY)

    assert taken.visit_month == day.replace(day=1)


def test_without_pain_what_asks_for_pain_is_not_kept():
    said = content_for(
        sore=None, answers={"T1": "yes", "T9": "yes"}, flags={"R1": True, "R2": False}
    )

    taken = checked(said, Kind.THERAPIST, TODAY)

    assert (taken.answers, taken.flags) == ({"T1": "yes"}, {"R2": False})


def test_after_one_visit_what_needs_a_second_is_not_kept():
    said = content_for(visits="1", answers={"T9": "no"}, flags={"R1": True, "R3": True})

    taken = checked(said, Kind.THERAPIST, TODAY)

    assert (taken.answers, taken.flags) == ({}, {})


def test_links_and_answers_are_kept_in_the_order_of_the_checklist():
    said = content_for(answers={"T2": "no", "T1": "yes"}, links=("hips", "feet"))

    taken = checked(said, Kind.THERAPIST, TODAY)

    assert (list(taken.answers), taken.links) == (["T1", "T2"], ("feet", "hips"))


def test_an_empty_comment_is_none():
    assert checked(content_for(comment=" \n "), Kind.THERAPIST, TODAY).comment is None


def test_every_sore_place_belongs_to_a_link():
    assert set(SORE_PLACES.values()) == set(LINKS)


@pytest.mark.parametrize("kind", list(Kind))
def test_all_questions_are_asked_of_somebody_with_pain_and_many_visits(kind):
    items = content.asked_items(kind, sore="knee", visits="4+")
    flags = content.asked_flags(kind, sore="knee", visits="4+")

    assert all(item.member for item in items)
    assert len(flags) == 3


@pytest.mark.databases("sqlite")
def test_what_is_stored_can_be_read_again(session):
    said = content_for(comment="Good.", flags={"R2": True, "R3": False})
    assessment = make_assessment(
        session,
        practitioner=make_practitioner(session),
        comment=said.comment,
        flags=said.flags,
    )

    assert content.content_of(assessment) == said
