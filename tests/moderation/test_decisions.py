"""Decisions by name; what each does is tried on the command line and on pages."""

import pytest

from directory.cases import CaseKind
from directory.cases.deciding import AlreadyDecided
from directory.db import begin_write
from directory.moderation.decisions import DECISIONS, ON_DECIDED, carry_out
from directory.moderation.task import DecisionUnknown, FlagGone
from tests.cli.waiting import opened
from tests.factories import make_practitioner
from tests.moderation.tasks import task_of

pytestmark = pytest.mark.databases("sqlite")


def test_a_decision_that_there_is_not_names_those_there_are(session, tmp_path):
    case = opened(session, CaseKind.BURST, make_practitioner(session))

    with pytest.raises(DecisionUnknown, match="For a burst say one of: release, reject"):
        carry_out(task_of(session, case, tmp_path), "noted")


def test_what_is_decided_stays_so_but_for_appeals_and_replies(session, tmp_path):
    case = opened(session, CaseKind.PATTERN, make_practitioner(session))
    flag = opened(session, CaseKind.RED_FLAG, make_practitioner(session))
    begin_write(session)
    flag.subject_id = "00000000-0000-0000-0000-000000000000"
    carry_out(task_of(session, case, tmp_path), "noted")

    with pytest.raises(AlreadyDecided):
        carry_out(task_of(session, case, tmp_path), "noted")
    for late in sorted(ON_DECIDED & DECISIONS[CaseKind.RED_FLAG].keys()):
        with pytest.raises(FlagGone):
            carry_out(task_of(session, flag, tmp_path), late)
