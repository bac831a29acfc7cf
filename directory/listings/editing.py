"""Edits of a listing that stands: safe changes go live, the others wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory import log
from directory.cases import CaseKind, open_case
from directory.listings.changes import changed, changes, split
from directory.listings.checking import checked
from directory.listings.content import ListingContent
from directory.listings.models import Revision, RevisionKind
from directory.listings.reading import content_of
from directory.listings.revising import (
    REPLACED,
    WITHDRAWN,
    owner_actor,
    put_forward,
    subject_of,
    take_away,
)
from directory.listings.start import waiting_live, waiting_revision
from directory.listings.writing import write

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.listings.changes import Changes
    from directory.practitioners.models import Practitioner


def edit(
    session: Session,
    practitioner: Practitioner,
    *,
    author: Account,
    content: ListingContent,
    now: datetime,
) -> tuple[Revision | None, Revision | None]:
    """Change a listing that stands.

    Args:
        session: The open session, writing; the practitioner's row is locked.
        practitioner: The listing.
        author: Who speaks for it.
        content: The whole listing as it should be.
        now: When, aware.

    Returns:
        The revision that went live and the one that waits, each `None` where there is nothing.

    Raises:
        ContentInvalid: Something that changes cannot be.
    """
    standing = content_of(session, practitioner)
    content = checked(content, standing=standing)
    wanted = changes(standing.as_json(), content.as_json())
    safe, others = split(wanted, {place.key for place in standing.places})
    live = None
    if safe:
        shown = ListingContent.from_json(changed(standing.as_json(), safe))
        live = _go_live(session, practitioner, shown, safe, author, now)
    return live, _let_wait(session, practitioner, content, others, author, now, is_whole=not safe)


def _go_live(
    session: Session,
    practitioner: Practitioner,
    content: ListingContent,
    safe: Changes,
    author: Account,
    now: datetime,
) -> Revision | None:
    """Show safe changes; one case collects them until somebody has looked."""
    actor = owner_actor(author)
    write(session, practitioner, content, actor=actor, now=now)
    _record(session, practitioner, "edited", actor, safe)
    before = waiting_live(session, practitioner.id)
    if before is None:
        return put_forward(
            session, practitioner, RevisionKind.LIVE, content, safe, author=author, now=now
        )
    before.changes = together(before.changes, safe)
    before.content, before.submitted_at = content.as_json(), now
    before.author_id = author.id
    if not before.changes:
        take_away(session, before, WITHDRAWN, actor=actor, now=now)
        return before
    open_case(
        session,
        CaseKind.REVISION,
        subject=subject_of(before),
        practitioner_id=practitioner.id,
        details={"kind": str(RevisionKind.LIVE), "fields": sorted(before.changes)},
        actor=actor,
    )
    session.flush()
    return before


def _let_wait(
    session: Session,
    practitioner: Practitioner,
    content: ListingContent,
    others: Changes,
    author: Account,
    now: datetime,
    *,
    is_whole: bool,
) -> Revision | None:
    """Let the other changes wait, instead of those that wait already."""
    actor = owner_actor(author)
    before = waiting_revision(session, practitioner.id)
    if before is not None and (before.changes == others or (not others and not is_whole)):
        return None
    if before is not None:
        take_away(session, before, REPLACED if others else WITHDRAWN, actor=actor, now=now)
    if not others:
        if before is not None:
            _record(session, practitioner, "revision withdrawn", actor, before.changes)
        return None
    revision = put_forward(
        session, practitioner, RevisionKind.EDIT, content, others, author=author, now=now
    )
    _record(session, practitioner, "edit proposed", actor, others)
    session.flush()
    return revision


def together(earlier: Changes, later: Changes) -> Changes:
    """Changes one after the other as one: what stood first, what stands last. Pure.

    A field that came back to what it was is left out.
    """
    found = dict(earlier)
    for path, (before, after) in later.items():
        found[path] = [found[path][0] if path in found else before, after]
    return {path: pair for path, pair in sorted(found.items()) if pair[0] != pair[1]}


def onto(start: ListingContent, base: ListingContent, content: ListingContent) -> ListingContent:
    """What somebody wrote, with what they sent from another page meanwhile. Pure.

    Args:
        start: What a change begins with now.
        base: What it began with when it was written.
        content: What was written; its fields that differ from `base` hold.
    """
    if start == base:
        return content
    written = changes(base.as_json(), content.as_json())
    return ListingContent.from_json(changed(start.as_json(), written))


def _record(
    session: Session, practitioner: Practitioner, action: str, actor: str, fields: Changes
) -> None:
    """Log which fields, never what they say."""
    subject = ("practitioner", str(practitioner.public_id))
    log.record(
        session, actor=actor, action=action, subject=subject, after={"fields": sorted(fields)}
    )
