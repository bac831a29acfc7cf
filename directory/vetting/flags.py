"""Red flags: the practitioner is asked, answers, and a moderator decides.

A cap needs the right of reply first: two documented attempts to reach the practitioner on
different days, and 21 days since the first. Each decision keeps its reason in a case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from directory import log
from directory.cases import CaseKind, open_case
from directory.cases.deciding import decide_case, open_case_of
from directory.practitioners.models import Practitioner
from directory.vetting.appeals import close_waiting, heard_by_another
from directory.vetting.checklist import CAPS
from directory.vetting.flag_rule import ATTEMPTS, earliest_decision, was_asked
from directory.vetting.flag_watch import count_reports, flags_of, look_again, subject_of
from directory.vetting.models import Flag, FlagStatus
from directory.vetting.plain_text import plain_text
from directory.vetting.recount import recount

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = [
    "AttemptInvalid",
    "FlagElsewhere",
    "PublicFlag",
    "ReplyInvalid",
    "ReplyNotAsked",
    "TooEarly",
    "cap",
    "clear",
    "days_asked",
    "flags_of",
    "if_capped",
    "lift",
    "look_again",
    "public_flag",
    "record_attempt",
    "record_reply",
]

HOW_LENGTH = 200
REPLY_LENGTH = 2_000


class AttemptInvalid(ValueError):
    """An attempt is dated ahead, or before there was anything to ask, or does not say how."""


class ReplyInvalid(ValueError):
    """A reply is empty or too long."""


class ReplyNotAsked(Exception):
    """The practitioner was not asked on two different days yet."""


class TooEarly(Exception):
    """The practitioner still has time to reply."""


class FlagElsewhere(Exception):
    """The red flag does not stand where this can be done to it."""


@dataclass(frozen=True, slots=True)
class PublicFlag:
    """What the site says about a capped red flag, for a template to put into words.

    Attributes:
        code: Which one: "R1".
        cap: Highest score it leaves.
        reported: Independent members who had reported it when it was capped.
        answered: Independent members who had been asked and answered by then.
        asked_on: When the practitioner was first asked.
        reply: What they answered, as approved; none if they did not.
        replied_on: When.
    """

    code: str
    cap: int
    reported: int
    answered: int
    asked_on: date
    reply: str | None
    replied_on: date | None


def public_flag(flag: Flag) -> PublicFlag | None:
    """What visitors are told about a red flag; nothing unless it caps the score."""
    return if_capped(flag) if flag.status == FlagStatus.CAPPED else None


def if_capped(flag: Flag) -> PublicFlag | None:
    """What visitors would be told if the score were capped now; nothing before anybody was asked."""
    highest = CAPS.get(flag.code)
    days = days_asked(flag)
    if highest is None or not days:
        return None
    counts = (flag.reported, flag.answered)
    return PublicFlag(flag.code, highest, *counts, min(days), flag.reply, flag.replied_on)


def record_attempt(
    session: Session, flag: Flag, on: date, how: str, *, actor: str, today: date
) -> None:
    """Note that the practitioner was asked.

    Args:
        session: The open session, writing.
        flag: The red flag, open.
        on: The day.
        how: By which way, in 1 to 200 letters: "Letter to the practice".
        actor: Who asked.
        today: The present day.

    Raises:
        AttemptInvalid: The day is ahead, or before the red flag was opened; or `how` is empty or
            too long.
        FlagElsewhere: The red flag is not open.
    """
    _lock(session, flag, FlagStatus.OPEN)
    way = plain_text(how)
    # What was said before there was anything to ask gives nobody the right of reply.
    if not flag.opened_at.date() <= on <= today or not 0 < len(way) <= HOW_LENGTH:
        message = (
            f"Give a day from {flag.opened_at.date()} up to today and say how, "
            f"in 1 to {HOW_LENGTH} letters."
        )
        raise AttemptInvalid(message)
    attempts = [*flag.attempts, {"on": on.isoformat(), "how": way}]
    flag.attempts = sorted(attempts, key=lambda attempt: attempt["on"])
    _log(session, flag, "asked", {"on": on.isoformat()}, actor)


def record_reply(session: Session, flag: Flag, text: str, on: date, *, actor: str) -> None:
    """Keep what the practitioner answered, as a moderator approved it: it will be shown.

    A moderator sees to it that it holds nothing about a client. A later one replaces it.

    Raises:
        ReplyInvalid: Nothing is left of it as plain text, or more than 2,000 letters.
        FlagElsewhere: The red flag was cleared.
    """
    _lock(session, flag, FlagStatus.OPEN, FlagStatus.CAPPED)
    reply = plain_text(text)
    if not 0 < len(reply) <= REPLY_LENGTH:
        message = f"A reply has 1 to {REPLY_LENGTH:,} letters."
        raise ReplyInvalid(message)
    flag.reply, flag.replied_on = reply, on
    _log(session, flag, "replied", {"on": on.isoformat()}, actor)


def cap(session: Session, flag: Flag, *, actor: str, reason: str, now: datetime) -> None:
    """Cap the score for a red flag.

    Raises:
        FlagElsewhere: It is not open.
        ReplyNotAsked: There are no two attempts to reach the practitioner on different days.
        TooEarly: The first of them is less than 21 days ago.
        ReasonMissing: The reason is empty or too long.
    """
    _lock(session, flag, FlagStatus.OPEN)
    days = days_asked(flag)
    if not was_asked(days):
        message = f"Ask the practitioner on {ATTEMPTS} different days first."
        raise ReplyNotAsked(message)
    earliest = earliest_decision(days)
    if now.date() < earliest:
        message = f"The practitioner has until {earliest} to reply."
        raise TooEarly(message)
    _decide(session, flag, FlagStatus.CAPPED, ("cap", reason, actor), now)


def clear(session: Session, flag: Flag, *, actor: str, reason: str, now: datetime) -> None:
    """Put a red flag aside without a cap; more reports than now would open it again.

    Raises:
        FlagElsewhere: It is not open.
        ReasonMissing: The reason is empty or too long.
    """
    _lock(session, flag, FlagStatus.OPEN)
    _decide(session, flag, FlagStatus.CLEARED, ("clear", reason, actor), now)


def lift(session: Session, flag: Flag, *, actor: str, reason: str, now: datetime) -> bool:
    """Lift a cap on appeal.

    Returns:
        Whether somebody else lifts it than who capped it; a site with one moderator has nobody
        else, and the log says so.

    Raises:
        FlagElsewhere: It is not capped.
        AppealNeedsAnother: Who capped it can't hear the appeal while there is somebody else.
        ReasonMissing: The reason is empty or too long.
    """
    _lock(session, flag, FlagStatus.CAPPED)
    by_another = heard_by_another(session, flag, _ACTIONS["cap"], actor)
    noted = {"by_another": by_another}
    _decide(session, flag, FlagStatus.CLEARED, ("lift", reason, actor), now, noted)
    # What is reported by now has been looked at: only more than that opens the red flag again.
    count = count_reports(session, flag, now)
    flag.reported, flag.answered = count.reported, count.answered
    return by_another


def days_asked(flag: Flag) -> list[date]:
    """The days on which the practitioner was asked, the first one first. Pure."""
    return [date.fromisoformat(attempt["on"]) for attempt in flag.attempts]


def _lock(session: Session, flag: Flag, *expected: FlagStatus) -> None:
    """Take the practitioner's lock, then read the flag as it stands now."""
    session.flush()
    session.get(Practitioner, flag.practitioner_id, with_for_update=True, populate_existing=True)
    session.refresh(flag, with_for_update=True)
    if flag.status not in expected:
        message = f"This red flag is {flag.status}."
        raise FlagElsewhere(message)


_ACTIONS = {"cap": "capped", "clear": "cleared", "lift": "lifted"}


def _decide(
    session: Session,
    flag: Flag,
    status: FlagStatus,
    decision: tuple[str, str, str],
    now: datetime,
    noted: dict[str, bool] | None = None,
) -> None:
    verb, reason, actor = decision
    before = {"status": flag.status}
    waited = verb == "lift" and close_waiting(
        session, flag, verb, reason=reason, actor=actor, now=now
    )
    if not waited:
        close_case(session, flag, verb, reason=reason, actor=actor, now=now)
    flag.status, flag.decided_at = status, now
    log.record(
        session,
        actor=actor,
        action=_ACTIONS[verb],
        subject=subject_of(flag),
        before=before,
        after={"status": status, "code": flag.code, **(noted or {})},
    )
    session.flush()
    recount(session, session.get_one(Practitioner, flag.practitioner_id), now)


def close_case(
    session: Session, flag: Flag, decision: str, *, reason: str, actor: str, now: datetime
) -> None:
    """Decide the case of a red flag; one is opened if none waits, so that the reason is kept."""
    case = open_case_of(session, CaseKind.RED_FLAG, subject_of(flag)) or open_case(
        session,
        CaseKind.RED_FLAG,
        subject=subject_of(flag),
        practitioner_id=flag.practitioner_id,
        details={"code": flag.code, "reported": flag.reported, "answered": flag.answered},
        actor=actor,
    )
    decide_case(session, case, decision, reason=reason, actor=actor, now=now)


def _log(session: Session, flag: Flag, action: str, after: dict[str, str], actor: str) -> None:
    log.record(session, actor=actor, action=action, subject=subject_of(flag), after=after)
