"""Drafts of assessments: what has been typed so far, right or wrong, so that nothing is lost.

A draft belongs to the browser that began it, by a digest of a token in its cookie. Once it is saved
by somebody signed in it belongs to the account alone, in whatever browser; a cookie from before
opens it no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, false, or_, select
from sqlalchemy.exc import IntegrityError

from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist
from directory.vetting.models import AssessmentDraft

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

KEPT = timedelta(days=30)
"""How long a draft is kept after it was last changed."""

STEPS = ("visits", "core", "more", "send")
"""The pages of the form, in order."""

COMMENT = "comment"
"""The one field that is free text."""

MAX_VALUES, MAX_LENGTH, MAX_COMMENT_BYTES = 12, 40, 16_000
"""More than any field sends: links ticked, letters of a value, bytes of the comment in UTF-8."""

_CODES = frozenset(item.code for kind in Kind for item in checklist(kind).items) | frozenset(
    flag.code for kind in Kind for flag in checklist(kind).flags
)
_FIELDS = {
    "visits": frozenset({"sore", "visits", "month", "links"}),
    "core": _CODES | {"whole"},
    "more": _CODES | {COMMENT},
    "send": frozenset({"attested"}),
}
"""What each page asks, whoever it is about."""

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


def find_drafts(
    session: Session, keeper: Keeper, practitioner_id: int, now: datetime
) -> Sequence[AssessmentDraft]:
    """The drafts about a practitioner that a visitor may go on with, the newest first.

    There are two where somebody went on writing while signed out: the account's and the browser's.
    """
    statement = _found(keeper, practitioner_id, now)
    return [] if statement is None else session.scalars(statement).all()


def merged(drafts: Iterable[AssessmentDraft]) -> dict[str, Fields]:
    """What stands on each page; of a page that stands in several drafts, the newest. Pure.

    Args:
        drafts: As `find_drafts` gives them, the newest first.
    """
    pages: dict[str, Fields] = {}
    for draft in drafts:
        pages = {**draft.content, **pages}
    return pages


def save_draft(
    session: Session,
    keeper: Keeper,
    practitioner_id: int,
    steps: Mapping[str, Fields],
    now: datetime,
) -> AssessmentDraft:
    """Keep what stands on some pages of the form; other pages stay as they are.

    Who is signed in holds one draft afterwards, whatever came together in it.

    Args:
        session: The open session, writing.
        keeper: Whose it is; it has a token.
        practitioner_id: Whom it is about.
        steps: Name of a page to its fields as they were sent; what no page sends is cut.
        now: When.
    """
    kept = {step: bounded(step, fields) for step, fields in steps.items() if step in STEPS}
    try:
        with session.begin_nested():
            return _keep(session, keeper, practitioner_id, kept, now)
    except IntegrityError:
        # The same visitor began a draft in another request: this one adds to it.
        return _keep(session, keeper, practitioner_id, kept, now)


def bounded(step: str, fields: Mapping[str, list[str]]) -> Fields:
    """Fields of a page cut to what the form can send. Pure.

    Args:
        step: One of `STEPS`.
        fields: Name to values as they were sent.
    """
    return {
        name: [_cut(name, value) for value in values[: MAX_VALUES if name == "links" else 1]]
        for name, values in fields.items()
        if name in _FIELDS[step]
    }


def drop_drafts(session: Session, keeper: Keeper, practitioner_id: int) -> None:
    """Forget the drafts about a practitioner: they have been sent."""
    own = _own(keeper)
    if own:
        session.execute(
            delete(AssessmentDraft).where(
                AssessmentDraft.practitioner_id == practitioner_id, or_(*own)
            )
        )


def purge_drafts(session: Session, now: datetime) -> int:
    """Forget the drafts that nobody went on with; tells how many."""
    gone = session.execute(delete(AssessmentDraft).where(AssessmentDraft.expires_at <= now))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _own(keeper: Keeper) -> list[ColumnElement[bool]]:
    """What makes a draft this visitor's; any of them does."""
    unowned = AssessmentDraft.account_id.is_(None)
    own: list[ColumnElement[bool]] = []
    if keeper.token_digest:
        own.append((AssessmentDraft.token_digest == keeper.token_digest) & unowned)
    if keeper.account_id is not None:
        own.append(AssessmentDraft.account_id == keeper.account_id)
        own.append((AssessmentDraft.id == keeper.draft_id) & unowned)
    return own


def _found(keeper: Keeper, practitioner_id: int, now: datetime) -> Select[AssessmentDraft] | None:
    own = _own(keeper)
    if not own:
        return None
    return (
        select(AssessmentDraft)
        .where(
            AssessmentDraft.practitioner_id == practitioner_id,
            AssessmentDraft.expires_at > now,
            or_(*own),
        )
        .order_by(AssessmentDraft.updated_at.desc(), AssessmentDraft.id.desc())
    )


def _keep(
    session: Session,
    keeper: Keeper,
    practitioner_id: int,
    kept: Mapping[str, Fields],
    now: datetime,
) -> AssessmentDraft:
    statement = _found(keeper, practitioner_id, now)
    found = (
        []
        if statement is None
        else session.scalars(
            statement.with_for_update().execution_options(populate_existing=True)
        ).all()
    )
    content = {**merged(found), **kept}
    draft = _one_of(session, keeper, practitioner_id, found)
    draft.token_digest, draft.account_id = _key(keeper), keeper.account_id
    draft.content = content
    draft.updated_at, draft.expires_at = now, now + KEPT
    session.add(draft)
    session.flush()
    return draft


def _one_of(
    session: Session, keeper: Keeper, practitioner_id: int, found: Sequence[AssessmentDraft]
) -> AssessmentDraft:
    """The draft that stays, the account's first; whatever else would be in its place goes."""
    # False sorts first.
    ranked = sorted(found, key=lambda draft: draft.account_id is None)
    draft = ranked[0] if ranked else AssessmentDraft(practitioner_id=practitioner_id)
    gone = or_(
        AssessmentDraft.id.in_([other.id for other in ranked[1:]]),
        (AssessmentDraft.practitioner_id == practitioner_id)
        & (AssessmentDraft.token_digest == _key(keeper)),
    )
    stays = AssessmentDraft.id == draft.id if ranked else false()
    session.execute(delete(AssessmentDraft).where(gone, ~stays))
    return draft


def _key(keeper: Keeper) -> str:
    """By what a draft is found again; an account's is no digest, so that no cookie leads there."""
    return keeper.token_digest if keeper.account_id is None else f"account:{keeper.account_id}"


def _cut(name: str, value: str) -> str:
    text = value.replace("\0", "")
    if name != COMMENT:
        return text[:MAX_LENGTH]
    return text.encode(errors="ignore")[:MAX_COMMENT_BYTES].decode(errors="ignore")
