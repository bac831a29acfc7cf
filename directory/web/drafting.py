"""Whose drafts a visitor may go on with, and keeping a page of a form as it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, session

from directory.accounts.digests import Purpose, new_token
from directory.db import begin_write, database, utc_now
from directory.drafts import Keeper, find_drafts, merged, save_draft
from directory.http.account_sessions import DRAFT
from directory.http.accounts import current_account, keys
from directory.http.limits import count, visitor_key

if TYPE_CHECKING:
    from directory.drafts import About, Fields

TOKEN = "draft_token"  # noqa: S105 - the name of a field, not a token
"""Where the cookie keeps by what this browser's drafts are found again."""

_OTHERS = {"csrf_token", "step"}


def keeper() -> Keeper:
    """Whose drafts this visitor may go on with."""
    account, token, draft = current_account(), session.get(TOKEN), session.get(DRAFT)
    return Keeper(
        token_digest=keys().digest(Purpose.DRAFT, token) if isinstance(token, str) else "",
        account_id=account.id if account else None,
        draft_id=draft if isinstance(draft, int) else None,
    )


def pages_of(about: About) -> dict[str, Fields]:
    """What this visitor has written in a form: name of a page to its fields."""
    return merged(find_drafts(database.session, keeper(), about, utc_now()))


def fields_sent() -> Fields:
    """The fields of the form that was sent, but for what guards it."""
    return {name: values for name, values in request.form.lists() if name not in _OTHERS}


def keep(about: About, pages: dict[str, Fields]) -> None:
    """Keep pages of a form, before anything is said about them; commits.

    Raises:
        TooOften: The visitor has begun more than anybody means to.
    """
    if not isinstance(session.get(TOKEN), str):
        session[TOKEN] = new_token()
        session.permanent = True
    if not find_drafts(database.session, keeper(), about, utc_now()):
        # By the network: a cookie without a draft can be sent again and again.
        count("draft_begun", visitor_key())
    begin_write(database.session)
    kept = save_draft(database.session, keeper(), about, pages, utc_now())
    # A sign-in clears the cookie; the draft's number comes along with it.
    session[DRAFT] = kept.id
    database.session.commit()
