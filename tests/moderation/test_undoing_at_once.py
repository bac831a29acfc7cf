"""Two moderators who take one decision back in the same instant, on both databases."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier

import pytest
from sqlalchemy import select

from directory.accounts.models import Account
from directory.cases import Case
from directory.db import begin_write
from directory.log.models import Event
from directory.moderation.undoing import UndoImpossible, Why
from tests.accounts.factories import make_account
from tests.moderation.test_undoing import decide, differences, undo, world
from tests.moderation.worlds import WORLDS

EVERYWHERE = [
    ("revision", "publish"),
    ("claim", "approve"),
    ("burst", "release"),
    ("red_flag", "cap"),
    ("recommendation", "decline"),
]
"""Decisions that touch rows of every sort, for both databases."""


@pytest.mark.databases("postgres")
@pytest.mark.parametrize(("kind", "decision"), EVERYWHERE)
def test_a_decision_taken_back_leaves_the_world_as_it_was_there_too(
    session, tmp_path, kind, decision
):
    case, moderator = WORLDS[kind, decision](session), make_account(session)
    before = world(session)
    decide(session, case, decision, tmp_path, moderator)

    undo(session, case, tmp_path, moderator)

    assert differences(before, world(session)) == {}


@pytest.mark.parametrize(
    ("kind", "decision"), [("private_report", "hide"), ("recommendation", "decline")]
)
def test_of_two_who_take_a_decision_back_one_wins_and_the_other_is_told(
    session, open_session, tmp_path, kind, decision
):
    case, both_have_read = WORLDS[kind, decision](session), Barrier(2, timeout=10)
    accounts = [make_account(session).id for _ in range(2)]
    decide(session, case, decision, tmp_path, make_account(session))
    number = case.id
    session.commit()

    def take(account):
        mine = open_session()
        assert mine.get_one(Case, number).undo
        both_have_read.wait()
        begin_write(mine)
        try:
            undo(mine, mine.get_one(Case, number), tmp_path, mine.get_one(Account, account))
        except UndoImpossible as refused:
            mine.rollback()
            return refused.why
        mine.commit()
        return None

    with ThreadPoolExecutor(2) as both:
        taken = [both.submit(take, account) for account in accounts]
        wait(taken)

    assert {one.result() for one in taken} == {None, Why.NOT_DECIDED}
    reopened = session.scalars(select(Event).where(Event.action == "reopened")).all()
    assert len(reopened) == 1
