"""A comment waits for a moderator before it is shown, and again whenever it changes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.cases import Case, CaseKind, CaseStatus
from directory.vetting import service
from directory.vetting.models import (
    CommentStatus,
)
from tests.factories import make_practitioner
from tests.vetting.factories import NOW, content_for, make_assessment

DAY = timedelta(days=1)

pytestmark = pytest.mark.databases("sqlite")


def _cases(session, kind):
    session.flush()
    return session.scalars(select(Case).where(Case.kind == kind)).all()


@pytest.fixture
def practitioner(session):
    return make_practitioner(session, email="practice@sole.example")


def test_a_comment_waits_for_a_moderator_and_again_when_it_changes(session, practitioner):
    assessment = make_assessment(session, practitioner=practitioner, comment="They <b>listen</b>.")
    shown = assessment.comment
    assessment.comment_status = CommentStatus.SHOWN
    same = content_for(comment="They listen.", answers={})

    service.edit(session, assessment=assessment, content=same, now=NOW + DAY)
    unchanged = assessment.comment_status
    other = content_for(comment="They always listen.")
    service.edit(session, assessment=assessment, content=other, now=NOW + DAY)

    assert shown == "They listen."
    assert (unchanged, assessment.comment_status) == ("shown", "waiting")
    (case,) = _cases(session, CaseKind.COMMENT)
    assert (case.status, case.practitioner_id) == (CaseStatus.OPEN, practitioner.id)


def test_a_comment_taken_back_no_longer_waits(session, practitioner):
    assessment = make_assessment(session, practitioner=practitioner, comment="They listen.")

    service.edit(session, assessment=assessment, content=content_for(), now=NOW + DAY)

    (case,) = _cases(session, CaseKind.COMMENT)
    assert (case.status, case.decision) == (CaseStatus.DECIDED, "drop")
    assert assessment.comment_status is None
