"""What can be decided about assessments, red flags and private reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind
from directory.listings.owner_mail import tell_owners
from directory.moderation.asking import ask_by_mail
from directory.practitioners.models import Practitioner
from directory.vetting import appealing, decisions, flags, reports, veto
from directory.vetting.evidence import LICENCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.moderation.task import Task


def _release(task: Task) -> str:
    return f"{decisions.release_burst(task.session, task.case, task.verdict)} count from now on."


def _reject(task: Task) -> str:
    return f"{decisions.reject_burst(task.session, task.case, task.verdict)} never count."


def _show(task: Task) -> str:
    decisions.decide_comment(
        task.session, task.case, task.verdict, show=True, edits_seen=task.edits_seen
    )
    return "The comment is shown while its assessment counts."


def _refuse_comment(task: Task) -> str:
    decisions.decide_comment(
        task.session, task.case, task.verdict, show=False, edits_seen=task.edits_seen
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


def _mail(task: Task) -> str:
    number = ask_by_mail(task)
    return f"A mail goes to {number}, and the attempt is noted. The case goes on waiting."


def _reply(task: Task) -> str:
    verdict = task.verdict
    flags.record_reply(task.session, task.flag, verdict.reason, task.on, actor=verdict.actor)
    return "The reply is kept, and shown where the score is capped. The case goes on waiting."


def _cap(task: Task) -> str:
    flags.cap(task.session, task.flag, **task.by())
    _tell(task, "moderation/capped.txt")
    return "The score is capped."


def _clear(task: Task) -> str:
    flags.clear(task.session, task.flag, **task.by())
    return "The red flag is put aside."


def _lift(task: Task) -> str:
    flag = task.flag
    if flag.code == LICENCE:
        listing = task.session.get_one(Practitioner, flag.practitioner_id)
        is_back = veto.lift_veto(task.session, listing, **task.by())
        _tell(task, "moderation/lifted.txt", reason=task.verdict.reason)
        return "The listing is shown again." if is_back else "Other reasons still hide the listing."
    by_another = flags.lift(task.session, flag, **task.by())
    _tell(task, "moderation/lifted.txt", reason=task.verdict.reason)
    return "The cap is lifted." if by_another else "The cap is lifted, by who had capped it."


def _uphold(task: Task) -> str:
    by_another = appealing.uphold(task.session, task.case, task.flag, **task.by())
    _tell(task, "moderation/upheld.txt", reason=task.verdict.reason)
    return "It stays as it is." if by_another else "It stays as it is, says who had decided it."


def _tell(task: Task, template: str, **values: str) -> None:
    """Tell those who speak for the listing."""
    listing = task.session.get_one(Practitioner, task.flag.practitioner_id)
    tell_owners(task.session, listing, template, task.letters, **values)


def _show_again(task: Task) -> str:
    is_back = reports.show_reported(task.session, task.case, **task.by())
    return "The listing is shown again." if is_back else "Other reasons still hide the listing."


def _hide(task: Task) -> str:
    reports.hide_reported(task.session, task.case, **task.by())
    return "The listing is hidden; `directory cases restore` shows it again."


def _close(task: Task) -> str:
    reports.close_report(task.session, task.case, **task.by())
    return "The report is closed; the listing stays as it is."


VETTING_DECISIONS: dict[CaseKind, dict[str, Callable[[Task], str]]] = {
    CaseKind.PRIVATE_REPORT: {
        "hide": _hide,
        "close": _close,
        "restore": _show_again,
    },
    CaseKind.RED_FLAG: {
        "attempt": _attempt,
        "mail": _mail,
        "reply": _reply,
        "cap": _cap,
        "clear": _clear,
        "lift": _lift,
        "keep": _keep,
    },
    CaseKind.APPEAL: {"lift": _lift, "uphold": _uphold, "gone": _gone},
    CaseKind.BURST: {"release": _release, "reject": _reject},
    CaseKind.COMMENT: {"show": _show, "refuse": _refuse_comment, "gone": _gone},
    CaseKind.PROOF: {"accept": _accept, "refuse": _refuse_proof, "gone": _gone},
    CaseKind.SHARED_NETWORK: {"noted": _noted},
    CaseKind.PATTERN: {"noted": _noted},
}
"""What can be decided about what members and visitors report."""
