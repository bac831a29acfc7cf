"""Assessments move from one listing to another of the same person, by rule."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from directory.accounts.service import Traces, remember_trace
from directory.practitioners.models import Practitioner
from directory.vetting import tallies
from directory.vetting.models import Assessment, Flag, FlagStatus, Standing
from directory.vetting.moving import Moved, foreseen, is_newer, move, move_back, plan_flags
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.vetting.factories import NOW, plant_assessments


def two(session):
    return [make_practitioner(session, name="Ada Alder") for _ in range(2)]


def assess(session, listing, member, **what_matters):
    row = plant_assessments(session, listing, 1, **what_matters)[0]
    row.member_id = member.id
    session.flush()
    return row


def at(session, listing):
    session.expire_all()
    statement = select(Assessment.id).where(Assessment.practitioner_id == listing.id)
    return set(session.scalars(statement))


def test_of_one_member_the_newer_visit_stays_and_the_older_is_set_aside(session):
    kept, other = two(session)
    member = make_account(session)
    older = assess(session, kept, member, visit_month=date(2026, 1, 1))
    newer = assess(session, other, member, visit_month=date(2026, 3, 1))

    move(session, kept, other, owners=(), now=NOW)

    assert at(session, kept) == {newer.id}
    assert at(session, other) == {older.id}
    assert len(session.scalars(select(Practitioner)).all()) == 2


@pytest.mark.databases("sqlite")
def test_an_older_visit_to_the_other_stays_behind(session):
    kept, other = two(session)
    member = make_account(session)
    newer = assess(session, kept, member, visit_month=date(2026, 3, 1))
    assess(session, other, member, visit_month=date(2026, 1, 1))

    move(session, kept, other, owners=(), now=NOW)

    assert at(session, kept) == {newer.id}


def _row(**what_matters):
    columns = {"standing": Standing.COUNTED, "visit_month": date(2026, 1, 1), "arrived_at": NOW}
    return Assessment(**(columns | what_matters))


@pytest.mark.parametrize(
    ("one", "newer"),
    [
        ({}, False),
        ({"visit_month": date(2026, 2, 1)}, True),
        ({"arrived_at": NOW + timedelta(days=1)}, True),
        ({"visit_month": date(2025, 2, 1), "arrived_at": NOW + timedelta(days=1)}, False),
        ({"visit_month": date(2026, 2, 1), "standing": Standing.WITHDRAWN}, False),
    ],
)
def test_the_newer_visit_then_the_newer_arrival_and_never_what_was_withdrawn(one, newer):
    assert is_newer(_row(**one), _row()) is newer


@pytest.mark.databases("sqlite")
def test_what_an_owner_of_either_said_is_set_aside(session):
    kept, other = two(session)
    owner = make_account(session)
    mine = assess(session, kept, owner)
    noise = plant_assessments(session, other, 1)[0]

    move(session, kept, other, owners={owner.id}, now=NOW)

    assert at(session, kept) == {noise.id}
    assert at(session, other) == {mine.id}


@pytest.mark.databases("sqlite")
def test_they_keep_their_standing_and_sums_are_exact(session):
    kept, other = two(session)
    plant_assessments(session, kept, 2)
    rows = [
        plant_assessments(session, other, 1, standing=standing)[0] for standing in list(Standing)
    ]
    before = {row.id: row.standing for row in rows}

    move(session, kept, other, owners=(), now=NOW)

    session.expire_all()
    assert {row.id: row.standing for row in rows} == before
    for listing in (kept, other):
        assert tallies.stored(session, listing.id) == tallies.count_all(session, listing.id)


@pytest.mark.databases("sqlite")
def test_members_of_one_device_share_one_vote_from_now_on(session):
    kept, other = two(session)
    first, second, stranger = (make_account(session) for _ in range(3))
    for member, device in ((first, "phone"), (second, "phone"), (stranger, "tablet")):
        remember_trace(session, member, Traces(device=device, network=""), NOW)
    one = assess(session, kept, first)
    mate = assess(session, other, second)
    alone = assess(session, other, stranger)

    moved = move(session, kept, other, owners=(), now=NOW)

    session.expire_all()
    assert (one.vote_group, mate.vote_group, alone.vote_group) == (one.id, one.id, alone.id)

    move_back(session, kept, other, Moved.from_json(moved.as_json()))

    session.expire_all()
    assert (one.vote_group, mate.vote_group) == (one.id, mate.id)
    assert at(session, other) == {mate.id, alone.id}


@pytest.mark.databases("sqlite")
def test_what_was_said_since_stays_when_moving_is_taken_back(session):
    kept, other = two(session)
    came = plant_assessments(session, other, 1)[0]
    moved = move(session, kept, other, owners=(), now=NOW)
    since = plant_assessments(session, kept, 1)[0]

    move_back(session, kept, other, moved)

    assert at(session, kept) == {since.id}
    assert at(session, other) == {came.id}


@pytest.mark.databases("sqlite")
def test_a_former_owner_who_assessed_anew_is_not_there_twice(session):
    kept, other = two(session)
    owner = make_account(session)
    old = assess(session, kept, owner)
    moved = move(session, kept, other, owners={owner.id}, now=NOW)
    new = assess(session, kept, owner)

    move_back(session, kept, other, moved)

    assert at(session, kept) == {new.id}
    assert at(session, other) == {old.id}


def test_the_stricter_of_two_red_flags_stands(session):
    kept, other = two(session)
    weaker = Flag(practitioner_id=kept.id, code="R2", status=FlagStatus.CLEARED)
    stricter = Flag(practitioner_id=other.id, code="R2", status=FlagStatus.CAPPED)
    alone = Flag(practitioner_id=other.id, code="R3", status=FlagStatus.OPEN)
    session.add_all([weaker, stricter, alone])
    session.flush()

    moved = move(session, kept, other, owners=(), now=NOW)

    session.expire_all()
    assert {weaker.practitioner_id} == {other.id}
    assert {stricter.practitioner_id, alone.practitioner_id} == {kept.id}

    move_back(session, kept, other, moved)

    session.expire_all()
    assert weaker.practitioner_id == kept.id
    assert {stricter.practitioner_id, alone.practitioner_id} == {other.id}


def test_of_two_equal_red_flags_the_kept_one_stays():
    flags = [Flag(id=number, code="R2", status=FlagStatus.CAPPED) for number in (1, 2)]

    assert plan_flags(flags[:1], flags[1:]).coming == ()


@pytest.mark.databases("sqlite")
def test_what_is_foreseen_leaves_out_what_was_withdrawn(session):
    kept, other = two(session)
    plant_assessments(session, other, 2)
    plant_assessments(session, other, 1, standing=Standing.WITHDRAWN)

    told = foreseen(session, kept, other, ())

    assert told == {"assessments": 2, "set_aside": 0, "red_flags": 0}
