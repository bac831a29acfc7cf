"""What a listing once said is not kept for longer than it can be put back."""

from datetime import timedelta

import pytest

from directory.cases import CaseKind, CaseStatus, open_case
from directory.cases.ways_back import (
    WITHIN,
    forget_ways_back,
    forget_ways_back_about,
    forget_ways_back_of,
)
from tests.factories import make_practitioner
from tests.vetting.plant import NOW


@pytest.fixture
def cases(session):
    """Two decided cases, each about a listing of its own, the first a second too old."""
    made = [
        open_case(
            session,
            CaseKind.PATTERN,
            subject=("thing", str(number)),
            practitioner_id=make_practitioner(session).id,
            actor="test",
        )
        for number in range(2)
    ]
    for case, ago in zip(made, (WITHIN + timedelta(seconds=1), WITHIN), strict=True):
        case.status, case.decided_at, case.undo = CaseStatus.DECIDED, NOW - ago, {"of": "noted"}
    session.flush()
    return made


def test_after_thirty_days_the_way_back_is_forgotten(session, cases):
    forget_ways_back(session, NOW)

    session.expire_all()
    assert [case.undo for case in cases] == [None, {"of": "noted"}]


@pytest.mark.databases("sqlite")
def test_with_who_speaks_for_a_listing_goes_what_it_said(session, cases):
    forget_ways_back_of(session, cases[1].practitioner_id)

    session.expire_all()
    assert [case.undo for case in cases] == [{"of": "noted"}, None]


@pytest.mark.databases("sqlite")
def test_what_one_thing_said_goes_with_it(session, cases):
    forget_ways_back_about(session, ("thing", "0"))

    session.expire_all()
    assert [case.undo for case in cases] == [None, {"of": "noted"}]
