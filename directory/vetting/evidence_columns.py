"""Brings what the database holds of practitioners into the columns that the score reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import ColumnElement, func, select

from directory.vetting.checklist import CAPS, checklist
from directory.vetting.evidence import LICENCE
from directory.vetting.models import (
    Assessment,
    Claim,
    Document,
    Flag,
    FlagStatus,
    Standing,
    Tally,
)
from directory.vetting.score import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session
    from sqlalchemy.sql import Select

    from directory.practitioners.vocabulary import Kind

NO_CAP = 100.0
"""A cap that changes nothing."""

NAMED_AT_MOST = 500
"""More ids than this are asked for as a range, of which the others are skipped."""

_SUMS = ("yes_proved", "asked_proved", "yes_unproved", "asked_unproved")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What speaks for some practitioners of one kind, in the order of their ids.

    Attributes:
        evidence: Columns of answers, claims and documents.
        caps: Highest score a decided red flag leaves; `NO_CAP` where there is none.
        unlicensed: Whether a moderator decided that there is no licence: no score then.
        members: Independent members whose assessments count.
    """

    evidence: Evidence
    caps: NDArray[np.float64]
    unlicensed: NDArray[np.bool_]
    members: NDArray[np.int64]


def gather(session: Session, kind: Kind, ids: Sequence[int]) -> Gathered:
    """Gather what speaks for practitioners, in five statements however many they are.

    `directory.vetting.evidence` reads the same for pages, with all its words.

    Codes that are not on the checklist of the kind are left out: sums about links, and answers
    from a time when the practitioner was of another kind.
    """
    codes = {code: item for item, code in enumerate(checklist(kind).codes)}
    columns = {one: column for column, one in enumerate(ids)}
    reader = _Reader(session, codes, columns)
    evidence = Evidence.none(len(codes), len(columns))
    for name, values in zip(_SUMS, reader.sums(), strict=True):
        getattr(evidence, name)[reader.places] = values
    evidence.claims[reader.claimed()] = True
    halves = reader.documents()
    evidence.documents[reader.places] = halves
    caps, unlicensed = reader.flags()
    return Gathered(evidence, caps, unlicensed, reader.members())


class _Reader:
    """Reads rows about certain practitioners; `places` says where the last ones belong."""

    def __init__(self, session: Session, codes: dict[str, int], columns: dict[int, int]) -> None:
        self._session = session
        self._codes = codes
        self._columns = columns
        self.places: tuple[list[int], list[int]] = ([], [])

    def sums(self) -> list[list[int]]:
        rows = self._placed(
            select(Tally.practitioner_id, Tally.code, *(getattr(Tally, name) for name in _SUMS))
        )
        return [[row[2 + at] for row in rows] for at in range(len(_SUMS))]

    def claimed(self) -> tuple[list[int], list[int]]:
        self._placed(select(Claim.practitioner_id, Claim.code))
        return self.places

    def documents(self) -> list[float]:
        rows = self._placed(select(Document.practitioner_id, Document.code, Document.partly))
        return [0.5 if row.partly else 1.0 for row in rows]

    def flags(self) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        caps = np.full(len(self._columns), NO_CAP)
        unlicensed = np.zeros(len(self._columns), np.bool_)
        statement = select(Flag.practitioner_id, Flag.code).where(Flag.status == FlagStatus.CAPPED)
        for one, code in self._rows(statement, Flag.practitioner_id):
            column = self._columns.get(one)
            if column is None:
                continue
            unlicensed[column] |= code == LICENCE
            caps[column] = min(caps[column], CAPS[code] or NO_CAP)
        return caps, unlicensed

    def members(self) -> NDArray[np.int64]:
        members = np.zeros(len(self._columns), np.int64)
        statement = (
            select(Assessment.practitioner_id, func.count(Assessment.vote_group.distinct()))
            .where(Assessment.standing == Standing.COUNTED)
            .group_by(Assessment.practitioner_id)
        )
        for one, count in self._rows(statement, Assessment.practitioner_id):
            if one in self._columns:
                members[self._columns[one]] = count
        return members

    def _placed(self, statement: Select[*tuple[Any, ...]]) -> list[Any]:
        """Rows (practitioner, code, ...) that have a place, and where it is."""
        rows = [
            row
            for row in self._rows(statement, statement.selected_columns[0])
            if row[0] in self._columns and row[1] in self._codes
        ]
        self.places = (
            [self._codes[row[1]] for row in rows],
            [self._columns[row[0]] for row in rows],
        )
        return rows

    def _rows(self, statement: Select[*tuple[Any, ...]], practitioner: Any) -> Sequence[Any]:
        return self._session.execute(statement.where(self._within(practitioner))).all()

    def _within(self, practitioner: Any) -> ColumnElement[bool]:
        ids = list(self._columns)
        chosen: ColumnElement[bool] = (
            practitioner.in_(ids)
            if len(ids) <= NAMED_AT_MOST
            else practitioner.between(min(ids), max(ids))
        )
        return chosen
