"""What can be decided about listings that may be one person's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind
from directory.cases.deciding import decide_case
from directory.listings.merging.doubles import pair_of
from directory.listings.merging.joining import merge
from directory.listings.merging.rule import check_no_hand, lock_both, proposed
from directory.moderation.task import ChoiceUnknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.moderation.task import Task
    from directory.practitioners.models import Practitioner


def merge_pair(task: Task) -> str:
    """Let two listings become one; the choice is the public id of the one that is kept.

    Without a choice it is the one that would be proposed.
    """
    pair = _locked(task)
    choice = task.choice or str(proposed(task.session, *pair)[0].public_id)
    kept = next((one for one in pair if str(one.public_id) == choice), None)
    if kept is None:
        message = f"Choose which is kept: {pair[0].public_id} or {pair[1].public_id}."
        raise ChoiceUnknown(message)
    merged = next(one for one in pair if one is not kept)
    decide_case(task.session, task.case, "merge", **task.by())
    row = merge(
        task.session, kept=kept, merged=merged, actor=task.verdict.actor, now=task.verdict.now
    )
    return f"They are one listing now; its merge is {row.public_id}."


def keep_apart(task: Task) -> str:
    """Leave two listings as they are: they are not one person's."""
    _locked(task)
    decide_case(task.session, task.case, "apart", **task.by())
    return "They stay two listings; the same pair is not asked about again."


def _locked(task: Task) -> tuple[Practitioner, Practitioner]:
    one, other = pair_of(task.session, task.case)
    one, other = lock_both(task.session, one.id, other.id)
    check_no_hand(task.session, task.verdict.actor, one, other)
    return one, other


MERGE_DECISIONS: dict[CaseKind, dict[str, Callable[[Task], str]]] = {
    CaseKind.DUPLICATE: {"merge": merge_pair, "apart": keep_apart},
}
