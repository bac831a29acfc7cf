"""What can be decided about whose a listing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind
from directory.listings.claims import claiming, voices
from directory.listings.claims.dispute_rule import GIVE, KEEP

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


def give(task: Task) -> str:
    """Say that a claimant should have a listing; the choice is the public id of the claim."""
    return "They speak for the listing now." if _say(task, GIVE) else _NOTED


def keep(task: Task) -> str:
    """Say that a listing should stay as it is, whoever claims it."""
    return "Everything stays as it is; all sides are told." if _say(task, KEEP) else _NOTED


def _say(task: Task, decision: str) -> bool:
    return voices.say(
        task.session,
        task.case,
        decision,
        task.choice,
        task.verdict,
        letters=task.letters,
        var=task.var,
    )


_NOTED = "Your voice is noted; the dispute is not decided yet."

OWNERSHIP_DECISIONS: dict[CaseKind, dict[str, Callable[[Task], str]]] = {
    CaseKind.CLAIM: {"approve": approve_claim, "refuse": refuse_claim},
    CaseKind.DISPUTE: {GIVE: give, KEEP: keep},
}
