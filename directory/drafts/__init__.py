"""Drafts of forms: what has been typed so far, right or wrong, so that nothing is lost.

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

from directory.drafts.models import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

KEPT = timedelta(days=30)
"""How long a draft is kept after it was last changed."""

Fields = dict[str, list[str]]
"""The fields of a page: name to values as they were sent."""


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


@dataclass(frozen=True, slots=True)
class About:
    """Which form a draft is of.

    Attributes:
        form: Its name: "assess", "listing".
        practitioner_id: The listing it is about; none for one that is still to come.
    """

    form: str
    practitioner_id: int | None = None

    @property
    def key(self) -> str:
        """What tells it from other forms."""
        return f"{self.form}:{self.practitioner_id or 'new'}"


def find_drafts(session: Session, keeper: Keeper, about: About, now: datetime) -> Sequence[Draft]:
    """The drafts of a form that a visitor may go on with, the newest first.

    There are two where somebody went on writing while signed out: the account's and the browser's.
    """
    statement = _found(keeper, about, now)
    return [] if statement is None else session.scalars(statement).all()


def merged(drafts: Iterable[Draft]) -> dict[str, Fields]:
    """What stands on each page; of a page that stands in several drafts, the newest. Pure.

    Args:
        drafts: As `find_drafts` gives them, the newest first.
    """
    pages: dict[str, Fields] = {}
    for draft in drafts:
        pages = {**draft.content, **pages}
    return pages


def save_draft(
    session: Session, keeper: Keeper, about: About, pages: Mapping[str, Fields], now: datetime
) -> Draft:
    """Keep what stands on some pages of a form; other pages stay as they are.

    Who is signed in holds one draft afterwards, whatever came together in it.

    Args:
        session: The open session, writing.
        keeper: Whose it is; it has a token.
        about: Which form.
        pages: Name of a page to its fields, cut to what the form can send by its own room.
        now: When.
    """
    try:
        with session.begin_nested():
            return _keep(session, keeper, about, pages, now)
    except IntegrityError:
        # The same visitor began a draft in another request: this one adds to it.
        return _keep(session, keeper, about, pages, now)


def drop_drafts(session: Session, keeper: Keeper, about: About) -> None:
    """Forget the drafts of a form: it has been sent."""
    own = _own(keeper)
    if own:
        session.execute(delete(Draft).where(Draft.about == about.key, or_(*own)))


def purge_drafts(session: Session, now: datetime) -> int:
    """Forget the drafts that nobody went on with; tells how many."""
    gone = session.execute(delete(Draft).where(Draft.expires_at <= now))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _own(keeper: Keeper) -> list[ColumnElement[bool]]:
    """What makes a draft this visitor's; any of them does."""
    unowned = Draft.account_id.is_(None)
    own: list[ColumnElement[bool]] = []
    if keeper.token_digest:
        own.append((Draft.token_digest == keeper.token_digest) & unowned)
    if keeper.account_id is not None:
        own.append(Draft.account_id == keeper.account_id)
        own.append((Draft.id == keeper.draft_id) & unowned)
    return own


def _found(keeper: Keeper, about: About, now: datetime) -> Select[Draft] | None:
    own = _own(keeper)
    if not own:
        return None
    return (
        select(Draft)
        .where(Draft.about == about.key, Draft.expires_at > now, or_(*own))
        .order_by(Draft.updated_at.desc(), Draft.id.desc())
    )


def _keep(
    session: Session, keeper: Keeper, about: About, pages: Mapping[str, Fields], now: datetime
) -> Draft:
    statement = _found(keeper, about, now)
    found = (
        []
        if statement is None
        else session.scalars(
            statement.with_for_update().execution_options(populate_existing=True)
        ).all()
    )
    content = {**merged(found), **pages}
    draft = _one_of(session, keeper, about, found)
    draft.token_digest, draft.account_id = _key(keeper), keeper.account_id
    draft.content = content
    draft.updated_at, draft.expires_at = now, now + KEPT
    session.add(draft)
    session.flush()
    return draft


def _one_of(session: Session, keeper: Keeper, about: About, found: Sequence[Draft]) -> Draft:
    """The draft that stays, the account's first; whatever else would be in its place goes."""
    # False sorts first.
    ranked = sorted(found, key=lambda draft: draft.account_id is None)
    draft = ranked[0] if ranked else Draft(about=about.key, practitioner_id=about.practitioner_id)
    gone = or_(
        Draft.id.in_([other.id for other in ranked[1:]]),
        (Draft.about == about.key) & (Draft.token_digest == _key(keeper)),
    )
    stays = Draft.id == draft.id if ranked else false()
    session.execute(delete(Draft).where(gone, ~stays))
    return draft


def _key(keeper: Keeper) -> str:
    """By what a draft is found again; an account's is no digest, so that no cookie leads there."""
    return keeper.token_digest if keeper.account_id is None else f"account:{keeper.account_id}"
