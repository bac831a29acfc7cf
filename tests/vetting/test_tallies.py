"""Tallies: whole numbers that come and go without a trace, and a group that weighs as one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from directory.vetting import tallies
from directory.vetting.models import Assessment, Standing, Tally
from directory.vetting.score import member_weight, month_number
from tests.factories import make_practitioner
from tests.vetting.factories import plant_assessments

MONTH = date(2026, 4, 1)
WEIGHT = member_weight(month_number(MONTH))
VALUES = ("yes", "partly", "no", "unknown", "not_applicable")

pytestmark = pytest.mark.databases("sqlite")


def said_by(number, *, group=None, **what_matters):
    """An assessment that is in no database."""
    columns = {
        "answers": {"T1": "yes"},
        "links": None,
        "sore": "knee",
        "visit_month": MONTH,
        "proved": False,
    } | what_matters
    return Assessment(id=number, vote_group=group or number, **columns)


assessments = st.lists(
    st.builds(
        lambda answers, links, sore, month, proved, group: {
            "answers": answers,
            "links": links,
            "sore": sore,
            "visit_month": date(2017 + month // 12, month % 12 + 1, 1),
            "proved": proved,
            "group": group,
        },
        st.dictionaries(st.sampled_from(["T1", "T2", "T3"]), st.sampled_from(VALUES)),
        st.none() | st.lists(st.sampled_from(["feet", "knees", "hips"]), unique=True),
        st.sampled_from([None, "knee", "shin", "arm"]),
        st.integers(0, 119),
        st.booleans(),
        st.sampled_from([None, None, 1, 2]),
    ),
    max_size=8,
).map(lambda rows: [said_by(number, **row) for number, row in enumerate(rows, 1)])


def test_answers_add_whole_numbers_with_and_without_proof_apart():
    added = tallies.sums(
        [
            said_by(1, answers={"T1": "yes", "T2": "partly", "T3": "no"}),
            said_by(2, answers={"T1": "partly"}, proved=True),
        ]
    )

    assert (added["T1", "yes_unproved"], added["T1", "asked_unproved"]) == (2 * WEIGHT, 2 * WEIGHT)
    assert (added["T2", "yes_unproved"], added["T2", "asked_unproved"]) == (WEIGHT, 2 * WEIGHT)
    assert (added["T3", "yes_unproved"], added["T3", "asked_unproved"]) == (0, 2 * WEIGHT)
    assert (added["T1", "yes_proved"], added["T1", "asked_proved"]) == (WEIGHT, 2 * WEIGHT)
    assert (added["T1", "said_yes"], added["T1", "said_partly"]) == (1, 1)


def test_what_is_not_known_adds_nothing():
    added = tallies.sums([said_by(1, answers={"T1": "unknown", "T2": "not_applicable"})])

    assert added == {}


def test_ticked_links_are_counted_but_not_the_sore_one():
    added = tallies.sums([said_by(1, answers={}, links=["knees", "feet"], sore="kneecap")])

    said = {code: added[code, "said_yes"] for code, column in added if column.startswith("said")}
    assert said == {
        "link:feet": 1,
        "link:hips": 0,
        "link:core": 0,
        "link:upper_back": 0,
        "link:shoulders": 0,
    }


def test_without_pain_all_six_links_are_counted():
    added = tallies.sums([said_by(1, answers={}, links=[], sore=None)])

    assert sum(added[code, column] for code, column in added if column == "said_no") == 6


def test_a_link_nobody_remembers_is_not_counted():
    added = tallies.sums([said_by(1, answers={}, links=None)])

    assert added == {}


@given(st.integers(1, 12), st.integers(0, 119), st.sampled_from(["yes", "partly", "no"]))
def test_linked_accounts_with_the_same_answers_weigh_exactly_as_one(size, month, answer):
    alike = {
        "answers": {"T1": answer},
        "visit_month": date(2017 + month // 12, month % 12 + 1, 1),
    }

    group = tallies.sums([said_by(n, group=1, **alike) for n in range(1, size + 1)])

    assert group == tallies.sums([said_by(1, **alike)])


@given(assessments, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(rows, chance):
    mixed = list(rows)
    chance.shuffle(mixed)

    assert tallies.sums(mixed) == tallies.sums(rows)


@given(assessments, st.integers(0, 7))
def test_adding_and_withdrawing_changes_no_bit(rows, which):
    before, late = tallies.sums(rows), dict(enumerate(rows)).get(which)
    others = [row for row in rows if row is not late]
    running = tallies.sums(others)

    for after in (rows, others, rows):
        groups = {late.vote_group} if late else set()
        was = [row for row in (others if after is rows else rows) if row.vote_group in groups]
        running.update(tallies.sums([row for row in after if row.vote_group in groups]))
        running.subtract(tallies.sums(was))

    assert +running == +before


@given(assessments)
def test_a_group_speaks_through_the_first_of_it_who_answered(rows):
    added = tallies.sums(rows)

    for code in ("T1", "T2", "T3"):
        telling = [row for row in rows if row.answers.get(code) in {"yes", "partly", "no"}]
        ordered = sorted(telling, key=lambda row: row.id, reverse=True)
        said = list({row.vote_group: row.answers[code] for row in ordered}.values())
        for column, value in (("said_yes", "yes"), ("said_partly", "partly"), ("said_no", "no")):
            assert added[code, column] == said.count(value)


def test_tallies_follow_what_is_done_and_leave_nothing_behind(session):
    practitioner = make_practitioner(session)
    rows = plant_assessments(session, practitioner, 2)
    before = tallies.stored(session, practitioner.id)
    with tallies.moving(session, practitioner.id, {rows[1].vote_group}):
        rows[1].standing = Standing.HELD
    alone = tallies.stored(session, practitioner.id)

    with tallies.moving(session, practitioner.id, {rows[1].vote_group}):
        rows[1].standing = Standing.COUNTED

    assert alone == tallies.sums(rows[:1])
    assert tallies.stored(session, practitioner.id) == before
    with tallies.moving(session, practitioner.id, {row.vote_group for row in rows}):
        for row in rows:
            row.standing = Standing.WITHDRAWN
    assert session.scalars(select(Tally)).all() == []


def test_wrong_tallies_are_found_and_mended(session):
    practitioner = make_practitioner(session)
    plant_assessments(session, practitioner, 2)
    session.get(Tally, (practitioner.id, "T1")).yes_unproved += 1
    session.flush()

    was_right = tallies.recount_all(session, practitioner.id)

    assert not was_right
    assert tallies.recount_all(session, practitioner.id)
