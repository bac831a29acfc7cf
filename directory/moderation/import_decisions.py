"""What can be decided where an import and an owner differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind
from directory.interchange import judging

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.moderation.task import Task


def keep(task: Task) -> str:
    """Let what stands stand."""
    judging.keep_ours(task.session, task.case, task.verdict, seen=task.seen)
    return "It stands as it is; the same is not asked again."


def take(task: Task) -> str:
    """Let the registry's facts go in."""
    judging.take_theirs(task.session, task.case, task.verdict, seen=task.seen, letters=task.letters)
    return "The registry's facts are in; the owner is told."


def ask(task: Task) -> str:
    """Ask the owner to look; the case stays open."""
    judging.ask_owner(task.session, task.case, task.verdict, seen=task.seen, letters=task.letters)
    return "The owner is asked to look; the case waits for 14 days."


def show(task: Task) -> str:
    """Show a listing whose number went out of use."""
    judging.show_despite(
        task.session, task.case, task.verdict, seen=task.seen, letters=task.letters
    )
    return "It shows again; the same deactivation does not hide it again."


IMPORT_DECISIONS: dict[CaseKind, dict[str, Callable[[Task], str]]] = {
    CaseKind.IMPORT_DIFFERENCE: {"keep": keep, "take": take, "ask": ask, "show": show},
}
