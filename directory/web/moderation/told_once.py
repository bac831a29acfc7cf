"""What a moderator has just done, told once on the page that comes next."""

from __future__ import annotations

import uuid
from typing import Any

from flask import session
from sqlalchemy import select

from directory.cases import Case, CaseStatus
from directory.db import database, utc_now
from directory.http.accounts import signed_in
from directory.moderation.service import actor_of
from directory.moderation.undoing import might_take_back
from directory.practitioners.models import Practitioner
from directory.web.moderation.words import heading

DONE = "moderated"
"""Where the cookie keeps which case was just decided."""

SAID = "moderation_said"
"""Where it keeps a word about something else that was just done."""

TAKEN, LET_GO, HANDED, BACK, NOTED = "taken", "let go", "handed over", "taken back", "noted"


def just_decided() -> dict[str, Any] | None:
    """The case this moderator has just decided, and whether that can be taken back."""
    number = session.pop(DONE, None)
    if not isinstance(number, str):
        return None
    statement = (
        select(Case, Practitioner.name)
        .outerjoin(Practitioner, Practitioner.id == Case.practitioner_id)
        .where(Case.public_id == uuid.UUID(number), Case.status == CaseStatus.DECIDED)
    )
    row = database.session.execute(statement).one_or_none()
    if row is None:
        return None
    may_undo = might_take_back(row[0], actor_of(signed_in()), utc_now())
    return {"case": row[0], "heading": heading(row[0], row[1]), "may_undo": may_undo}


def just_said() -> str | None:
    """What else was just done: one of the words above."""
    said = session.pop(SAID, None)
    return said if isinstance(said, str) else None
