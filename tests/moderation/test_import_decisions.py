"""Decisions about what imports bring, as moderators and commands make them."""

import pytest

from directory.cases import CaseStatus
from directory.interchange.differences import seen_of
from directory.moderation.decisions import carry_out
from directory.practitioners.models import Practitioner, Status
from tests.interchange.contradicted import a_closed_number, a_difference
from tests.moderation.tasks import task_of


@pytest.mark.parametrize(
    ("plant", "decision", "status"),
    [
        (a_difference, "keep", CaseStatus.DECIDED),
        (a_difference, "take", CaseStatus.DECIDED),
        (a_difference, "ask", CaseStatus.OPEN),
        (a_closed_number, "keep", CaseStatus.DECIDED),
        (a_closed_number, "show", CaseStatus.DECIDED),
    ],
)
def test_each_decision_says_what_was_done(session, tmp_path, plant, decision, status):
    case = plant(session)

    told = carry_out(task_of(session, case, tmp_path, seen=seen_of(case.details)), decision)

    assert told.endswith(".")
    assert case.status == status
    assert case.decision == (decision if status == CaseStatus.DECIDED else None)


def test_a_listing_kept_off_stays_hidden(session, tmp_path):
    case = a_closed_number(session)

    carry_out(task_of(session, case, tmp_path), "keep")

    assert session.get(Practitioner, case.practitioner_id).status == Status.HIDDEN
