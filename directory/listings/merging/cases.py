"""What becomes of open cases about a listing when it is merged with another.

What can be decided about the kept listing goes over to it. What speaks only of the other one ends:
changes its owner sent in, differences to a registry, red flags and replies that are set aside, and
whether it is listed twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.cases.deciding import decide_case
from directory.cases.models import Case, CaseKind, CaseStatus
from directory.listings.models import OwnerReply, OwnershipClaim, Stage
from directory.vetting.models import Assessment, Flag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner

ENDED = "merged"
"""What a case says that ended because its listing was merged with another."""

REASON = "The listing was merged with another one of the same person."

_END = frozenset({CaseKind.SUBMISSION, CaseKind.REVISION, CaseKind.IMPORT_DIFFERENCE})
_LISTS = ("assessments", "arrived_at", "vote_groups")


@dataclass(frozen=True, slots=True)
class _Cases:
    session: Session
    kept: Practitioner
    merged: Practitioner
    actor: str
    now: datetime
    stands: Mapping[str, int]
    """Public id of each assessment, red flag and reply of both to where it stands now."""
    ended: frozenset[str]
    """Public ids of claims that wait no more."""

    def end(self, case: Case) -> None:
        decide_case(self.session, case, ENDED, reason=REASON, actor=self.actor, now=self.now)

    def ends(self, case: Case) -> bool:
        if case.kind == CaseKind.DUPLICATE:
            return str(self.merged.public_id) in {case.subject_id, case.details.get("other")}
        if case.kind == CaseKind.CLAIM:
            return case.subject_id in self.ended
        if case.kind in {CaseKind.RED_FLAG, CaseKind.APPEAL, CaseKind.REPLY}:
            return self.stands.get(case.subject_id) == self.merged.id
        return case.practitioner_id == self.merged.id and case.kind in _END

    def move(self, case: Case) -> None:
        """Let a case be about the kept listing, or about where its assessment stands."""
        if case.kind == CaseKind.BURST:
            self._move_burst(case)
        elif case.subject_type == "assessment":
            case.practitioner_id = self.stands.get(case.subject_id, self.kept.id)
        else:
            case.practitioner_id = self.kept.id
            self._rename(case)

    def _rename(self, case: Case) -> None:
        if case.subject_type == "practitioner" and case.subject_id == str(self.merged.public_id):
            case.subject_id = str(self.kept.public_id)

    def _move_burst(self, case: Case) -> None:
        """A listing has one case of held assessments: of all that are held at it."""
        other = next((one for one in self.bursts() if one.id < case.id), None)
        here = {name for name, number in self.stands.items() if number == self.kept.id}
        case.details = _held_at(case.details, here)
        case.practitioner_id = self.kept.id
        self._rename(case)
        if other is not None:
            other.details = _together(_held_at(other.details, here), case.details)
            self.end(case)

    def bursts(self) -> list[Case]:
        cases = open_cases(self.session, self.kept, self.merged)
        return [case for case in cases if case.kind == CaseKind.BURST]


def move_cases(
    session: Session, kept: Practitioner, merged: Practitioner, *, actor: str, now: datetime
) -> None:
    """Let open cases of two listings go over or end; all that they are about has moved already.

    Args:
        session: The open session, writing; both rows are locked.
        kept: The listing that stays.
        merged: The other.
        actor: Who merges them.
        now: When, aware.

    Raises:
        HeldByAnother: Another moderator has a case before them that would end.
    """
    session.flush()
    both = (kept, merged)
    of_both = _Cases(session, *both, actor, now, _stands(session, *both), _ended(session, *both))
    for case in open_cases(session, kept, merged):
        if of_both.ends(case):
            of_both.end(case)
        else:
            of_both.move(case)
    session.flush()


def open_cases(session: Session, *listings: Practitioner) -> Sequence[Case]:
    """Cases of some listings that wait, the oldest first."""
    ids = [listing.id for listing in listings]
    statement = select(Case).where(Case.practitioner_id.in_(ids), Case.status == CaseStatus.OPEN)
    return session.scalars(statement.order_by(Case.id)).all()


def _stands(session: Session, *listings: Practitioner) -> dict[str, int]:
    ids = [listing.id for listing in listings]
    found: dict[str, int] = {}
    for table in (Assessment, Flag, OwnerReply):
        statement = select(table.public_id, table.practitioner_id)
        rows = session.execute(statement.where(table.practitioner_id.in_(ids)))
        found |= {str(name): number for name, number in rows}
    return found


def _ended(session: Session, *listings: Practitioner) -> frozenset[str]:
    """Claims of owners of either: they wait no more by now."""
    statement = select(OwnershipClaim.public_id).where(
        OwnershipClaim.status == Stage.WITHDRAWN,
        OwnershipClaim.practitioner_id.in_([listing.id for listing in listings]),
    )
    return frozenset(str(name) for name in session.scalars(statement))


def _held_at(details: dict[str, Any], there: set[str]) -> dict[str, Any]:
    """What a burst tells, without assessments that stand elsewhere. Pure."""
    stay = [n for n, name in enumerate(details.get("assessments", ())) if name in there]
    return details | {key: [details[key][n] for n in stay] for key in _LISTS if key in details}


def _together(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What two bursts tell, as one. Pure."""
    lists = {key: [*one.get(key, ()), *other.get(key, ())] for key in _LISTS}
    return one | lists | {"all_linked": False}
