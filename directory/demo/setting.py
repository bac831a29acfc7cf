"""What the scenes of owners and visitors are planted with: the session, the folder, the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.accounts.models import Account
from directory.cases import Case, CaseStatus
from directory.demo.stock import table
from directory.outbox.letters import Letters
from directory.vetting.decisions import Verdict

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.cases import CaseKind

ACTOR = "command:seed"


class NoLetters(Letters):
    """Writes no mail: what the demo plants happened in the past, to people who are made up."""

    def post(self, session: Session, template: str, **values: Any) -> None:
        """Promise nothing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when scenes are planted.

    Attributes:
        session: A session in a writing transaction.
        var: The site's folder, for files.
        now: The present, aware.
    """

    session: Session
    var: Path
    now: datetime

    @property
    def letters(self) -> Letters:
        """What services are given that would write mails."""
        return NoLetters("", "")

    def ago(self, days: float) -> datetime:
        """The time some days ago. Pure."""
        return self.now - timedelta(days=days)

    def verdict(self, days: float, reason: str = "") -> Verdict:
        """A moderator's decision some days ago. Pure."""
        return Verdict(ACTOR, reason or table("owners")["accepted"], self.ago(days))

    def account(self, email: str) -> Account:
        """A made-up account, added if it is missing."""
        found = self.session.scalar(select(Account).where(Account.email == email))
        if found is None:
            since = self.ago(500)
            found = Account(email=email, is_demo=True, confirmed_at=since, created_at=since)
            self.session.add(found)
            self.session.flush()
        return found

    def case_of(
        self, subject_id: object, opened_days_ago: float, kind: CaseKind | None = None
    ) -> Case:
        """The open case of a thing, of one kind where it has several, dated as if opened then."""
        waiting = select(Case).where(
            Case.subject_id == str(subject_id), Case.status == CaseStatus.OPEN
        )
        case = self.session.scalars(waiting.where(Case.kind == kind) if kind else waiting).one()
        case.opened_at = self.ago(opened_days_ago)
        return case
