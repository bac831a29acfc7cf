"""Reports of red flags are counted, and a case opens when they are enough."""

import pytest
from sqlalchemy import select

from directory.cases import CaseKind, CaseStatus
from directory.cases.deciding import queue
from directory.log.models import Event
from directory.vetting.flag_watch import flags_of, look_again, subject_of
from directory.vetting.models import FlagStatus, Standing
from tests.factories import make_noise, make_practitioner
from tests.vetting.plant import NOW, plant_assessment

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")


@pytest.fixture
def listing(session):
    noise = make_noise(session, 1)[0]
    for _ in range(3):
        plant_assessment(session, noise, flags=["R2"])
    return make_practitioner(session)


def plant(session, listing, *reported, **columns):
    return [
        plant_assessment(session, listing, flags=["R1"] if said else [], **columns)
        for said in reported
    ]


def look(session, listing):
    look_again(session, listing, NOW)
    session.flush()
    return {flag.code: flag for flag in flags_of(session, listing.id)}


@BOTH
def test_enough_reports_open_a_flag_and_a_case(session, listing):
    plant(session, listing, True, True, False, False)

    flags = look(session, listing)

    flag = flags.pop("R1")
    case = queue(session)[0]
    assert flags == {}
    assert (flag.status, flag.reported, flag.answered) == (FlagStatus.OPEN, 2, 4)
    assert (case.kind, case.practitioner_id) == (CaseKind.RED_FLAG, listing.id)
    assert (case.subject_type, case.subject_id) == subject_of(flag)
    assert case.details == {"code": "R1", "reported": 2, "answered": 4}


def test_too_few_reports_open_nothing(session, listing):
    plant(session, listing, True, False)

    assert look(session, listing) == {}
    assert queue(session) == []


@pytest.mark.parametrize(
    "standing", [Standing.HELD, Standing.WAITING, Standing.REJECTED, Standing.WITHDRAWN]
)
def test_what_does_not_count_is_not_heard(session, listing, standing):
    plant(session, listing, True)
    plant(session, listing, True, True, True, standing=standing)

    assert look(session, listing) == {}


def test_each_red_flag_is_counted_by_itself(session, listing):
    plant_assessment(session, listing, flags=["R1", "R2"])
    plant_assessment(session, listing, flags=["R2"], flags_asked=["R2"])
    plant_assessment(session, listing, flags=[])

    flags = look(session, listing)

    assert list(flags) == ["R2"]
    assert (flags["R2"].reported, flags["R2"].answered) == (2, 3)


def test_further_reports_keep_the_counts_current_without_another_case(session, listing):
    plant(session, listing, True, True)
    look(session, listing)
    plant(session, listing, True, False)

    flag = look(session, listing)["R1"]

    opened = select(Event).where(Event.action == "opened", Event.subject_type == "red_flag")
    assert (flag.reported, flag.answered) == (3, 4)
    assert len(queue(session)) == 1
    assert len(session.scalars(opened).all()) == 1


def test_the_log_tells_the_code_and_no_member(session, listing):
    rows = plant(session, listing, True, True)
    look(session, listing)

    event = session.scalars(select(Event).where(Event.subject_type == "red_flag")).one()
    assert event.after == {"status": "open", "code": "R1"}
    assert str(rows[0].public_id) not in str(event.after)


def decide(session, flag, status):
    flag.status = status
    case = queue(session)[0]
    case.status, case.decided_at, case.decided_by = CaseStatus.DECIDED, NOW, "moderator:a"
    session.flush()


@BOTH
def test_a_cleared_flag_stays_so_until_there_are_more_reports(session, listing):
    rows = plant(session, listing, True, True)
    decide(session, look(session, listing)["R1"], FlagStatus.CLEARED)
    assert look(session, listing)["R1"].status == FlagStatus.CLEARED
    rows[0].flags = []
    look(session, listing)
    rows[0].flags = ["R1"]
    assert look(session, listing)["R1"].status == FlagStatus.CLEARED
    plant(session, listing, True)

    flag = look(session, listing)["R1"]

    assert (flag.status, flag.reported, flag.attempts) == (FlagStatus.OPEN, 3, [])
    assert len(queue(session)) == 1


def test_a_cap_stays_when_its_reports_fall_away_but_a_moderator_is_asked_once(session, listing):
    rows = plant(session, listing, True, True)
    decide(session, look(session, listing)["R1"], FlagStatus.CAPPED)
    plant(session, listing, True)
    assert look(session, listing)["R1"].reported == 2
    assert queue(session) == []
    for row in rows:
        row.standing = Standing.WITHDRAWN

    flag = look(session, listing)["R1"]

    assert (flag.status, flag.reported, flag.answered) == (FlagStatus.CAPPED, 2, 2)
    assert told(session) == [{"code": "R1", "reported": 1, "answered": 1, "fell_away": True}]
    decide(session, flag, FlagStatus.CAPPED)
    look(session, listing)
    assert queue(session) == []


def told(session):
    return [case.details for case in queue(session)]


@BOTH
def test_the_counts_of_a_cap_stay_as_they_were_decided_on(session, listing):
    rows = plant(session, listing, True, True, False)
    decide(session, look(session, listing)["R1"], FlagStatus.CAPPED)
    plant(session, listing, True, False)
    look(session, listing)
    for row in rows:
        row.flags = []

    flag = look(session, listing)["R1"]

    assert (flag.reported, flag.answered) == (2, 3)
    assert told(session) == [{"code": "R1", "reported": 1, "answered": 5, "fell_away": True}]


def test_reports_that_fall_back_to_what_opened_the_first_case_are_told_too(session, listing):
    rows = plant(session, listing, True, True)
    look(session, listing)
    rows += plant(session, listing, True, False, False, False, False, False)
    decide(session, look(session, listing)["R1"], FlagStatus.CAPPED)
    rows[0].flags = []

    look(session, listing)

    assert told(session) == [{"code": "R1", "reported": 2, "answered": 8, "fell_away": True}]


def test_a_waiting_case_of_fewer_reports_follows_them_and_once_decided_needs_fewer(
    session, listing
):
    rows = plant(session, listing, True, True, True)
    decide(session, look(session, listing)["R1"], FlagStatus.CAPPED)
    waiting = []
    for number in (0, 1, 3, 1):
        for rank, row in enumerate(rows):
            row.flags = ["R1"] if rank < number else []
        flag = look(session, listing)["R1"]
        waiting.append([details["reported"] for details in told(session)])
    decide(session, flag, FlagStatus.CAPPED)
    look(session, listing)
    assert queue(session) == []
    rows[0].flags = []

    look(session, listing)

    assert waiting == [[0], [1], [3], [1]]
    assert [details["reported"] for details in told(session)] == [0]
