"""Watches over the red flags that members report, and opens a case when reports are enough.

Nothing follows from reports by themselves: see `directory.vetting.flags` for what is decided.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.cases import Case, CaseKind, CaseStatus, open_case
from directory.vetting.checklist import checklist
from directory.vetting.flag_rule import Count, Voice, count_voices
from directory.vetting.models import Assessment, Flag, FlagStatus, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner

ACTOR = "watch:red-flags"
"""Who opens a case when members' reports are enough."""

FELL_AWAY = "fell_away"
"""Marks the case of a cap whose reports are not enough any more; it holds the present counts."""


def look_again(session: Session, practitioner: Practitioner, now: datetime) -> None:
    """Count the reports about a practitioner anew, and open a case where they are enough.

    Call it under the lock of the practitioner, whenever an assessment begins or ceases to count or
    is edited. A decision is never undone here: where a flag was cleared, more reports than then
    open a case again, and where one is capped, a case is opened when its reports fall away.
    """
    session.flush()
    known = {flag.code: flag for flag in flags_of(session, practitioner.id)}
    rows = _counted(session, practitioner.id)
    watch = _Watch(session, practitioner, now)
    for rule in checklist(practitioner.kind).flags:
        if rule.question is None:
            continue
        watch.take(rule.code, known.get(rule.code), _count(rows, rule.code, now))


def count_reports(session: Session, flag: Flag, now: datetime) -> Count:
    """What members say about a red flag at present, whatever was decided on it before."""
    session.flush()
    return _count(_counted(session, flag.practitioner_id), flag.code, now)


def flags_of(session: Session, practitioner_id: int) -> Sequence[Flag]:
    """Every red flag on a practitioner, wherever it stands, by code."""
    statement = select(Flag).where(Flag.practitioner_id == practitioner_id).order_by(Flag.code)
    return session.scalars(statement).all()


def subject_of(flag: Flag) -> tuple[str, str]:
    """How cases and the log name a red flag."""
    return ("red_flag", str(flag.public_id))


def new_flag(session: Session, practitioner: Practitioner, code: str) -> Flag:
    """Add a red flag that nobody has reported yet."""
    flag = Flag(
        public_id=uuid.uuid4(),
        practitioner_id=practitioner.id,
        code=code,
        status=FlagStatus.OPEN,
        reported=0,
        answered=0,
        attempts=[],
    )
    session.add(flag)
    return flag


def _counted(session: Session, practitioner_id: int) -> Sequence[Assessment]:
    return session.scalars(
        select(Assessment).where(
            Assessment.practitioner_id == practitioner_id,
            Assessment.standing == Standing.COUNTED,
        )
    ).all()


def _count(rows: Sequence[Assessment], code: str, now: datetime) -> Count:
    return count_voices([_voice(row, code) for row in rows], now.date())


def _voice(row: Assessment, code: str) -> Voice:
    reported = code in row.flags if code in row.flags_asked else None
    return Voice(row.id, row.vote_group, row.visit_month, reported)


@dataclass(frozen=True, slots=True)
class _Watch:
    session: Session
    practitioner: Practitioner
    now: datetime

    def take(self, code: str, flag: Flag | None, count: Count) -> None:
        """Bring what is known about one red flag in line with what is reported."""
        if flag is None:
            if count.suffices:
                self._open(new_flag(self.session, self.practitioner, code), count, None)
        elif flag.status == FlagStatus.CLEARED:
            # What was reported when it was cleared has been looked at; only more counts anew.
            if count.suffices and count.reported > flag.reported:
                self._open(flag, count, {"status": FlagStatus.CLEARED})
        elif flag.status == FlagStatus.CAPPED:
            # What it was decided on stays as it was: the public sentence rests on it, and a
            # number that moves with one edit would tell whose edit it was.
            self._compare(flag, count)
        else:
            flag.reported, flag.answered = count.reported, count.answered

    def _open(self, flag: Flag, count: Count, before: dict[str, str] | None) -> None:
        flag.status = FlagStatus.OPEN
        flag.opened_at, flag.decided_at = self.now, None
        flag.reported, flag.answered = count.reported, count.answered
        flag.attempts, flag.reply, flag.replied_on = [], None, None
        log.record(
            self.session,
            actor=ACTOR,
            action="opened",
            subject=subject_of(flag),
            before=before,
            after={"status": FlagStatus.OPEN, "code": flag.code},
        )
        self._ask_to_decide(flag, count)

    def _compare(self, flag: Flag, count: Count) -> None:
        """Ask a moderator when reports fall away; once decided, only when they go on to."""
        asked = self._case_of_fewer(flag)
        known = asked.details["reported"] if asked else flag.reported
        waits = asked is not None and asked.status == CaseStatus.OPEN
        if waits or (count.reported < known and not count.suffices):
            self._ask_to_decide(flag, count, **{FELL_AWAY: True})

    def _case_of_fewer(self, flag: Flag) -> Case | None:
        """The newest case, if it is about reports that fell away since the cap."""
        newest = self.session.scalars(
            select(Case)
            .where(Case.kind == CaseKind.RED_FLAG, Case.subject_id == subject_of(flag)[1])
            .order_by(Case.id.desc())
        ).first()
        return newest if newest and newest.details.get(FELL_AWAY) else None

    def _ask_to_decide(self, flag: Flag, count: Count, **why: bool) -> None:
        open_case(
            self.session,
            CaseKind.RED_FLAG,
            subject=subject_of(flag),
            practitioner_id=self.practitioner.id,
            details={
                "code": flag.code,
                "reported": count.reported,
                "answered": count.answered,
                **why,
            },
            actor=ACTOR,
        )
