"""What follows when a decision about assessments is taken back: standings, score, log."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.cases import Case, CaseKind
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Practitioner, Status
from directory.vetting.models import Assessment, Flag, FlagStatus, Standing
from directory.vetting.replay import replay
from directory.vetting.service import withdraw
from directory.vetting.standings import entry_of
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.moderation.test_undoing import decide, events, newest, undo
from tests.moderation.worlds import a_burst, a_cap, a_comment, a_red_flag, a_report, a_veto
from tests.vetting.factories import make_assessment
from tests.vetting.plant import NOW, tallies_hold

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def moderator(session):
    return make_account(session)


def listing_of(session, case):
    return session.get_one(Practitioner, case.practitioner_id)


def standings(session):
    session.flush()
    return [row.standing for row in session.scalars(select(Assessment).order_by(Assessment.id))]


@pytest.mark.databases("sqlite", "postgres")
def test_a_released_burst_is_held_again_and_what_it_said_is_unsaid(session, tmp_path, moderator):
    case = a_burst(session)
    before = listing_of(session, case).score
    decide(session, case, "release", tmp_path, moderator)
    assert [flag.code for flag in session.scalars(select(Flag))] == ["R1"]
    assert listing_of(session, case).score != before
    known = len(events(session))

    undo(session, case, tmp_path, moderator)

    assert standings(session) == [Standing.COUNTED] + [Standing.HELD] * 4
    assert (listing_of(session, case).score, tallies_hold(session, listing_of(session, case))) == (
        before,
        True,
    )
    assert session.scalars(select(Flag)).all() == []
    assert session.scalars(select(Case).where(Case.kind == CaseKind.RED_FLAG)).all() == []
    told = [(one.action, one.subject_type) for one in events(session)[known:]]
    assert sorted(told) == sorted(
        [("reopened", "case"), ("opening taken back", "case"), ("opening taken back", "red_flag")]
        + [("held again", "assessment")] * 4
    )


def test_what_was_withdrawn_before_is_not_held_again(session, tmp_path, moderator):
    case = a_burst(session)
    session.query(Assessment).order_by(Assessment.id.desc()).first().standing = Standing.WITHDRAWN
    decide(session, case, "reject", tmp_path, moderator)

    undo(session, case, tmp_path, moderator)

    assert standings(session)[1:] == [Standing.HELD] * 3 + [Standing.WITHDRAWN]
    assert sum(one.action == "held again" for one in events(session)) == 3


def test_without_its_cap_a_score_is_what_it_was_at_once(session, tmp_path, moderator):
    case = a_red_flag(session)
    before = listing_of(session, case).score
    decide(session, case, "cap", tmp_path, moderator)
    promised = session.query(OutboxEntry).filter_by(topic="index").count()
    assert listing_of(session, case).score < before

    undo(session, case, tmp_path, moderator)

    session.flush()
    assert (listing_of(session, case).score, listing_of(session, case).score_cap) == (before, None)
    assert session.query(OutboxEntry).filter_by(topic="index").count() > promised
    assert events(session)[-1].action == "decision taken back"


def test_a_cap_lifted_too_quickly_binds_again(session, tmp_path, moderator):
    case = a_cap(session)
    capped = listing_of(session, case).score
    decide(session, case, "lift", tmp_path, moderator)
    assert listing_of(session, case).score > capped

    undo(session, case, tmp_path, moderator)

    assert listing_of(session, case).score == capped
    assert session.scalars(select(Flag.status)).one() == FlagStatus.CAPPED
    assert (newest(session, case).status, newest(session, case).id > case.id) == ("open", True)


def test_a_veto_lifted_too_quickly_hides_again(session, tmp_path, moderator):
    case = a_veto(session)
    reason = listing_of(session, case).hidden_reason
    decide(session, case, "lift", tmp_path, moderator)
    assert listing_of(session, case).is_public

    undo(session, case, tmp_path, moderator)

    listing = listing_of(session, case)
    assert (listing.status, listing.hidden_reason) == (Status.HIDDEN, reason)
    assert "hidden again" in [one.action for one in events(session)]


def test_a_listing_hidden_for_a_report_shows_again(session, tmp_path, moderator):
    case = a_report(session)
    decide(session, case, "hide", tmp_path, moderator)
    known = len(events(session))

    undo(session, case, tmp_path, moderator)

    assert (listing_of(session, case).is_public, listing_of(session, case).hidden_reason) == (
        True,
        None,
    )
    assert [one.action for one in events(session)[known:]] == ["reopened", "restored"]


@pytest.mark.parametrize("decision", ["show", "refuse"])
def test_a_comment_waits_again(session, tmp_path, moderator, decision):
    case = a_comment(session)
    decide(session, case, decision, tmp_path, moderator)

    undo(session, case, tmp_path, moderator)

    assert session.scalars(select(Assessment.comment_status)).one() == "waiting"
    assert events(session)[-1].action == "comment waits again"


@pytest.mark.parametrize("decision", ["release", "reject"])
def test_the_log_alone_tells_who_is_held_again(session, tmp_path, moderator, decision):
    listing = make_practitioner(session)
    for day in range(3):
        make_assessment(session, practitioner=listing, now=NOW - timedelta(days=3 - day))
    case = session.scalars(select(Case).where(Case.kind == CaseKind.BURST)).one()
    decide(session, case, decision, tmp_path, moderator)

    undo(session, case, tmp_path, moderator)

    session.flush()
    rows = session.scalars(select(Assessment)).all()
    assert {row.standing for row in rows} == {Standing.HELD}
    assert replay(session, listing.id) == {row.id: entry_of(row) for row in rows}

    decide(session, case, "release", tmp_path, moderator)

    session.flush()
    assert replay(session, listing.id) == {row.id: entry_of(row) for row in rows}


def test_a_comment_that_is_taken_back_stays_nowhere(session, tmp_path, moderator):
    case = a_comment(session)
    row = session.scalars(select(Assessment).order_by(Assessment.id.desc())).first()
    said = row.comment
    decide(session, case, "refuse", tmp_path, moderator)
    assert said in str(newest(session, case).undo)

    withdraw(session, assessment=row, now=NOW)

    session.expire_all()
    assert newest(session, case).undo is None
