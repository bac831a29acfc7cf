"""What moderators decide about changes that went live at once: to keep them, or to undo them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases.deciding import AlreadyDecided
from directory.cases.models import CaseStatus
from directory.listings.changes import PHOTO, changed, flat
from directory.listings.content import ListingContent
from directory.listings.decided_once import (
    DecidedOtherwise,
    RevisionChanged,
    close_case,
    locked_listing,
    note,
    revision_of,
)
from directory.listings.fact_rows import facts_of
from directory.listings.models import Revision, RevisionKind, Stage
from directory.listings.owner_mail import tell_owners
from directory.listings.reading import content_of
from directory.listings.revising import settle
from directory.listings.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.listings.changes import Changes
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner
    from directory.vetting.decisions import Verdict


def keep_live(
    session: Session, case: Case, verdict: Verdict, *, read_at: datetime | None = None
) -> None:
    """Leave changes that went live as they are.

    Args:
        session: The open session, writing.
        case: Of the changes.
        verdict: Who decides, why and when.
        read_at: `submitted_at` of the revision as it was read; more may have joined it since.

    Raises:
        AlreadyDecided: The case was decided before.
        DecidedOtherwise: It waits to be approved.
        NothingLeft: The listing or the revision is gone.
        ReasonMissing: The reason is empty or too long.
        RevisionChanged: More has gone live since it was read.
    """
    practitioner, revision = _live(session, case, read_at)
    close_case(session, case, "keep", verdict)
    settle(revision, Stage.ACCEPTED, verdict.now)
    note(session, practitioner, "edit kept", verdict, after={"fields": sorted(revision.changes)})


def undo_live(
    session: Session,
    case: Case,
    verdict: Verdict,
    *,
    letters: Letters,
    read_at: datetime | None = None,
) -> list[str]:
    """Put back what stood before, where nothing else has been stated since; the owner is told why.

    Args:
        session: The open session, writing.
        case: Of the changes.
        verdict: Who decides, and when; its reason is what the owner reads.
        letters: Writes the mail to the owner.
        read_at: As in `keep_live`.

    Returns:
        Paths of the fields that were put back.

    Raises:
        AlreadyDecided: The case was decided before.
        DecidedOtherwise: It waits to be approved.
        NothingLeft: The listing or the revision is gone.
        ReasonMissing: The reason is empty or too long.
        RevisionChanged: More has gone live since it was read.
    """
    practitioner, revision = _live(session, case, read_at)
    close_case(session, case, "undo", verdict)
    standing = content_of(session, practitioner).as_json()
    back = undone(flat(standing), revision.changes)
    content = ListingContent.from_json(changed(standing, back))
    write(session, practitioner, content, actor=verdict.actor, now=verdict.now)
    _undate(practitioner, back)
    reason = verdict.reason.strip()
    settle(revision, Stage.REFUSED, verdict.now, reason)
    note(session, practitioner, "edit undone", verdict, after={"fields": sorted(back)})
    tell_owners(session, practitioner, "listings/edit_undone.txt", letters, reason=reason)
    session.flush()
    return sorted(back)


def undone(fields: dict[str, object], made: Changes) -> Changes:
    """The way back from changes, for those fields that still are what they made them. Pure.

    A photo that was taken off stays off: nobody else puts somebody's face back.

    Args:
        fields: What the listing says now, by path.
        made: The changes.
    """
    return {
        path: [after, before]
        for path, (before, after) in made.items()
        if fields.get(path) == after and path != PHOTO
    }


def _undate(practitioner: Practitioner, paths: Iterable[str]) -> None:
    """Nobody has confirmed what was put back."""
    undated = set(facts_of(paths))
    if "accepting" in undated:
        practitioner.accepting_as_of = None
    for fact in practitioner.facts:
        if fact.field in undated:
            fact.verified_on = None


def _live(session: Session, case: Case, read_at: datetime | None) -> tuple[Practitioner, Revision]:
    practitioner = locked_listing(session, case)
    if case.status == CaseStatus.DECIDED:
        raise AlreadyDecided(case)
    revision = revision_of(session, case)
    if revision.kind != RevisionKind.LIVE:
        message = "This waits to be approved or sent back."
        raise DecidedOtherwise(message)
    if read_at is not None and revision.submitted_at != read_at:
        raise RevisionChanged
    return practitioner, revision
