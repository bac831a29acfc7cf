"""Kinds of cases that imports open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.cases import CaseKind
    from directory.web.moderation.kinds import KindOfCase

IMPORT_KINDS: dict[CaseKind, KindOfCase] = {}
