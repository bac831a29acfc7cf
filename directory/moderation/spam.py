"""Many cases at once that are nothing but spam: each is refused, and nobody is written to."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from directory.accounts.models import Account
from directory.cases import CaseKind, CaseStatus
from directory.listings.models import OwnershipClaim, Revision
from directory.moderation.service import check_interest, decide
from directory.outbox.letters import Letters
from directory.vetting.models import Assessment, AssessmentRevision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.moderation.task import Task

MOST = 50
"""Cases that are called spam at once."""

SPAM = "spam"
"""What the case says became of it."""

REASON = "Spam."
"""What is kept with the case."""

CAN_BE_SPAM: dict[CaseKind, str] = {
    CaseKind.SUBMISSION: "refuse",
    CaseKind.REVISION: "return",
    CaseKind.COMMENT: "refuse",
    CaseKind.REPLY: "refuse",
    CaseKind.FACT_REPORT: "dismiss",
    CaseKind.RECOMMENDATION: "decline",
    CaseKind.REMOVAL: "refuse",
    CaseKind.CLAIM: "refuse",
    CaseKind.PRIVATE_REPORT: "close",
}
"""Kinds whose senders are people, and the decision that is carried out for spam."""


class NotSpam(ValueError):
    """What the site itself brings, and what is on the page already, is not called spam."""

    def __init__(self) -> None:
        super().__init__("A case of this kind is decided by itself.")


class Changed(Exception):
    """The case is not the one that was read: somebody sent something newer, or decided it."""

    def __init__(self) -> None:
        super().__init__("It has changed since it was listed.")


@dataclass(frozen=True, slots=True)
class NoLetters(Letters):
    """Writes to nobody: who sends spam learns nothing from it."""

    def post(self, session: Session, template: str, *, to: str, **values: Any) -> None:
        """Leave a mail unwritten."""


def may_be_spam(case: Case) -> bool:
    """Whether a case can be called spam: it waits, and a sender's word is what is decided. Pure."""
    is_live = case.kind == CaseKind.REVISION and case.details.get("kind") == "live"
    return case.kind in CAN_BE_SPAM and not is_live


def likenesses(session: Session, cases: Iterable[Case]) -> dict[int, str]:
    """What stands for each case as it is now, by its number; another one means that it changed.

    Args:
        session: The open session.
        cases: At most `MOST`; one statement for all.
    """
    cases = list(cases)
    edits = _edits(session, [case for case in cases if case.kind == CaseKind.COMMENT])
    return {case.id: _likeness(case, edits.get(case.subject_id, 0)) for case in cases}


def refuse_as_spam(task: Task, account: Account, *, seen: str) -> None:
    """Refuse a case as spam, without a word to who sent it.

    What is carried out, and can be taken back, is the refusal that the kind has; the log names
    that one. The case itself says that it was spam.

    Args:
        task: The case and who decides, when; its reason and letters are not used.
        account: Who decides.
        seen: What stood for the case as it was read (`likenesses`).

    Raises:
        Changed: It is another one by now.
        NotSpam: No case of this kind is called spam.
        NotYours: The account has an interest in it.
        Exception: One of `refusals.REFUSALS`; in each case nothing is written.
    """
    case = task.case
    if not may_be_spam(case):
        raise NotSpam
    check_interest(task.session, account, case)
    task.session.flush()
    task.session.refresh(case)
    now_stands = likenesses(task.session, [case])[case.id]
    if case.status == CaseStatus.DECIDED or now_stands != seen:
        raise Changed
    quiet = replace(
        task,
        verdict=replace(task.verdict, reason=REASON),
        letters=NoLetters(task.letters.site_name, task.letters.site_url),
        seen=None,
    )
    decide(quiet, account, CAN_BE_SPAM[CaseKind(case.kind)])
    case.decision = SPAM
    task.session.flush()


def sender_of(session: Session, case: Case) -> Account | None:
    """The account that sent what a case is about; none where nobody was signed in, or is known."""
    column = _SENDERS.get(CaseKind(case.kind))
    if column is None:
        return None
    sent = select(column).where(column.class_.public_id == uuid.UUID(case.subject_id))
    return session.scalars(select(Account).where(Account.id.in_(sent))).first()


_SENDERS: dict[CaseKind, Any] = {
    CaseKind.SUBMISSION: Revision.author_id,
    CaseKind.REVISION: Revision.author_id,
    CaseKind.CLAIM: OwnershipClaim.account_id,
    CaseKind.COMMENT: Assessment.member_id,
}


def _likeness(case: Case, edits: int) -> str:
    told = [case.kind, case.status, case.subject_id, case.details, edits]
    written = json.dumps(told, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _edits(session: Session, comments: Iterable[Case]) -> dict[str, int]:
    """How often the assessments with these comments were edited, by their public ids."""
    wanted = [uuid.UUID(case.subject_id) for case in comments]
    if not wanted:
        return {}
    statement = (
        select(Assessment.public_id, func.count(AssessmentRevision.id))
        .outerjoin(AssessmentRevision, AssessmentRevision.assessment_id == Assessment.id)
        .where(Assessment.public_id.in_(wanted))
        .group_by(Assessment.public_id)
    )
    return {str(public_id): edits for public_id, edits in session.execute(statement)}
