"""Which decisions there are for which case, and what carries them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind, CaseStatus
from directory.cases.deciding import AlreadyDecided
from directory.moderation.import_decisions import IMPORT_DECISIONS
from directory.moderation.listing_decisions import LISTING_DECISIONS
from directory.moderation.merge_decisions import MERGE_DECISIONS
from directory.moderation.ownership_decisions import OWNERSHIP_DECISIONS
from directory.moderation.reversals import Remembered, lock_case
from directory.moderation.task import DecisionUnknown
from directory.moderation.vetting_decisions import VETTING_DECISIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.moderation.task import Task


def carry_out(task: Task, decision: str) -> str:
    """Decide a case, once, and do what follows; the case keeps what taking it back needs.

    Args:
        task: The case, who decides and why.
        decision: One of those that `DECISIONS` has for the kind.

    Returns:
        What was done, in a sentence.

    Raises:
        AlreadyDecided: It was decided before.
        DecisionUnknown: There is no such decision; the message names those there are.
        Exception: Whatever the decision's own service raises.
    """
    known = DECISIONS[CaseKind(task.case.kind)]
    if decision not in known:
        message = f"For a {task.case.kind} say one of: {', '.join(known)}."
        raise DecisionUnknown(message)
    lock_case(task.session, task.case)
    if task.case.status == CaseStatus.DECIDED and decision not in ON_DECIDED:
        raise AlreadyDecided(task.case)
    remembered = Remembered(task, decision)
    told = known[decision](task)
    remembered.keep()
    return told


ON_DECIDED = frozenset({"lift", "reply", "restore"})
"""What may be done after a case was decided: appeals and replies come late."""

DECISIONS: dict[CaseKind, dict[str, Callable[[Task], str]]] = (
    LISTING_DECISIONS | OWNERSHIP_DECISIONS | VETTING_DECISIONS | IMPORT_DECISIONS | MERGE_DECISIONS
)
"""What can be decided about each kind of case."""
