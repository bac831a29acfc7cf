"""Who may hear an appeal: somebody else than who decided, where there is somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.accounts.models import STAFF, Account, Role
from directory.cases import CaseKind
from directory.cases.deciding import decide_case, open_case_of
from directory.log.models import Event
from directory.practitioners.models import Ownership
from directory.vetting.flag_watch import subject_of
from directory.vetting.models import Assessment

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.vetting.models import Flag


class AppealNeedsAnother(Exception):
    """Who decided can't hear the appeal while there is another moderator."""


def heard_by_another(session: Session, flag: Flag, action: str, actor: str) -> bool:
    """Whether somebody else hears the appeal than who decided; a site with one has nobody else.

    Args:
        session: The open session.
        flag: What was decided on.
        action: How the log calls the decision.
        actor: Who hears the appeal.

    Raises:
        AppealNeedsAnother: They decided themselves, and there is somebody else.
    """
    decided_by = session.scalars(
        select(Event.actor)
        .where(Event.subject_type == "red_flag", Event.subject_id == subject_of(flag)[1])
        .where(Event.action == action)
        .order_by(Event.id.desc())
    ).first()
    if decided_by is None or _who(decided_by) != _who(actor):
        return True
    if _has_other_staff(session, flag, actor):
        message = "Who decided can't hear the appeal: another moderator has to."
        raise AppealNeedsAnother(message)
    return False


def close_waiting(
    session: Session, flag: Flag, decision: str, *, reason: str, actor: str, now: datetime
) -> bool:
    """Decide what waits about a cap or a veto that is lifted: an appeal, fewer reports than then.

    Returns:
        Whether something waited.

    Raises:
        HeldByAnother: Another moderator has one of them before them.
        ReasonMissing: The reason is empty or too long.
    """
    waiting = [
        open_case_of(session, kind, subject_of(flag))
        for kind in (CaseKind.RED_FLAG, CaseKind.APPEAL)
    ]
    found = [case for case in waiting if case]
    for case in found:
        decide_case(session, case, decision, reason=reason, actor=actor, now=now)
    return bool(found)


def _has_other_staff(session: Session, flag: Flag, actor: str) -> bool:
    """Whether there is anybody else who may: not who owns or has assessed the listing."""
    owners = select(Ownership.account_id).where(Ownership.practitioner_id == flag.practitioner_id)
    members = select(Assessment.member_id).where(Assessment.practitioner_id == flag.practitioner_id)
    staff = session.scalars(
        select(Account)
        .where(Account.active, Account.roles.any(Role.name.in_(STAFF)))
        .where(Account.id.not_in(owners), Account.id.not_in(members))
    )
    return any(str(account.public_id) != _who(actor) for account in staff)


def _who(actor: str) -> str:
    """Who acts, in whichever role: staff are written "role:UUID", or "role:name" on a console."""
    return actor.partition(":")[2]
