"""Which decisions there are for which case, and what carries them out."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.cases import CaseKind
from directory.practitioners.models import Practitioner
from directory.vetting import decisions, flags, reports, veto
from directory.vetting.evidence import LICENCE
from directory.vetting.models import Flag

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.vetting.decisions import Verdict


class FlagGone(LookupError):
    """The red flag of a case is not there any more."""


@dataclass(frozen=True, slots=True)
class Task:
    """One decision on its way.

    Attributes:
        session: The open session, writing.
        case: What is decided.
        verdict: Who decides, why and when; what was said or asked, where that is what is noted.
        on: The day of an attempt or a reply.
        seen: How many edits the comment had when it was read, if that is known.
        folder: Of the proofs' files.
    """

    session: Session
    case: Case
    verdict: Verdict
    on: date
    seen: int | None
    folder: Path

    @property
    def flag(self) -> Flag:
        """The red flag of the case.

        Raises:
            FlagGone: There is none any more.
        """
        return flag_of(self.session, self.case)


def flag_of(session: Session, case: Case) -> Flag:
    """The red flag a case is about.

    Raises:
        FlagGone: There is none any more.
    """
    number = uuid.UUID(case.subject_id)
    found = session.scalars(select(Flag).where(Flag.public_id == number)).one_or_none()
    if found is None:
        message = "The red flag is not there any more."
        raise FlagGone(message)
    return found


def _release(task: Task) -> str:
    return f"{decisions.release_burst(task.session, task.case, task.verdict)} count from now on."


def _reject(task: Task) -> str:
    return f"{decisions.reject_burst(task.session, task.case, task.verdict)} never count."


def _show(task: Task) -> str:
    decisions.decide_comment(task.session, task.case, task.verdict, show=True, edits_seen=task.seen)
    return "The comment is shown while its assessment counts."


def _refuse_comment(task: Task) -> str:
    decisions.decide_comment(
        task.session, task.case, task.verdict, show=False, edits_seen=task.seen
    )
    return "The comment is not shown; the answers beside it go on to count."


def _accept(task: Task) -> str:
    decisions.accept_proof(task.session, task.case, task.verdict, folder=task.folder)
    return "The visit is proved and counts; the file is deleted."


def _refuse_proof(task: Task) -> str:
    decisions.refuse_proof(task.session, task.case, task.verdict, folder=task.folder)
    return "The visit is not proved; the file is deleted."


def _gone(task: Task) -> str:
    decisions.set_aside(task.session, task.case, task.verdict)
    return "Put aside: there is nothing left to decide."


def _noted(task: Task) -> str:
    decisions.note_case(task.session, task.case, task.verdict)
    return "Noted; nothing else changes."


def _keep(task: Task) -> str:
    decisions.keep_cap(task.session, task.case, task.verdict, task.flag)
    return "The cap stays as it is."


def _attempt(task: Task) -> str:
    verdict = task.verdict
    today = verdict.now.date()
    flags.record_attempt(
        task.session, task.flag, task.on, verdict.reason, actor=verdict.actor, today=today
    )
    return f"Noted that they were asked on {task.on}. The case goes on waiting."


def _reply(task: Task) -> str:
    verdict = task.verdict
    flags.record_reply(task.session, task.flag, verdict.reason, task.on, actor=verdict.actor)
    return "The reply is kept, and shown where the score is capped. The case goes on waiting."


def _cap(task: Task) -> str:
    flags.cap(task.session, task.flag, **_by(task.verdict))
    return "The score is capped."


def _clear(task: Task) -> str:
    flags.clear(task.session, task.flag, **_by(task.verdict))
    return "The red flag is put aside."


def _lift(task: Task) -> str:
    flag = task.flag
    if flag.code == LICENCE:
        listing = task.session.get_one(Practitioner, flag.practitioner_id)
        is_back = veto.lift_veto(task.session, listing, **_by(task.verdict))
        return "The listing is shown again." if is_back else "Other reasons still hide the listing."
    by_another = flags.lift(task.session, flag, **_by(task.verdict))
    return "The cap is lifted." if by_another else "The cap is lifted, by who had capped it."


def _hide(task: Task) -> str:
    reports.hide_reported(task.session, task.case, **_by(task.verdict))
    return "The listing is hidden; `directory cases restore` shows it again."


def _close(task: Task) -> str:
    reports.close_report(task.session, task.case, **_by(task.verdict))
    return "The report is closed; the listing stays as it is."


def _by(verdict: Verdict) -> dict[str, Any]:
    return {"actor": verdict.actor, "reason": verdict.reason, "now": verdict.now}


ON_DECIDED = frozenset({"lift", "reply"})
"""What may be done after a case was decided: appeals and replies come late."""

DECISIONS: dict[CaseKind, dict[str, Callable[[Task], str]]] = {
    CaseKind.PRIVATE_REPORT: {"hide": _hide, "close": _close},
    CaseKind.RED_FLAG: {
        "attempt": _attempt,
        "reply": _reply,
        "cap": _cap,
        "clear": _clear,
        "lift": _lift,
        "keep": _keep,
    },
    CaseKind.BURST: {"release": _release, "reject": _reject},
    CaseKind.COMMENT: {"show": _show, "refuse": _refuse_comment, "gone": _gone},
    CaseKind.PROOF: {"accept": _accept, "refuse": _refuse_proof, "gone": _gone},
    CaseKind.SHARED_NETWORK: {"noted": _noted},
    CaseKind.PATTERN: {"noted": _noted},
    CaseKind.DOCUMENT: {"noted": _noted},
}
"""What can be decided about each kind of case."""
