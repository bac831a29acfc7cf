"""What can be decided where an import and an owner differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.moderation.task import Task

IMPORT_DECISIONS: dict[CaseKind, dict[str, Callable[[Task], str]]] = {
    CaseKind.IMPORT_DIFFERENCE: {},
}
