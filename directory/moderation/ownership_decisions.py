"""What can be decided about whose a listing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind
from directory.listings import claiming

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.moderation.task import Task


def approve_claim(task: Task) -> str:
    """Let who claims a listing speak for it."""
    claiming.approve_claim(
        task.session, task.case, task.verdict, letters=task.letters, var=task.var
    )
    return "They speak for the listing now."


def refuse_claim(task: Task) -> str:
    """Leave the listing as it is."""
    claiming.refuse_claim(task.session, task.case, task.verdict, letters=task.letters, var=task.var)
    return "The claim is refused; they are told why."


OWNERSHIP_DECISIONS: dict[CaseKind, dict[str, Callable[[Task], str]]] = {
    CaseKind.CLAIM: {"approve": approve_claim, "refuse": refuse_claim},
    CaseKind.DISPUTE: {},
}
