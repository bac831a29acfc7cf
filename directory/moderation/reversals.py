"""Which decisions can be taken back, which cannot and why; and what is kept so that they can be."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from directory.cases import Case, CaseKind, CaseStatus
from directory.cases.footprint import digest, read, touched
from directory.interchange.undoing import IMPORT_REVERSALS
from directory.listings.merging.reversals import MERGE_REVERSALS
from directory.listings.undoing import LISTING_REVERSALS, owners_told
from directory.practitioners.models import Practitioner
from directory.vetting.undoing import VETTING_REVERSALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.cases.footprint import Part, Reversal
    from directory.moderation.task import Task

_OWNERS_TOLD = {
    (CaseKind.RED_FLAG, "cap"),
    (CaseKind.RED_FLAG, "lift"),
    (CaseKind.APPEAL, "lift"),
    (CaseKind.APPEAL, "uphold"),
}
"""Decisions of the vetting's room that owners hear of."""

UNDO: dict[tuple[CaseKind, str], Reversal] = {
    **LISTING_REVERSALS,
    **{
        known: replace(reversal, told=owners_told) if known in _OWNERS_TOLD else reversal
        for known, reversal in VETTING_REVERSALS.items()
    },
    **MERGE_REVERSALS,
    **IMPORT_REVERSALS,
}
"""How each decision is taken back, by the kind of case and the word for it in `DECISIONS`."""

_DELETED = "The file is deleted with the decision."
_HEARD = "Both sides were heard and are told; a new claim opens it again."

FINAL: dict[tuple[CaseKind, str], str] = {
    (CaseKind.PROOF, "accept"): _DELETED,
    (CaseKind.PROOF, "refuse"): _DELETED,
    (CaseKind.DOCUMENT, "accept"): _DELETED,
    (CaseKind.DOCUMENT, "refuse"): _DELETED,
    (CaseKind.DISPUTE, "give"): _HEARD,
    (CaseKind.DISPUTE, "keep"): _HEARD,
    (CaseKind.RECOMMENDATION, "invite"): "The invitation goes out by mail.",
    (CaseKind.REMOVAL, "remove"): "The listing is deleted, and imports leave it out.",
}
"""Decisions that cannot be taken back, and why."""

ON_THE_WAY = frozenset(
    {
        (CaseKind.RED_FLAG, "attempt"),
        (CaseKind.RED_FLAG, "mail"),
        (CaseKind.RED_FLAG, "reply"),
        (CaseKind.PRIVATE_REPORT, "restore"),
        (CaseKind.IMPORT_DIFFERENCE, "ask"),
    }
)
"""What is done about a case and does not decide it: nothing is there to be taken back."""


def is_final(kind: CaseKind, decision: str) -> bool:
    """Whether a decision cannot be taken back once it is made. Pure."""
    return (CaseKind(kind), decision) in FINAL


def why_final(kind: CaseKind, decision: str) -> str | None:
    """Why a decision cannot be taken back, in a sentence; nothing where it can. Pure."""
    return FINAL.get((CaseKind(kind), decision))


class Remembered:
    """What stood before a decision, so that the case can keep it with the decision."""

    def __init__(self, task: Task, decision: str) -> None:
        """Read what the decision may change; `lock_case` comes before.

        Args:
            task: The decision on its way.
            decision: Its word in `DECISIONS`.
        """
        self._task, self._decision = task, decision
        reversal = UNDO.get((CaseKind(task.case.kind), decision))
        self._parts = reversal.rows(task.session, task.case) if reversal else None
        self._before = read(task.session, self._parts or [])

    def keep(self) -> None:
        """Keep with the decided case what was there before, and what the decision left."""
        if self._parts is None:
            return
        after = read(self._task.session, self._parts)
        kept: dict[str, Any] = {
            "of": self._decision,
            "before": touched(self._before, after),
            "after": digest(self._parts, after),
        }
        closed = _closed(self._task)
        for case in closed:
            case.undo = {**kept, "closed": [one.id for one in closed]}


def stands(session: Session, parts: Sequence[Part], left: str) -> bool:
    """Whether rows are still as a decision left them."""
    return digest(parts, read(session, parts)) == left


def lock_case(session: Session, case: Case) -> None:
    """Take the locks of what a case is about, then of the case itself, as it stands now.

    Whoever decides comes in this order: listings by number, then the case, then the rest.
    """
    session.flush()
    about = [Practitioner.id == case.practitioner_id]
    if case.kind == CaseKind.DUPLICATE:
        about.append(Practitioner.public_id == uuid.UUID(case.details["other"]))
    listings = select(Practitioner.id).where(or_(*about)).order_by(Practitioner.id)
    session.execute(listings.with_for_update())
    session.refresh(case, with_for_update=True)


def _closed(task: Task) -> Sequence[Case]:
    """The cases that the decision closed.

    An appeal that is granted closes what else waits about the same cap; one that comes after the
    first decision without having been asked for has a case of its own.
    """
    subject = (task.case.subject_type, task.case.subject_id)
    return task.session.scalars(
        select(Case)
        .where(Case.subject_type == subject[0], Case.subject_id == subject[1])
        .where(Case.status == CaseStatus.DECIDED, Case.decided_at == task.verdict.now)
        .where(Case.decided_by == task.verdict.actor, Case.kind.in_(_together(task.case)))
        .order_by(Case.id)
    ).all()


def _together(case: Case) -> tuple[CaseKind, ...]:
    """Kinds of cases that are closed together with one of a kind."""
    about_flags = (CaseKind.RED_FLAG, CaseKind.APPEAL)
    return about_flags if case.kind in about_flags else (CaseKind(case.kind),)
