"""What moderators decide about changes that went live at once."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from directory.cases.models import CaseStatus
from directory.listings.deciding import (
    AlreadyDecided,
    DecidedOtherwise,
    RevisionChanged,
    keep_live,
    undo_live,
)
from directory.listings.live_deciding import undone
from directory.listings.models import Stage
from directory.log.models import Event
from directory.outbox.models import Mail
from directory.practitioners.models import Fact
from tests.factories import make_practitioner
from tests.listings.factories import (
    LETTERS,
    NOW,
    case_of,
    make_revision,
    make_verdict,
    owner_of,
    propose_fields,
)

pytestmark = pytest.mark.databases("sqlite")

VALUES = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3))


def edited(session, **fields):
    """A listing with safe changes that went live, and their case."""
    practitioner = make_practitioner(session, accepting=True, wait_days=3)
    live = propose_fields(session, practitioner, **({"accepting": False} | fields)).live
    return practitioner, live, case_of(session, live)


def test_kept_changes_stay_and_are_settled(session):
    practitioner, live, case = edited(session)

    keep_live(session, case, make_verdict())

    assert (practitioner.accepting, live.status) == (False, Stage.ACCEPTED)
    assert (case.status, case.decision) == (CaseStatus.DECIDED, "keep")
    assert session.scalars(select(Event.action).where(Event.action == "edit kept")).all()


@pytest.mark.databases("sqlite", "postgres")
def test_undone_changes_put_back_what_stood_and_the_owner_is_told(session):
    practitioner, live, case = edited(session, wait_days=90)
    address = owner_of(session, practitioner).email

    back = undo_live(session, case, make_verdict(reason="That is no wait."), letters=LETTERS)

    assert back == ["accepting", "wait_days"]
    assert (practitioner.accepting, practitioner.wait_days) == (True, 3)
    assert practitioner.accepting_as_of is None
    assert [fact.verified_on for fact in practitioner.facts] == [None]
    assert (live.status, live.reason) == (Stage.REFUSED, "That is no wait.")
    mail = session.scalars(select(Mail).where(Mail.recipient == address)).one()
    assert "That is no wait." in mail.text


def test_where_other_facts_come_from_stays_and_so_does_when_they_were_seen(session):
    practitioner = make_practitioner(session, wait_days=3)
    practitioner.facts = [Fact(field="name", source="nppes", verified_on=NOW.date())]
    live = propose_fields(session, practitioner, wait_days=90).live

    undo_live(session, case_of(session, live), make_verdict(), letters=LETTERS)

    facts = [(fact.field, fact.source, fact.verified_on) for fact in practitioner.facts]
    assert facts == [("name", "nppes", NOW.date())]


def test_only_what_still_is_as_it_was_made_is_put_back(session):
    practitioner, _live, case = edited(session, wait_days=90)
    practitioner.wait_days = 14

    back = undo_live(session, case, make_verdict(), letters=LETTERS)

    assert back == ["accepting"]
    assert practitioner.wait_days == 14


@pytest.mark.parametrize("undo", [False, True])
def test_nothing_is_decided_twice_nor_unread(session, undo):
    practitioner, live, case = edited(session)
    extra = {"letters": LETTERS} if undo else {}
    decide = undo_live if undo else keep_live
    read_at = live.submitted_at
    propose_fields(session, practitioner, wait_days=9, now=NOW + timedelta(minutes=1))
    with pytest.raises(RevisionChanged):
        decide(session, case, make_verdict(), read_at=read_at, **extra)
    decide(session, case, make_verdict(), read_at=live.submitted_at, **extra)

    with pytest.raises(AlreadyDecided):
        decide(session, case, make_verdict(), **extra)


def test_an_edit_that_waits_is_neither_kept_nor_undone(session):
    case = case_of(session, make_revision(session, make_practitioner(session)))

    with pytest.raises(DecidedOtherwise):
        keep_live(session, case, make_verdict())


@given(VALUES, VALUES, VALUES)
def test_the_way_back_leaves_what_was_changed_since(before, after, now):
    made = {path: [before.get(path), after.get(path)] for path in before | after}

    back = undone(now, made)

    for path, (found, put) in back.items():
        assert found == now.get(path) == made[path][1]
        assert put == made[path][0]
    assert all(now.get(path) != made[path][1] for path in made.keys() - back.keys())


def test_a_photo_taken_off_is_not_put_back():
    assert undone({"accepting": True}, {"photo": ["a.jpg", None], "accepting": [False, True]}) == {
        "accepting": [True, False]
    }
