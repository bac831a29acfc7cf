"""Kinds of cases about listings that may be one person's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.cases import CaseKind
    from directory.web.moderation.kinds import KindOfCase

MERGE_KINDS: dict[CaseKind, KindOfCase] = {}
