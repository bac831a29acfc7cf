"""Made-up members: every state of a score stands in the demo, and nothing of it is real."""

from datetime import UTC, datetime, time

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.models import Account
from directory.cases.models import Case, CaseKind
from directory.db import begin_write, make_engine
from directory.demo.members import plant_members, uproot_members
from directory.demo.service import plant
from directory.practitioners.models import Practitioner
from directory.vetting.models import (
    Assessment,
    Claim,
    CommentStatus,
    Document,
    Flag,
    FlagStatus,
    Standing,
)
from directory.vetting.tallies import count_all, stored
from tests.databases import copy_sqlite
from tests.demo.conftest import TODAY
from tests.factories import make_practitioner

COUNT = 50
NOON = datetime.combine(TODAY, time(12), UTC)


@pytest.fixture(scope="module")
def session(sqlite_template, tmp_path_factory):
    """A small demo world with its members, planted once; no test leaves a change behind."""
    engine = make_engine(copy_sqlite(sqlite_template, tmp_path_factory.mktemp("demo") / "x.sqlite"))
    with Session(engine) as made:
        begin_write(made)
        made.info["real"] = make_practitioner(made).id
        plant(made, count=COUNT, today=TODAY)
        made.info["planted"] = plant_members(made, seed=1, now=NOON)
        made.commit()
        begin_write(made)
        yield made
    engine.dispose()


def _number(session, *criteria):
    return session.scalar(select(func.count()).where(*criteria))


def test_every_state_of_a_score_is_there(session):
    people = session.scalars(select(Practitioner)).all()
    with_claims = set(session.scalars(select(Claim.practitioner_id)))

    assert any(one.score is None and one.id not in with_claims for one in people)
    assert any(one.score is None and one.id in with_claims for one in people)
    assert any(one.score_is_new and not one.score_members for one in people)
    assert any(one.score_is_new and one.score_members == 1 for one in people)
    assert any(one.score_members >= 3 and not one.score_is_new for one in people)
    assert any(one.score_members >= 20 for one in people)
    assert any(one.score_cap for one in people)


def test_every_standing_and_decision_is_there(session):
    standings = set(session.scalars(select(Assessment.standing)))
    comments = set(session.scalars(select(Assessment.comment_status)))

    assert {Standing.COUNTED, Standing.WAITING, Standing.HELD} <= standings
    assert {CommentStatus.SHOWN, CommentStatus.WAITING} <= comments
    assert set(session.scalars(select(Flag.status))) >= {FlagStatus.OPEN, FlagStatus.CAPPED}
    assert _number(session, Case.kind == CaseKind.BURST) == 1
    assert _number(session, Document.code.is_not(None)) > 0


def test_three_members_of_one_device_speak_with_one_vote(session):
    shared = select(Assessment.vote_group).group_by(Assessment.vote_group).having(func.count() == 3)

    assert len(session.scalars(shared).all()) == 1


def test_the_tallies_are_what_the_assessments_say(session):
    for practitioner_id in session.scalars(select(Practitioner.id)).all():
        assert stored(session, practitioner_id) == count_all(session, practitioner_id)


def test_planting_again_adds_nothing(session):
    again = plant_members(session, seed=1, now=NOON)

    assert session.info["planted"] > 100
    assert again == 0


def test_real_listings_are_not_assessed(session):
    assert _number(session, Assessment.practitioner_id == session.info["real"]) == 0


def test_uprooting_leaves_no_member_and_no_assessment(session):
    uproot_members(session)

    assert _number(session, Account.is_demo) == 0
    assert _number(session, Assessment.id > 0) == 0
    session.rollback()
