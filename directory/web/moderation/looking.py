"""What a moderator looks at, as the address of a page says it, and one case as they open it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, request
from sqlalchemy import select

from directory.cases import Case, CaseKind
from directory.db import database, utc_now
from directory.http.accounts import signed_in
from directory.moderation.service import Waiting, stakes_of
from directory.moderation.waiting import LONGEST_SEARCH, Eyes, Filter, View
from directory.practitioners.models import Practitioner
from directory.vetting.plain_text import without_unseen
from directory.web.moderation.registry import NAMES

if TYPE_CHECKING:
    import uuid

MOST_PAGES = 100_000
"""No page has a higher number."""


def chosen() -> Filter:
    """What the address asks for; what it does not know is left out."""
    kind, show = request.args.get("kind", ""), request.args.get("show", "")
    return Filter(
        kind=CaseKind(kind) if kind in NAMES else None,
        view=View(show) if show in set(View) else View.ALL,
        words=without_unseen(request.args.get("q", "")).strip()[:LONGEST_SEARCH],
    )


def page_number() -> int:
    """Which page the address asks for, from 1."""
    text = request.args.get("page", "")
    is_number = text.isascii() and text.isdecimal() and len(text) < len(str(MOST_PAGES))
    return int(text) if is_number else 1


def address_parts(filtered: Filter) -> dict[str, Any]:
    """What goes into an address so that it asks for the same again."""
    parts = {"kind": str(filtered.kind or ""), "show": str(filtered.view), "q": filtered.words}
    return {name: value for name, value in parts.items() if value}


def eyes() -> Eyes:
    """Who looks, and what they have a hand in."""
    account = signed_in()
    return Eyes(account, stakes_of(database.session, account), utc_now())


def find(case_id: uuid.UUID) -> Waiting:
    """A case with its listing; the page is not found where there is none."""
    statement = (
        select(Case, Practitioner)
        .outerjoin(Practitioner, Practitioner.id == Case.practitioner_id)
        .where(Case.public_id == case_id)
    )
    row = database.session.execute(statement).one_or_none()
    if row is None:
        abort(404)
    return Waiting(row[0], row[1])
