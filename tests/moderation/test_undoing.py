"""A decision that is taken back leaves the world as it was before it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.cases import Case, CaseStatus
from directory.db import Base
from directory.log.models import Event
from directory.moderation.decisions import DECISIONS, carry_out
from directory.moderation.reversals import ON_THE_WAY
from directory.moderation.undoing import (
    FINAL,
    UNDO,
    can_take_back,
    take_back,
)
from directory.vetting.decisions import Verdict
from tests.accounts.factories import make_account
from tests.listings.claim_factories import VERDICT
from tests.moderation.tasks import task_of
from tests.moderation.worlds import WORLDS

pytestmark = pytest.mark.databases("sqlite")

APART = {"event", "outbox", "mail"}
"""Tables that only grow: the log, and what is promised to search and to readers."""

FORGOTTEN = {
    "practitioner": {"version", "updated_at"},
    "fact_report": {"email"},
    "recommendation": {"email", "contact_email", "contact"},
    "removal_request": {"email", "message"},
    "moderation_case": {"held_by", "held_until", "handed_to"},
}
"""Columns that taking back leaves alone: counters, addresses that are forgotten, who holds a case."""


def world(session):
    """All rows of all tables but those `APART`, without what is `FORGOTTEN`; no empty tallies."""
    session.flush()
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in APART:
            rows = session.execute(select(table).order_by(*table.primary_key)).mappings()
            found[table.name] = [_without_forgotten(table.name, row) for row in rows]
    found["tally"] = [row for row in found["tally"] if any(list(row.values())[2:])]
    return found


def _without_forgotten(table, row):
    return {name: row[name] for name in row if name not in FORGOTTEN.get(table, ())}


def differences(before, after):
    """Tables whose rows differ, with what they were and are."""
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def verdict_of(account, later=timedelta(0)):
    """A verdict of an account of staff."""
    return Verdict(f"moderator:{account.public_id}", "Looked at it.", VERDICT.now + later)


def decide(session, case, decision, var, account):
    """Let a moderator decide."""
    return carry_out(task_of(session, case, var, verdict=verdict_of(account)), decision)


def newest(session, case):
    """The case that was decided last about what a case is about."""
    session.flush()
    same = select(Case).where(Case.subject_id == case.subject_id, Case.kind == case.kind)
    return session.scalars(same.order_by(Case.id.desc())).first()


def undo(session, case, var, account, later=timedelta(hours=1), *, exactly=False):
    """Take a decision back: the newest on what the case is about, or just the one of the case."""
    decided = case if exactly else newest(session, case)
    task = task_of(session, decided, var, verdict=verdict_of(account, later))
    return take_back(task, account)


def events(session):
    """All that the log tells, in its order."""
    session.flush()
    return session.scalars(select(Event).order_by(Event.id)).all()


def test_every_decision_can_be_taken_back_or_says_why_not():
    every = {(kind, decision) for kind, known in DECISIONS.items() for decision in known}

    assert every == UNDO.keys() | FINAL.keys() | ON_THE_WAY
    assert not UNDO.keys() & FINAL.keys()
    assert UNDO.keys() == WORLDS.keys()


@pytest.mark.parametrize(("kind", "decision"), WORLDS)
def test_a_decision_taken_back_leaves_the_world_as_it_was(session, tmp_path, kind, decision):
    case, moderator = WORLDS[kind, decision](session), make_account(session)
    before = world(session)
    decide(session, case, decision, tmp_path, moderator)
    once, known = world(session), len(events(session))
    assert differences(before, once).keys()
    assert can_take_back(session, newest(session, case), moderator, VERDICT.now) is None

    undo(session, case, tmp_path, moderator)

    assert differences(before, world(session)) == {}
    assert newest(session, case).status == CaseStatus.OPEN
    told = [(one.action, one.subject_type, one.subject_id) for one in events(session)[known:]]
    assert len(told) == len(set(told))
    assert ("reopened", "case", str(newest(session, case).public_id)) in told

    decide(session, case, decision, tmp_path, moderator)

    assert differences(*map(_without_chance, (once, world(session)))) == {}


def _without_chance(found):
    """A world without what a red flag that is opened twice has anew each time."""
    new = {"public_id", "subject_id", "opened_at", "undo"}
    return {
        name: [{key: value for key, value in row.items() if key not in new} for row in rows]
        for name, rows in found.items()
    }
