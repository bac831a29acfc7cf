"""Whatever happened, the log alone tells who counts, waits and is held; and the tallies agree."""

from datetime import timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.traces import Traces
from directory.db import begin_write, make_engine
from directory.vetting import service, tallies
from directory.vetting.models import Assessment, Standing
from directory.vetting.replay import replay, stepwise
from directory.vetting.standings import entry_of
from tests.accounts.factories import make_account
from tests.databases import copy_sqlite, refuse_deferred_writes
from tests.factories import make_practitioner
from tests.vetting.factories import NOW, content_for, make_assessment

VALUES = ("yes", "partly", "no", "unknown", "not_applicable")

pytestmark = pytest.mark.databases("sqlite")

answers = st.dictionaries(st.sampled_from(["T1", "T2", "T3", "T6"]), st.sampled_from(VALUES))
links = st.none() | st.lists(st.sampled_from(["feet", "knees", "core"]), unique=True).map(tuple)
steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["assess", "assess", "assess", "edit", "withdraw", "prove", "release", "reject", "due"]
        ),
        st.integers(0, 3),
        st.integers(1, 400),
        st.sampled_from(["", "", "one device", "another"]),
        answers,
        links,
    ),
    min_size=4,
    max_size=12,
)


class Life:
    """One practitioner, four members, and what they do one after the other."""

    def __init__(self, session):
        self.session = session
        self.now = NOW
        self.practitioner = make_practitioner(session)
        self.members = [make_account(session) for _ in range(4)]

    def step(self, what, who, hours, device, answered, ticked):
        self.now += timedelta(hours=hours)
        own = self.session.scalars(
            select(Assessment).where(
                Assessment.practitioner_id == self.practitioner.id,
                Assessment.member_id == self.members[who].id,
            )
        ).one_or_none()
        is_there = own is not None and own.standing != Standing.WITHDRAWN
        said = {"answers": answered, "links": ticked}
        if what == "due":
            service.release_due(self.session, self.now)
        elif what == "assess" and not is_there:
            self._assess(self.members[who], device, said)
        elif is_there:
            self._change(what, own, said)

    def _assess(self, member, device, said):
        make_assessment(
            self.session,
            practitioner=self.practitioner,
            member=member,
            now=self.now,
            traces=Traces(device=device, network=""),
            **said,
        )

    def _change(self, what, own, said):
        at = {"now": self.now}
        decided = {"actor": "moderator:m", **at}
        if what == "edit":
            service.edit(self.session, assessment=own, content=content_for(**said), **at)
        elif what == "withdraw":
            service.withdraw(self.session, assessment=own, **at)
        elif what == "prove":
            service.prove(self.session, assessment=own, **decided)
        elif own.standing in {Standing.HELD, Standing.REJECTED} and what != "assess":
            {"release": service.release, "reject": service.reject}[what](
                self.session, assessments=[own], **decided
            )

    def stand(self):
        rows = self.session.scalars(
            select(Assessment).where(Assessment.practitioner_id == self.practitioner.id)
        )
        return {row.id: entry_of(row) for row in rows}


@pytest.fixture(scope="module")
def one_engine(sqlite_template, tmp_path_factory):
    made = make_engine(copy_sqlite(sqlite_template, tmp_path_factory.mktemp("lives") / "l.sqlite"))
    refuse_deferred_writes(made)
    yield made
    made.dispose()


@settings(max_examples=40, phases=[Phase.generate])
@given(steps)
def test_a_replay_of_the_log_and_a_recount_find_what_stands(one_engine, steps):
    with Session(one_engine) as session:
        begin_write(session)
        life = Life(session)

        for step in steps:
            life.step(*step)

        session.flush()
        assert replay(session, life.practitioner.id) == life.stand()
        counted = tallies.count_all(session, life.practitioner.id)
        assert tallies.stored(session, life.practitioner.id) == counted
        assert tallies.recount_all(session, life.practitioner.id)
        session.rollback()


def test_each_decision_is_told_by_its_event():
    arrived = {"arrived_at": NOW.isoformat(), "linked": []}
    arrivals = [("assessed", number, arrived) for number in range(1, 7)]
    decisions = [
        ("proved", 1, {}),
        ("released", 2, {"counts_from": NOW.isoformat()}),
        ("rejected", 3, {}),
        ("withdrawn", 4, {}),
        ("held", 5, {}),
        ("counted", 6, {}),
    ]

    entries = stepwise([*arrivals, *decisions], {})

    standings = [entries[number].standing for number in range(1, 7)]
    assert standings == ["counted", "counted", "rejected", "withdrawn", "held", "counted"]
    assert (entries[1].proved, entries[2].released, entries[2].counts_from) == (True, True, NOW)


def test_events_that_place_nobody_change_nothing(session):
    assessment = make_assessment(session, practitioner=make_practitioner(session))
    service.edit(session, assessment=assessment, content=content_for(visits="1"), now=NOW)
    session.flush()

    entries = replay(session, assessment.practitioner_id)

    assert entries == {assessment.id: entry_of(assessment)}
