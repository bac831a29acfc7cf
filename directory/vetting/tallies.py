"""Tallies: running sums of what counted members answered, in whole numbers.

Adding an assessment and taking it away leaves the same bits behind. Weights and shares are those
of `directory.vetting.score`.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.practitioners.vocabulary import LINKS
from directory.vetting.checklist import SORE_PLACES
from directory.vetting.models import Answer, Assessment, Standing, Tally
from directory.vetting.score import group_shares, member_weight, month_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy.orm import Session

    Sums = Counter[tuple[str, str]]

HALF_POINTS = {Answer.YES: 2, Answer.PARTLY: 1, Answer.NO: 0}
"""What an answer is worth; others add nothing."""

LINK = "link:"
"""Before the key of a link in a tally's code."""

COLUMNS = (
    "yes_proved",
    "asked_proved",
    "yes_unproved",
    "asked_unproved",
    "said_yes",
    "said_partly",
    "said_no",
)

_SAID = ("said_no", "said_partly", "said_yes")


def said(assessment: Assessment) -> dict[str, int]:
    """What an assessment says in half-points (yes 2, partly 1, no 0), by tally code. Pure."""
    points = {
        code: HALF_POINTS[Answer(value)]
        for code, value in assessment.answers.items()
        if value in HALF_POINTS
    }
    if assessment.links is not None:
        own = SORE_PLACES.get(assessment.sore or "")
        points |= {LINK + key: 2 * (key in assessment.links) for key in LINKS if key != own}
    return points


def sums(assessments: Iterable[Assessment]) -> Sums:
    """What assessments add to the tallies, by code and column. Pure.

    Args:
        assessments: Counted ones of one practitioner; of a linked group all or none.
    """
    added: Sums = Counter()
    ranked = sorted(assessments, key=lambda one: (one.vote_group, one.id))
    for _, members in groupby(ranked, key=lambda one: one.vote_group):
        group = list(members)
        spoken: set[str] = set()
        for rank, assessment in enumerate(group):
            _add(added, assessment, rank, len(group), spoken)
    return added


def _add(added: Sums, assessment: Assessment, rank: int, size: int, spoken: set[str]) -> None:
    """Add one member of a group; `spoken` are the codes that the group has answered so far."""
    weight = member_weight(month_number(assessment.visit_month))
    share = group_shares(weight, size)[rank]
    how = "proved" if assessment.proved else "unproved"
    for code, half_points in said(assessment).items():
        added[code, f"yes_{how}"] += share * half_points
        added[code, f"asked_{how}"] += share * 2
        if code not in spoken:
            # A linked group speaks through the first of it who answered.
            spoken.add(code)
            added[code, _SAID[half_points]] += 1


@contextmanager
def moving(session: Session, practitioner_id: int, groups: Collection[int]) -> Iterator[None]:
    """Let the tallies follow what is done to assessments inside the `with`.

    Args:
        session: The open session, with the practitioner's row locked.
        practitioner_id: Whose assessments they are.
        groups: Vote groups of every assessment that changes, those before and those after.
    """
    before = _sums_of(session, practitioner_id, groups)
    yield
    session.flush()
    difference = _sums_of(session, practitioner_id, groups)
    difference.subtract(before)
    _apply(session, practitioner_id, difference)


def count_all(session: Session, practitioner_id: int) -> Sums:
    """The sums of one practitioner, counted anew from the assessments; none of them is zero."""
    return _without_zeros(sums(_counted(session, practitioner_id)))


def stored(session: Session, practitioner_id: int) -> Sums:
    """The sums of one practitioner as the tallies hold them; none of them is zero."""
    rows = session.scalars(select(Tally).where(Tally.practitioner_id == practitioner_id))
    return _without_zeros(Counter({(r.code, c): getattr(r, c) for r in rows for c in COLUMNS}))


def recount_all(session: Session, practitioner_id: int) -> bool:
    """Set the tallies of one practitioner to what its assessments say.

    Returns:
        Whether they were right before.
    """
    difference = count_all(session, practitioner_id)
    difference.subtract(stored(session, practitioner_id))
    _apply(session, practitioner_id, difference)
    return not any(difference.values())


def _counted(
    session: Session, practitioner_id: int, groups: Collection[int] | None = None
) -> Iterable[Assessment]:
    statement = select(Assessment).where(
        Assessment.practitioner_id == practitioner_id,
        Assessment.standing == Standing.COUNTED,
    )
    if groups is not None:
        statement = statement.where(Assessment.vote_group.in_(groups))
    return session.scalars(statement)


def _sums_of(session: Session, practitioner_id: int, groups: Collection[int]) -> Sums:
    return sums(_counted(session, practitioner_id, groups))


def _without_zeros(added: Sums) -> Sums:
    return Counter({place: number for place, number in added.items() if number})


def _apply(session: Session, practitioner_id: int, difference: Sums) -> None:
    codes = {code for (code, _), number in difference.items() if number}
    statement = select(Tally).where(Tally.practitioner_id == practitioner_id, Tally.code.in_(codes))
    rows = {row.code: row for row in session.scalars(statement)}
    for code in sorted(codes):
        row = rows.get(code) or _new_tally(session, practitioner_id, code)
        for column in COLUMNS:
            setattr(row, column, getattr(row, column) + difference[code, column])
        if not any(getattr(row, column) for column in COLUMNS):
            session.delete(row)
    session.flush()


def _new_tally(session: Session, practitioner_id: int, code: str) -> Tally:
    row = Tally(practitioner_id=practitioner_id, code=code, **dict.fromkeys(COLUMNS, 0))
    session.add(row)
    return row
