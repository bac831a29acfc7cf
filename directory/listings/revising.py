"""How a revision begins to wait and ceases to, with the case that a moderator sees of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind, open_case
from directory.cases.deciding import decide_case, open_case_of
from directory.listings.models import Revision, RevisionKind, Stage

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.listings.changes import Changes
    from directory.listings.content import ListingContent
    from directory.practitioners.models import Practitioner

REPLACED, WITHDRAWN = "replaced", "withdrawn"
"""What a case says that its sender ended: they sent something newer, or took it back."""

_WHY = {
    REPLACED: "A newer version was sent.",
    WITHDRAWN: "The owner took it back.",
}


def owner_actor(account: Account) -> str:
    """How the log names an account that speaks for a listing. Pure."""
    return f"owner:{account.public_id}"


def subject_of(revision: Revision) -> tuple[str, str]:
    """How cases and the log name a revision. Pure."""
    return ("revision", str(revision.public_id))


def case_kind_of(revision: Revision) -> CaseKind:
    """Under which kind of case a revision waits. Pure."""
    submitted = revision.kind == RevisionKind.SUBMISSION
    return CaseKind.SUBMISSION if submitted else CaseKind.REVISION


def put_forward(
    session: Session,
    practitioner: Practitioner,
    kind: RevisionKind,
    content: ListingContent,
    wanted: Changes,
    *,
    author: Account,
    now: datetime,
) -> Revision:
    """Let a revision wait, and a case of it; what waited before must have ended and been flushed.

    Args:
        session: The open session, writing; the practitioner's row is locked.
        practitioner: The listing.
        kind: What the revision is for.
        content: The whole listing as it would be.
        wanted: What changes.
        author: Who sent it.
        now: When, aware.
    """
    revision = Revision(
        practitioner_id=practitioner.id,
        author_id=author.id,
        kind=kind,
        status=Stage.WAITING,
        content=content.as_json(),
        changes=wanted,
        submitted_at=now,
    )
    session.add(revision)
    session.flush()
    case = open_case(
        session,
        case_kind_of(revision),
        subject=subject_of(revision),
        practitioner_id=practitioner.id,
        details={"kind": str(kind), "fields": sorted(wanted)},
        actor=owner_actor(author),
    )
    case.opened_at = now
    return revision


def take_away(
    session: Session, revision: Revision, decision: str, *, actor: str, now: datetime
) -> None:
    """Let a revision wait no more because its sender replaced it or took it back.

    Args:
        session: The open session, writing; the practitioner's row is locked.
        revision: The one that waits.
        decision: `REPLACED` or `WITHDRAWN`.
        actor: Who sent the newer one, or took it back.
        now: When, aware.
    """
    case = open_case_of(session, case_kind_of(revision), subject_of(revision))
    if case is not None:
        decide_case(session, case, decision, reason=_WHY[decision], actor=actor, now=now)
    settle(revision, Stage.WITHDRAWN, now)
    session.flush()


def settle(revision: Revision, stage: Stage, now: datetime, reason: str | None = None) -> None:
    """Note what became of a revision."""
    revision.status, revision.decided_at, revision.reason = stage, now, reason
