"""A decision that is taken back leaves the world as it was before it."""

import pytest

from directory.cases import CaseStatus
from directory.moderation.decisions import DECISIONS, carry_out
from directory.moderation.reversals import ON_THE_WAY
from directory.moderation.undoing import FINAL, UNDO, take_back
from tests.accounts.factories import make_account
from tests.moderation.cases import EVERY
from tests.moderation.tasks import task_of


def test_every_decision_can_be_taken_back_or_says_why_not():
    every = {(kind, decision) for kind, known in DECISIONS.items() for decision in known}

    assert every == UNDO.keys() | FINAL.keys() | ON_THE_WAY
    assert not UNDO.keys() & FINAL.keys()


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    "kind, decision",
    [
        ("submission", "publish"),
        ("submission", "refuse"),
        ("edit", "publish"),
        ("live edit", "undo"),
        ("claim", "approve"),
        ("reply", "show"),
        ("fact report", "clear"),
    ],
)
def test_try(session, tmp_path, kind, decision):
    case = EVERY[kind](session)
    mod = make_account(session)
    carry_out(task_of(session, case, tmp_path), decision)
    take_back(task_of(session, case, tmp_path), mod)
    assert case.status == CaseStatus.OPEN
