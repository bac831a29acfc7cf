"""What can be decided about listings that may be one person's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.moderation.task import Task

MERGE_DECISIONS: dict[CaseKind, dict[str, Callable[[Task], str]]] = {
    CaseKind.DUPLICATE: {},
}
