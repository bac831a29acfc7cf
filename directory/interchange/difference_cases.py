"""Lays before moderators what the registry says otherwise than owners do: one case a listing.

At most `MOST_WAITING` of these cases wait at once, so that a first import into a directory of many
owners does not bury everything else. What finds no room is counted, and raised by a later file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from directory.cases import Case, CaseKind, CaseStatus, open_case
from directory.cases.deciding import decide_case
from directory.db import utc_now
from directory.interchange.differences import marks_of, unjudged
from directory.interchange.outcomes import ACTOR, Raised
from directory.practitioners.models import Ownership

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.listings.changes import Changes
    from directory.practitioners.models import Practitioner

MOST_WAITING = 500
KEEP, SHOW, GONE = "keep", "show", "gone"
"""Decisions that later imports go by, and what becomes of a case that an import settles."""

_SETTLED = "The registry says the same by now."
_IN_USE = "The number is in use again."


class Compared(NamedTuple):
    """A listing beside what the registry says of it; no fields where they agree."""

    practitioner: Practitioner
    fields: Changes
    source: str
    updated_on: date | None


def owned_among(session: Session, practitioner_ids: Collection[int]) -> set[int]:
    """Those of some listings for which an account speaks."""
    statement = select(Ownership.practitioner_id)
    return set(session.scalars(statement.where(Ownership.practitioner_id.in_(practitioner_ids))))


def lay_before(session: Session, compared: Sequence[Compared]) -> Counter[str]:
    """Open, renew or settle the cases of a batch; some five statements however long it is.

    Args:
        session: The open session, writing.
        compared: Listings that people have the say over, each once.

    Returns:
        How many met which `Raised`.
    """
    if not compared:
        return Counter()
    waiting = _waiting(session, [one.practitioner.id for one in compared])
    differing = [one for one in compared if one.fields]
    kept = _kept(session, [one.practitioner.id for one in differing])
    room = MOST_WAITING - _how_many_wait(session) if differing else 0
    told: Counter[str] = Counter()
    for one in compared:
        case = waiting.get(one.practitioner.id)
        fields = unjudged(one.fields, kept[one.practitioner.id]) if one.fields else {}
        outcome = _lay(session, one, fields, case, has_room=room > 0)
        room -= outcome is Raised.OPENED
        if outcome:
            told[outcome.value] += 1
    return told


def open_hidden(session: Session, practitioner: Practitioner, details: Mapping[str, Any]) -> None:
    """Ask a moderator to look at an owned listing that an import took off the site."""
    _open(session, practitioner, dict(details))


def close_hidden(session: Session, practitioner: Practitioner) -> None:
    """Nothing is left to decide about a listing that an import shows again."""
    case = _waiting(session, [practitioner.id]).get(practitioner.id)
    if case is not None and "fields" not in case.details:
        _settle(session, case, _IN_USE)


def is_shown_despite(
    session: Session, practitioner: Practitioner, key: str, day: str | None
) -> bool:
    """Whether a moderator found a listing to be shown though the registry took it out.

    Args:
        session: The open session.
        practitioner: The listing.
        key: Which of a case's details tells the day: "deactivated_on".
        day: The day the registry gives now; a later one is news.
    """
    statement = select(Case.details).where(
        Case.practitioner_id == practitioner.id,
        Case.kind == CaseKind.IMPORT_DIFFERENCE,
        Case.decision == SHOW,
    )
    judged = [details[key] for details in session.scalars(statement) if key in details]
    return any(day is None or (known is not None and day <= known) for known in judged)


def _lay(
    session: Session, one: Compared, fields: Changes, case: Case | None, *, has_room: bool
) -> Raised | None:
    if case is not None and _is_older(one, case):
        return Raised.WAITED
    if not fields:
        return _nothing_left(session, one, case)
    details = _details(one, fields)
    if case is not None:
        changed = case.details.get("fields") != fields
        case.details = case.details | details
        return Raised.RENEWED if changed else Raised.WAITED
    if not has_room:
        return Raised.NO_ROOM
    _open(session, one.practitioner, details)
    return Raised.OPENED


def _nothing_left(session: Session, one: Compared, case: Case | None) -> Raised | None:
    if case is not None and "fields" in case.details:
        _settle(session, case, _SETTLED)
        return Raised.SETTLED
    return Raised.JUDGED if one.fields else None


def _is_older(one: Compared, case: Case) -> bool:
    """Whether the case goes by a newer file than this one."""
    known = case.details.get("updated_on")
    return bool(known and one.updated_on and one.updated_on.isoformat() < known)


def _details(one: Compared, fields: Changes) -> dict[str, Any]:
    updated_on = one.updated_on.isoformat() if one.updated_on else None
    return {"source": one.source, "updated_on": updated_on, "fields": fields}


def _open(session: Session, practitioner: Practitioner, details: dict[str, Any]) -> None:
    open_case(
        session,
        CaseKind.IMPORT_DIFFERENCE,
        subject=("practitioner", str(practitioner.public_id)),
        practitioner_id=practitioner.id,
        details=details,
        actor=ACTOR,
    )


def _settle(session: Session, case: Case, reason: str) -> None:
    decide_case(session, case, GONE, reason=reason, actor=ACTOR, now=utc_now())


def _waiting(session: Session, practitioner_ids: Iterable[int]) -> dict[int | None, Case]:
    statement = select(Case).where(
        Case.practitioner_id.in_(practitioner_ids),
        Case.kind == CaseKind.IMPORT_DIFFERENCE,
        Case.status == CaseStatus.OPEN,
    )
    return {case.practitioner_id: case for case in session.scalars(statement)}


def _how_many_wait(session: Session) -> int:
    statement = select(func.count()).select_from(Case)
    waits = (Case.kind == CaseKind.IMPORT_DIFFERENCE, Case.status == CaseStatus.OPEN)
    return session.scalar(statement.where(*waits)) or 0


def _kept(session: Session, practitioner_ids: Collection[int]) -> dict[int | None, set[str]]:
    """Marks of the differences of which a moderator has said that the listing stands."""
    marks: dict[int | None, set[str]] = defaultdict(set)
    if not practitioner_ids:
        return marks
    statement = select(Case.practitioner_id, Case.details).where(
        Case.practitioner_id.in_(practitioner_ids),
        Case.kind == CaseKind.IMPORT_DIFFERENCE,
        Case.decision == KEEP,
    )
    for practitioner_id, details in session.execute(statement):
        marks[practitioner_id].update(marks_of(details.get("fields", {})).values())
    return marks
