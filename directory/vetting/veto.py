"""The one red flag that moderators find themselves: a licence missing, lapsed or restricted.

It hides the listing and takes its score away until it is lifted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory import log
from directory.practitioners.hiding import hide, unhide
from directory.vetting.appeals import close_waiting, heard_by_another
from directory.vetting.evidence import LICENCE
from directory.vetting.flag_watch import flags_of, new_flag, subject_of
from directory.vetting.flags import FlagElsewhere, close_case
from directory.vetting.models import FlagStatus
from directory.vetting.recount import recount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner
    from directory.vetting.models import Flag

REASON = "A moderator found its licence missing, lapsed or restricted."
"""What a vetoed listing is hidden for; a fixed sentence, so that it can be taken out again."""


def veto(
    session: Session, practitioner: Practitioner, *, actor: str, reason: str, now: datetime
) -> Flag:
    """Hide a listing whose licence is missing, lapsed or restricted, and take its score away.

    Args:
        session: The open session, writing.
        practitioner: The listing; its row is locked.
        actor: Who decides.
        reason: What was found, in 1 to 1,000 letters; it stays with the case.
        now: When, aware.

    Raises:
        FlagElsewhere: It is vetoed already.
        ReasonMissing: The reason is empty or too long.
    """
    _lock(session, practitioner)
    known = _flag(session, practitioner)
    if known and known.status == FlagStatus.CAPPED:
        message = "This listing is vetoed already."
        raise FlagElsewhere(message)
    before = {"status": known.status} if known else None
    flag = known or new_flag(session, practitioner, LICENCE)
    close_case(session, flag, "veto", reason=reason, actor=actor, now=now)
    flag.status, flag.decided_at = FlagStatus.CAPPED, now
    after = {"status": FlagStatus.CAPPED, "code": LICENCE}
    _log(session, flag, "vetoed", before, after, actor=actor)
    hide(session, practitioner, REASON, actor=actor)
    session.flush()
    recount(session, practitioner, now)
    return flag


def lift_veto(
    session: Session, practitioner: Practitioner, *, actor: str, reason: str, now: datetime
) -> bool:
    """Lift a veto: the listing has its score again.

    Returns:
        Whether the listing is shown again: not when it is hidden for other reasons too.

    Raises:
        FlagElsewhere: It is not vetoed.
        AppealNeedsAnother: Who vetoed it can't hear the appeal while there is somebody else.
        ReasonMissing: The reason is empty or too long.
    """
    _lock(session, practitioner)
    flag = _flag(session, practitioner)
    if flag is None or flag.status != FlagStatus.CAPPED:
        message = "This listing is not vetoed."
        raise FlagElsewhere(message)
    by_another = heard_by_another(session, flag, "vetoed", actor)
    if not close_waiting(session, flag, "lift", reason=reason, actor=actor, now=now):
        close_case(session, flag, "lift", reason=reason, actor=actor, now=now)
    flag.status, flag.decided_at = FlagStatus.CLEARED, now
    before = {"status": FlagStatus.CAPPED}
    after = {"status": FlagStatus.CLEARED, "code": LICENCE, "by_another": by_another}
    _log(session, flag, "lifted", before, after, actor=actor)
    is_back = unhide(session, practitioner, REASON, actor=actor)
    session.flush()
    recount(session, practitioner, now)
    return is_back


def vetoed(session: Session, practitioner: Practitioner) -> Flag | None:
    """The red flag of a listing that is vetoed at present."""
    flag = _flag(session, practitioner)
    return flag if flag and flag.status == FlagStatus.CAPPED else None


def _lock(session: Session, practitioner: Practitioner) -> None:
    session.flush()
    session.refresh(practitioner, with_for_update=True)


def _flag(session: Session, practitioner: Practitioner) -> Flag | None:
    flags = flags_of(session, practitioner.id)
    return next((flag for flag in flags if flag.code == LICENCE), None)


def _log(
    session: Session,
    flag: Flag,
    action: str,
    before: Mapping[str, str] | None,
    after: Mapping[str, object],
    *,
    actor: str,
) -> None:
    log.record(
        session,
        actor=actor,
        action=action,
        subject=subject_of(flag),
        before=dict(before) if before else None,
        after=dict(after),
    )
