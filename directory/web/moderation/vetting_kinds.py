"""Kinds of cases about assessments: private reports, red flags, bursts, comments, proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.cases import CaseKind
    from directory.web.moderation.kinds import KindOfCase

VETTING_KINDS: dict[CaseKind, KindOfCase] = {}
