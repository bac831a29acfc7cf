"""The moderators' queue."""

from __future__ import annotations

import uuid
from typing import Any

from flask import render_template, request, session
from sqlalchemy import select

from directory.cases import Case, CaseKind, CaseStatus
from directory.db import database, utc_now
from directory.http.accounts import signed_in, staff_required
from directory.moderation import service
from directory.practitioners.models import Practitioner
from directory.web.moderation.blueprint import blueprint
from directory.web.moderation.case import DONE
from directory.web.moderation.registry import NAMES, ON_PAGES
from directory.web.moderation.words import WAITS_LONG, age_words, heading, kind_words, outcome_words


@blueprint.get("")
@staff_required
def queue() -> str:
    """What waits, the oldest first, private reports on top."""
    kind = request.args.get("kind", "")
    chosen = CaseKind(kind) if kind in NAMES else None
    waiting = service.queue(database.session, [chosen] if chosen else None)
    counts = service.how_many(database.session)
    return render_template(
        "moderation/queue.html",
        waiting=waiting,
        counts=counts,
        chosen=chosen,
        number=counts.get(chosen, 0) if chosen else sum(counts.values()),
        interests=service.interests(database.session, signed_in(), waiting),
        done=_just_decided(),
        now=utc_now(),
        waits_long=WAITS_LONG,
        kind_words=kind_words,
        age_words=age_words,
        outcome_words=outcome_words,
        on_page=ON_PAGES,
    )


def _just_decided() -> dict[str, Any] | None:
    """The case this moderator has just decided, to be told once."""
    number = session.pop(DONE, None)
    if not isinstance(number, str):
        return None
    statement = (
        select(Case, Practitioner.name)
        .outerjoin(Practitioner, Practitioner.id == Case.practitioner_id)
        .where(Case.public_id == uuid.UUID(number), Case.status == CaseStatus.DECIDED)
    )
    row = database.session.execute(statement).one_or_none()
    return {"case": row[0], "heading": heading(row[0], row[1])} if row else None
