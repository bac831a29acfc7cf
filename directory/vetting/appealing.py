"""Appeals of owners against a cap or a veto: asked for, and turned down.

An appeal that is granted lifts the cap (`flags.lift`) or the veto (`veto.lift_veto`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.cases import Case, CaseKind, open_case
from directory.cases.deciding import decide_case, open_case_of
from directory.vetting.appeals import heard_by_another
from directory.vetting.evidence import LICENCE
from directory.vetting.flag_watch import flags_of, subject_of
from directory.vetting.flags import FlagElsewhere
from directory.vetting.models import Flag, FlagStatus
from directory.vetting.plain_text import plain_text
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner

APPEAL_LENGTH = (20, 1_000)
"""Letters of an appeal, at least and at most."""


class AppealInvalid(ValueError):
    """An appeal is too short or too long."""


class AppealWaits(Exception):
    """An appeal of the same decision waits already."""


def appealable_flags(session: Session, practitioner_id: int) -> list[Flag]:
    """What an owner can appeal: caps and a veto, as they stand at present."""
    return [flag for flag in flags_of(session, practitioner_id) if flag.status == FlagStatus.CAPPED]


def waiting_appeal(session: Session, flag: Flag) -> Case | None:
    """The appeal of a decision that waits, if there is one."""
    return open_case_of(session, CaseKind.APPEAL, subject_of(flag))


def last_heard(session: Session, flag: Flag) -> Case | None:
    """The last appeal of the decision that was turned down, if one was since it was decided."""
    statement = select(Case).where(
        Case.kind == CaseKind.APPEAL,
        Case.subject_id == subject_of(flag)[1],
        Case.decision == "uphold",
        Case.decided_at >= (flag.decided_at or flag.opened_at),
    )
    return session.scalars(statement.order_by(Case.id.desc())).first()


def ask_appeal(
    session: Session, *, practitioner: Practitioner, actor: str, code: str, text: str
) -> Case:
    """Put an owner's appeal before a moderator. The cap or veto stands until it is heard.

    Args:
        session: The open session, writing.
        practitioner: Whose listing it is, hidden or not; the row is locked here.
        actor: Who asks: "owner:…".
        code: Of the red flag: "R1".
        text: Why, in 20 to 1,000 letters; it stays with the case.

    Raises:
        AppealInvalid: The text is too short or too long.
        AppealWaits: One waits already.
        FlagElsewhere: There is no such cap or veto.
    """
    words = plain_text(text)
    least, most = APPEAL_LENGTH
    if not least <= len(words) <= most:
        message = f"An appeal has {least} to {most:,} letters."
        raise AppealInvalid(message)
    lock(session, practitioner.id)
    found = {flag.code: flag for flag in appealable_flags(session, practitioner.id)}.get(code)
    if found is None:
        message = f"There is no decision on {code} to appeal."
        raise FlagElsewhere(message)
    if waiting_appeal(session, found):
        message = "An appeal of it waits already."
        raise AppealWaits(message)
    return open_case(
        session,
        CaseKind.APPEAL,
        subject=subject_of(found),
        practitioner_id=practitioner.id,
        details={"code": code, "text": words},
        actor=actor,
    )


def uphold(
    session: Session, case: Case, flag: Flag, *, actor: str, reason: str, now: datetime
) -> bool:
    """Turn an appeal down: the cap or veto stays as it is.

    Returns:
        Whether somebody else heard it than who decided; a site with one moderator has nobody
        else, and the log says so.

    Raises:
        AlreadyDecided: The appeal was decided before.
        AppealNeedsAnother: Who decided can't hear the appeal while there is somebody else.
        FlagElsewhere: There is no cap or veto any more.
        ReasonMissing: The reason is empty or too long.
    """
    lock(session, flag.practitioner_id)
    session.refresh(flag, with_for_update=True)
    if flag.status != FlagStatus.CAPPED:
        message = f"This red flag is {flag.status}."
        raise FlagElsewhere(message)
    by_another = heard_by_another(session, flag, decided_as(flag), actor)
    decide_case(session, case, "uphold", reason=reason, actor=actor, now=now)
    after = {"code": flag.code, "by_another": by_another}
    log.record(session, actor=actor, action="upheld", subject=subject_of(flag), after=after)
    return by_another


def decided_as(flag: Flag) -> str:
    """How the log calls the decision that an appeal is about. Pure."""
    return "vetoed" if flag.code == LICENCE else "capped"
