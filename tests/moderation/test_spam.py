"""Spam: refused without a word to who sent it, and only as it was seen."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from directory.accounts.models import Account
from directory.cases import CaseKind, CaseStatus
from directory.cases.deciding import HeldByAnother
from directory.log.models import Event
from directory.moderation.decisions import DECISIONS
from directory.moderation.service import NotYours, actor_of, hold
from directory.moderation.spam import (
    CAN_BE_SPAM,
    Changed,
    NotSpam,
    likenesses,
    may_be_spam,
    refuse_as_spam,
    sender_of,
)
from directory.moderation.undoing import take_back
from directory.outbox.models import Mail
from directory.practitioners.models import Ownership
from directory.vetting.models import Assessment, AssessmentRevision
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.listings.claim_factories import VERDICT
from tests.moderation import cases as at
from tests.moderation.cases import EVERY
from tests.moderation.tasks import task_of
from tests.moderation.test_service import opened
from tests.vetting.plant import plant_assessment

SPAM = [kind for kind in EVERY if kind != "live edit"]


@pytest.fixture
def moderator(session):
    return make_account(session, roles=["moderator"])


def by(account):
    return replace(VERDICT, actor=actor_of(account))


def refuse(session, case, account, settings, *, seen=None):
    ensure_writing(session)
    seen = seen or likenesses(session, [case])[case.id]
    task = task_of(session, case, settings.var, verdict=by(account))
    refuse_as_spam(task, account, seen=seen)


def commented(session):
    """A member's comment that waits, and its case."""
    ensure_writing(session)
    listing = make_practitioner(session)
    assessment = plant_assessment(session, listing)
    assessment.comment, assessment.comment_status = "Buy shoes at shoes.example!", "waiting"
    session.flush()
    return assessment, opened(session, CaseKind.COMMENT, listing, subject=assessment.public_id)


@pytest.mark.parametrize("kind", SPAM)
def test_spam_is_refused_and_nobody_is_written_to(session, moderator, settings, kind):
    case = EVERY[kind](session)
    session.commit()
    mails = len(session.scalars(select(Mail)).all())

    refuse(session, case, moderator, settings)

    assert case.status == CaseStatus.DECIDED
    assert (case.decision, case.reason) == ("spam", "Spam.")
    assert case.decided_by == actor_of(moderator)
    assert len(session.scalars(select(Mail)).all()) == mails
    told = select(Event).where(Event.subject_id == str(case.public_id), Event.action == "decided")
    assert len(session.scalars(told).all()) == 1


@pytest.mark.databases("sqlite")
def test_a_comment_and_a_private_report_can_be_spam_too(session, moderator, settings):
    assessment, comment = commented(session)
    report = opened(session, CaseKind.PRIVATE_REPORT, make_practitioner(session))

    refuse(session, comment, moderator, settings)
    refuse(session, report, moderator, settings)

    assert (comment.decision, report.decision) == ("spam", "spam")
    assert session.get_one(Assessment, assessment.id).comment_status == "refused"


@pytest.mark.databases("sqlite")
def test_what_the_site_brings_and_what_is_on_the_page_is_no_spam(session, moderator, settings):
    live, pattern = at.a_live_edit(session), opened(session, CaseKind.PATTERN)

    for case in (live, pattern):
        with pytest.raises(NotSpam):
            refuse(session, case, moderator, settings)
        assert not may_be_spam(case)
        assert case.status == CaseStatus.OPEN


@pytest.mark.databases("sqlite")
def test_what_changed_since_it_was_listed_is_left(session, moderator, settings):
    assessment, case = commented(session)
    seen = likenesses(session, [case])[case.id]
    session.add(AssessmentRevision(assessment_id=assessment.id, content={}))
    session.flush()

    with pytest.raises(Changed):
        refuse(session, case, moderator, settings, seen=seen)
    refuse(session, case, moderator, settings)
    with pytest.raises(Changed):
        refuse(session, case, moderator, settings)

    assert case.decision == "spam"


@pytest.mark.databases("sqlite")
def test_neither_an_interest_nor_anothers_hold_lets_one_call_it_spam(session, moderator, settings):
    case = at.a_claim(session)
    other = make_account(session, roles=["moderator"])
    hold(session, case, other, VERDICT.now)

    with pytest.raises(HeldByAnother):
        refuse(session, case, moderator, settings)
    session.add(Ownership(practitioner_id=case.practitioner_id, account_id=moderator.id))
    session.flush()
    with pytest.raises(NotYours):
        refuse(session, case, moderator, settings)

    assert case.status == CaseStatus.OPEN


def test_every_kind_that_can_be_spam_has_a_refusal():
    assert all(decision in DECISIONS[kind] for kind, decision in CAN_BE_SPAM.items())


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("kind", ["claim", "fact report", "recommendation", "edit"])
def test_what_was_called_spam_by_mistake_is_taken_back(session, moderator, settings, kind):
    case = EVERY[kind](session)
    session.commit()
    refuse(session, case, moderator, settings)
    session.commit()
    ensure_writing(session)

    take_back(task_of(session, case, settings.var, verdict=by(moderator)), moderator)

    assert (case.status, case.decision) == (CaseStatus.OPEN, None)


@pytest.mark.databases("sqlite")
def test_the_account_behind_spam_is_known_where_somebody_was_signed_in(session):
    assessment, comment = commented(session)
    member = session.get_one(Account, assessment.member_id)
    claimant = make_account(session)

    assert sender_of(session, comment) is member
    assert sender_of(session, at.a_claim(session, claimant)) is claimant
    assert sender_of(session, at.a_submission(session)).is_staff is False
    assert sender_of(session, at.a_fact_report(session)) is None
    assert sender_of(session, opened(session, CaseKind.PRIVATE_REPORT, subject="x")) is None
