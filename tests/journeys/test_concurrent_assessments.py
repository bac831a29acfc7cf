"""Many members assess one practitioner at the same moment: each once, and placed as the log says."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Account
from directory.accounts.traces import Traces
from directory.db import begin_write, utc_now
from directory.practitioners.models import Practitioner
from directory.vetting import service, tallies
from directory.vetting.models import Assessment, Standing
from directory.vetting.replay import replay
from directory.vetting.standings import entry_of
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.vetting.factories import content_for, make_assessment

AT_ONCE = 16
"""Members who assess at the same moment; six of them send it twice, four share a device."""

pytestmark = pytest.mark.databases("sqlite", "postgres")


@pytest.fixture
def busy(session):
    """A practitioner whom so many have assessed lately that a crowd is nothing new."""
    practitioner = make_practitioner(session)
    start = utc_now() - timedelta(days=60)
    for number in range(AT_ONCE + 2):
        now = start + timedelta(days=2 * number)
        done = make_assessment(session, practitioner=practitioner, now=now)
        service.prove(session, assessment=done, actor="moderator:m", now=now)
    session.commit()
    return practitioner.id


def _members(session, how_many):
    begin_write(session)
    numbers = [make_account(session).id for _ in range(how_many)]
    session.commit()
    return numbers


def _stand(session, practitioner_id):
    statement = select(Assessment).where(Assessment.practitioner_id == practitioner_id)
    return {row.id: entry_of(row) for row in session.scalars(statement)}


def _is_as_logged(session, practitioner_id):
    """Whether places, sums and the number of members are what log and answers say."""
    session.rollback()
    stand = _stand(session, practitioner_id)
    assert replay(session, practitioner_id) == stand
    counted = tallies.count_all(session, practitioner_id)
    assert tallies.stored(session, practitioner_id) == counted
    votes = {one.group for one in stand.values() if one.standing == Standing.COUNTED}
    return session.get(Practitioner, practitioner_id).score_members == len(votes)


def test_each_is_stored_once_and_placed_in_turn(engine, open_session, busy):
    members = _members(open_session(), AT_ONCE)
    tries = [*members, *members[:6]]
    start = threading.Barrier(len(tries))

    def assess(member_id):
        device = "one device" if member_id in members[:4] else ""
        with Session(engine) as session:
            start.wait()
            begin_write(session)
            try:
                service.assess(
                    session,
                    practitioner=session.get(Practitioner, busy),
                    member=session.get(Account, member_id),
                    content=content_for(visit_month=utc_now().date()),
                    traces=Traces(device=device, network="one carrier"),
                    now=utc_now(),
                )
            except service.AlreadyAssessed:
                return "already"
            session.commit()
            return "stored"

    with ThreadPoolExecutor(len(tries)) as crowd:
        answers = Counter(crowd.map(assess, tries))

    assert answers == {"stored": AT_ONCE, "already": 6}
    session = open_session()
    rows = session.scalars(
        select(Assessment).where(
            Assessment.practitioner_id == busy, Assessment.member_id.in_(members)
        )
    ).all()
    assert sorted(row.member_id for row in rows) == members
    assert {row.vote_group for row in rows if row.member_id in members[:4]} == {
        min(row.id for row in rows if row.member_id in members[:4])
    }
    assert Standing.HELD not in {row.standing for row in rows}
    assert _is_as_logged(session, busy)
