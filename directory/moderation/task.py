"""One decision on its way, and what it needs to be carried out."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.accounts.digests import Keys
from directory.files.keeping import documents_folder, proofs_folder
from directory.vetting.models import Flag

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.outbox.letters import Letters
    from directory.vetting.decisions import Verdict

NEVER_SEEN = uuid.UUID(int=0)
"""Stands for a revision that cannot be read: no revision has this id."""


NEVER_READ = datetime.min.replace(tzinfo=UTC)
"""Stands for a time that cannot be read: nothing was sent then."""


class DecisionUnknown(ValueError):
    """Nothing of that name can be decided about a case of this kind."""


class ChoiceUnknown(ValueError):
    """What was chosen beside the decision is nothing that can be chosen."""


class FlagGone(LookupError):
    """The red flag of a case is not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One decision on its way.

    Attributes:
        session: The open session, writing.
        case: What is decided.
        verdict: Who decides, why and when; what was said or asked, where that is what is noted.
        on: The day of an attempt or a reply.
        seen: What lay before the moderator: how many edits a comment had, the id of a revision, or
            when changes that are live were last added to; none where that is not known.
        var: The site's folder, which holds what was sent in.
        letters: Writes the mails of the site.
        secret: The site's secret, which keys links in mails and who is left out of imports.
        choice: What else was chosen, such as the checklist's item a document speaks for.
    """

    session: Session
    case: Case
    verdict: Verdict
    on: date
    seen: str | None
    var: Path
    letters: Letters
    secret: str
    choice: str = ""

    @property
    def flag(self) -> Flag:
        """The red flag of the case.

        Raises:
            FlagGone: There is none any more.
        """
        return flag_of(self.session, self.case)

    @property
    def folder(self) -> Path:
        """Where the proofs' files are."""
        return proofs_folder(self.var)

    @property
    def documents_folder(self) -> Path:
        """Where owners' documents are."""
        return documents_folder(self.var)

    @property
    def keys(self) -> Keys:
        """Of the site, for links in mails."""
        return Keys(self.secret)

    @property
    def edits_seen(self) -> int | None:
        """How many edits a comment had when it was read; what is no number fits no comment."""
        if self.seen is None:
            return None
        return int(self.seen) if self.seen.isascii() and self.seen.isdecimal() else -1

    @property
    def revision_seen(self) -> uuid.UUID:
        """The revision that was read: the one the case is about, where nobody says which."""
        try:
            return uuid.UUID(self.seen or self.case.subject_id)
        except ValueError:
            return NEVER_SEEN

    @property
    def read_at(self) -> datetime | None:
        """When changes that are live had last been added to, as they were read."""
        if self.seen is None:
            return None
        try:
            read_at = datetime.fromisoformat(self.seen)
        except ValueError:
            return NEVER_READ
        return read_at if read_at.tzinfo else NEVER_READ

    def by(self) -> dict[str, Any]:
        """Who decides, why and when, as services take it."""
        verdict = self.verdict
        return {"actor": verdict.actor, "reason": verdict.reason, "now": verdict.now}


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
