"""Photos of practitioners: one each, shown once a moderator has approved the change."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from directory.listings.models import Revision, RevisionKind, Stage
from directory.listings.service import begin_edit, propose
from directory.listings.start import start_of
from directory.practitioners.models import PUBLIC_STATUSES, Practitioner

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.listings.service import Proposed
    from directory.outbox.letters import Letters

_NAME = re.compile(r"[A-Za-z0-9]+\.jpg", re.ASCII)
"""How `files.keeping.keep_file` names photos."""


def propose_photo(
    session: Session,
    *,
    practitioner: Practitioner,
    author: Account,
    file_name: str | None,
    letters: Letters,
    now: datetime,
) -> Proposed:
    """Let a listing have another photo, once a moderator agrees, or none at once; all else stays.

    Taking back a photo that waits needs nobody's consent.

    Args:
        session: The open session, writing.
        practitioner: Whose listing it is.
        author: Who speaks for it.
        file_name: Of a file that `kept_file` checked as a photo; none for no photo.
        letters: Writes mails.
        now: When, aware.

    Raises:
        ContentInvalid: Something else that waits with it cannot be any more.
        ListingClosed: The submission was refused.
    """
    content = replace(begin_edit(session, practitioner), photo=file_name)
    return propose(
        session,
        practitioner=practitioner,
        author=author,
        content=content,
        letters=letters,
        now=now,
    )


def waiting_photo(session: Session, practitioner: Practitioner) -> str | None:
    """Name of the photo that its owner sent and visitors do not see yet; none if there is none."""
    wanted = start_of(session, practitioner).photo
    return wanted if wanted != practitioner.photo else None


def shown_photo(session: Session, slug: str) -> str | None:
    """Name of the photo of the public listing of that slug; none if there is none."""
    statement = select(Practitioner.photo).where(
        Practitioner.slug == slug, Practitioner.status.in_(PUBLIC_STATUSES)
    )
    return session.scalars(statement).one_or_none()


def photo_content(folder: Path, name: str | None) -> bytes | None:
    """The bytes of a photo; none where there is no such file.

    Args:
        folder: As `files.keeping.photos_folder` gives it.
        name: As a listing or a revision has it. What is no plain name is no file's.
    """
    if not name or not _NAME.fullmatch(name):
        return None
    try:
        return (folder / name).read_bytes()
    except OSError:
        return None


def named_photos(session: Session) -> set[str]:
    """Names of the photos that are still needed: shown, waiting, sent back, or to begin from."""
    photo = Revision.content["photo"].as_string()
    submission = and_(Revision.kind == RevisionKind.SUBMISSION, Revision.status == Stage.WITHDRAWN)
    kept = or_(Revision.status.in_((Stage.WAITING, Stage.RETURNED)), submission)
    # In this order: what is approved between the two moves from a revision to its listing.
    wanted = session.scalars(select(photo).where(kept, photo.is_not(None))).all()
    shown = session.scalars(select(Practitioner.photo).where(Practitioner.photo.is_not(None))).all()
    return {name for name in (*wanted, *shown) if name}
