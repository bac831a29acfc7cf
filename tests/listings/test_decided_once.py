"""Each decision about what owners sent is taken once, on what was read, wholly or not at all."""

import uuid
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory.cases.models import Case, CaseStatus
from directory.db import begin_write
from directory.listings.deciding import (
    AlreadyDecided,
    DecidedOtherwise,
    NothingLeft,
    ReasonMissing,
    RevisionChanged,
    approve,
    refuse,
    revision_of,
    send_back,
)
from directory.listings.models import Revision, Stage
from directory.listings.service import withdraw_revision
from directory.log.models import Event
from directory.outbox.models import Mail
from directory.practitioners.models import Practitioner, Status
from tests.factories import make_practitioner
from tests.listings.factories import (
    LETTERS,
    NOW,
    case_of,
    make_place,
    make_submission,
    make_verdict,
    owner_of,
    practitioner_of,
    propose_fields,
    publish,
)

pytestmark = pytest.mark.databases("sqlite")

both = pytest.mark.databases("sqlite", "postgres")
NPI = "1234567893"
LATER = NOW + timedelta(days=4)
DECISIONS = [approve, send_back, refuse]


@pytest.mark.parametrize("decide", DECISIONS)
def test_what_was_replaced_since_it_was_read_is_not_decided(session, decide):
    first = make_submission(session)
    case = case_of(session, first)
    propose_fields(session, practitioner_of(session, first), bio="Other words.")

    with pytest.raises(RevisionChanged):
        decide(session, case, make_verdict(), seen=first.public_id, letters=LETTERS)


@pytest.mark.parametrize("decide", DECISIONS)
def test_another_revision_than_the_one_read_is_not_decided(session, decide):
    case = case_of(session, make_submission(session))

    with pytest.raises(RevisionChanged):
        decide(session, case, make_verdict(), seen=uuid.uuid4(), letters=LETTERS)


@pytest.mark.parametrize("decide", DECISIONS)
def test_nothing_is_decided_twice(session, decide):
    revision = make_submission(session)
    case = publish(session, revision)

    with pytest.raises(AlreadyDecided):
        decide(session, case, make_verdict(), seen=revision.public_id, letters=LETTERS)


def test_what_its_owner_took_back_is_not_published(session):
    revision = make_submission(session)
    case = case_of(session, revision)
    withdraw_revision(session, revision=revision, actor="owner:1", now=NOW)

    with pytest.raises(AlreadyDecided):
        approve(session, case, make_verdict(), seen=revision.public_id, letters=LETTERS)


@pytest.mark.parametrize("decide", DECISIONS)
def test_a_decision_needs_a_reason(session, decide):
    revision = make_submission(session)
    verdict = make_verdict(reason=" ")

    with pytest.raises(ReasonMissing):
        decide(
            session, case_of(session, revision), verdict, seen=revision.public_id, letters=LETTERS
        )


@pytest.mark.parametrize("decide", DECISIONS)
def test_what_went_live_is_decided_otherwise(session, decide):
    practitioner = make_practitioner(session)
    live = propose_fields(session, practitioner, accepting=True).live

    with pytest.raises(DecidedOtherwise):
        decide(
            session, case_of(session, live), make_verdict(), seen=live.public_id, letters=LETTERS
        )


@pytest.mark.parametrize("decide", DECISIONS)
def test_what_is_gone_cannot_be_decided(session, decide):
    revision = make_submission(session)
    case, seen = case_of(session, revision), revision.public_id
    session.delete(revision)
    session.flush()

    with pytest.raises(NothingLeft):
        decide(session, case, make_verdict(), seen=seen, letters=LETTERS)
    with pytest.raises(NothingLeft):
        revision_of(session, case)


def test_a_case_without_a_listing_cannot_be_decided(session):
    revision = make_submission(session)
    case = case_of(session, revision)
    case.practitioner_id = None

    with pytest.raises(NothingLeft):
        approve(session, case, make_verdict(), seen=revision.public_id, letters=LETTERS)


@both
def test_a_torn_approval_leaves_what_waited(session):
    revision = make_submission(session)
    number, practitioner_id = revision.id, revision.practitioner_id
    session.commit()
    begin_write(session)

    publish(session, session.get_one(Revision, number))
    session.rollback()

    assert session.get_one(Practitioner, practitioner_id).status == Status.PENDING
    assert session.get_one(Revision, number).status == Stage.WAITING
    assert session.scalars(select(Case)).one().status == CaseStatus.OPEN
    assert session.scalar(select(func.count(Mail.id))) == 1


@pytest.mark.databases("postgres")
def test_two_approvals_at_once_publish_once(session, open_session):
    number = make_submission(session, places=(make_place(),)).id
    session.commit()
    first, second = open_session(), open_session()
    begin_write(first)
    begin_write(second)

    publish(first, first.get_one(Revision, number))
    with ThreadPoolExecutor(1) as other:
        revision = second.get_one(Revision, number)
        again = other.submit(publish, second, revision)
        wait([again], timeout=0.2)
        first.commit()
        with pytest.raises(AlreadyDecided):
            again.result()

    second.rollback()
    assert session.scalar(select(func.count(Event.id)).where(Event.action == "published")) == 1


@pytest.mark.databases("postgres")
def test_an_approval_and_a_newer_version_at_once_do_not_meet(session, open_session):
    number = make_submission(session).id
    session.commit()
    first, second = open_session(), open_session()
    begin_write(first)
    begin_write(second)

    practitioner = practitioner_of(first, first.get_one(Revision, number))
    propose_fields(first, practitioner, author=owner_of(first, practitioner), bio="Newer words.")
    with ThreadPoolExecutor(1) as other:
        again = other.submit(publish, second, second.get_one(Revision, number))
        wait([again], timeout=0.2)
        first.commit()
        with pytest.raises(RevisionChanged):
            again.result()
