"""Drafts of assessments: what has been typed so far, right or wrong, so that nothing is lost.

A draft belongs to the browser that began it, by a digest of a token in its cookie, and from the
first sign-in on to the account too, in whatever browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select

from directory.vetting.models import AssessmentDraft

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

KEPT = timedelta(days=30)
"""How long a draft is kept after it was last changed."""

STEPS = ("visits", "core", "more", "send")
"""The pages of the form, in order."""

MAX_FIELDS, MAX_VALUES, MAX_LENGTH = 60, 12, 6_000
"""More than any of the form's own pages sends."""

Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Keeper:
    """Whose drafts are looked for.

    Attributes:
        token_digest: Digest of the browser's token, "" without one.
        account_id: Who is signed in, if anybody.
        draft_id: The draft that came along with a sign-in, if one did.
    """

    token_digest: str
    account_id: int | None = None
    draft_id: int | None = None


def find_draft(
    session: Session, keeper: Keeper, practitioner_id: int, now: datetime
) -> AssessmentDraft | None:
    """The newest draft about a practitioner that the browser or the account may go on with."""
    own = [AssessmentDraft.token_digest == keeper.token_digest] if keeper.token_digest else []
    if keeper.account_id is not None:
        own.append(AssessmentDraft.account_id == keeper.account_id)
        own.append((AssessmentDraft.id == keeper.draft_id) & AssessmentDraft.account_id.is_(None))
    if not own:
        return None
    return session.scalars(
        select(AssessmentDraft)
        .where(
            AssessmentDraft.practitioner_id == practitioner_id,
            AssessmentDraft.expires_at > now,
            or_(*own),
        )
        .order_by(AssessmentDraft.updated_at.desc(), AssessmentDraft.id.desc())
        .limit(1)
    ).first()


def save_draft(
    session: Session,
    keeper: Keeper,
    practitioner_id: int,
    steps: Mapping[str, Fields],
    now: datetime,
) -> AssessmentDraft:
    """Keep what stands on some pages of the form; other pages stay as they are.

    Args:
        session: The open session, writing.
        keeper: Whose it is; it has a token.
        practitioner_id: Whom it is about.
        steps: Name of a page to its fields as they were sent; what no page sends is cut.
        now: When.
    """
    draft = find_draft(session, keeper, practitioner_id, now)
    if draft is None:
        _drop_expired(session, keeper, practitioner_id)
        draft = AssessmentDraft(
            practitioner_id=practitioner_id, token_digest=keeper.token_digest, content={}
        )
        session.add(draft)
    kept = {name: bounded(fields) for name, fields in steps.items() if name in STEPS}
    draft.content = {**draft.content, **kept}
    draft.account_id = keeper.account_id or draft.account_id
    draft.updated_at, draft.expires_at = now, now + KEPT
    session.flush()
    return draft


def bounded(fields: Mapping[str, list[str]]) -> Fields:
    """Fields cut to what the form's own pages can send. Pure."""
    return {
        name[:40]: [value[:MAX_LENGTH].replace("\0", "") for value in values[:MAX_VALUES]]
        for name, values in list(fields.items())[:MAX_FIELDS]
    }


def drop_drafts(session: Session, keeper: Keeper, practitioner_id: int) -> None:
    """Forget the drafts about a practitioner: they have been sent."""
    own = [AssessmentDraft.token_digest == keeper.token_digest]
    if keeper.account_id is not None:
        own.append(AssessmentDraft.account_id == keeper.account_id)
    session.execute(
        delete(AssessmentDraft).where(AssessmentDraft.practitioner_id == practitioner_id, or_(*own))
    )


def purge_drafts(session: Session, now: datetime) -> int:
    """Forget the drafts that nobody went on with; tells how many."""
    gone = session.execute(delete(AssessmentDraft).where(AssessmentDraft.expires_at <= now))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _drop_expired(session: Session, keeper: Keeper, practitioner_id: int) -> None:
    """Make room for a new one where an old one of this browser has run out."""
    session.execute(
        delete(AssessmentDraft).where(
            AssessmentDraft.practitioner_id == practitioner_id,
            AssessmentDraft.token_digest == keeper.token_digest,
        )
    )
