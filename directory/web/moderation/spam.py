"""Calling many cases spam at once: what that means is shown first, and what was left out after."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template, request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm.exc import StaleDataError

from directory.cases import Case, CaseStatus
from directory.cases.deciding import HeldByAnother
from directory.db import begin_write, database
from directory.http.accounts import signed_in, staff_required
from directory.http.translation import lazy_gettext as _later
from directory.moderation import service
from directory.moderation.refusals import REFUSALS
from directory.moderation.service import NotYours, Waiting
from directory.moderation.spam import (
    MOST,
    REASON,
    Changed,
    NotSpam,
    likenesses,
    may_be_spam,
    refuse_as_spam,
)
from directory.practitioners.models import Practitioner
from directory.web.moderation.blueprint import blueprint
from directory.web.moderation.looking import address_parts, chosen, find
from directory.web.moderation.page import task_of
from directory.web.moderation.words import heading, kind_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NOT_YOURS = _later("not for you: your own, or assessed by you")
NOT_SPAM = _later("this kind is decided by itself")
HELD = _later("another moderator has it before them")
CHANGED = _later("it changed since you saw the list, or somebody decided it")


_CHANGES: tuple[type[Exception], ...] = (
    Changed,
    *REFUSALS,
    IntegrityError,
    NoResultFound,
    StaleDataError,
)
"""What says that the case is not what it was."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A case that is not called spam, and why, in words."""

    words: str
    why: str
    case: Case


@blueprint.get("/spam")
@staff_required
def spam() -> str:
    """Which cases would be refused as spam, and what that does; nothing is done yet."""
    found = _found(request.args.getlist("case"))
    interests = service.interests(database.session, signed_in(), found)
    fit, left_out = [], []
    for one in found:
        why = _hindrance(one, interests)
        if why:
            left_out.append(LeftOut(_words(one), why, one.case))
        else:
            fit.append(one)
    return _page(fit, left_out)


@blueprint.post("/spam")
@staff_required
def refuse_spam() -> str:
    """Refuse what was listed, each case by itself; names those that were left out and why."""
    seen = dict(_pairs(request.form.getlist("case")))
    done, left_out = 0, []
    for one in _found(seen):
        number, words = one.case.public_id, _words(one)
        why = _refuse(number, seen[str(number)])
        if why is None:
            done += 1
        else:
            left_out.append(LeftOut(words, why, find(number).case))
    return _page([], left_out, done=done)


def _refuse(case_id: uuid.UUID, seen: str) -> str | None:
    """Refuse one case as spam in a transaction of its own; gives why not, where it is not."""
    account = signed_in()
    database.session.rollback()
    begin_write(database.session)
    try:
        refuse_as_spam(task_of(find(case_id).case, REASON), account, seen=seen)
    except NotYours:
        why = NOT_YOURS
    except NotSpam:
        why = NOT_SPAM
    except HeldByAnother:
        why = HELD
    except _CHANGES:
        why = CHANGED
    else:
        database.session.commit()
        return None
    database.session.rollback()
    return str(why)


def _found(numbers: Iterable[str]) -> Sequence[Waiting]:
    """The cases of these public ids with their listings, at most `MOST`; others are left out."""
    wanted = []
    for number in dict.fromkeys(numbers):
        try:
            wanted.append(uuid.UUID(number))
        except ValueError:
            continue
    statement = (
        select(Case, Practitioner)
        .outerjoin(Practitioner, Practitioner.id == Case.practitioner_id)
        .where(Case.public_id.in_(wanted[:MOST]))
        .order_by(Case.opened_at, Case.id)
    )
    return [Waiting(case, listing) for case, listing in database.session.execute(statement).all()]


def _pairs(sent: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Public ids in their usual spelling, and what stood for each case as it was listed."""
    for text in sent:
        number, _separator, likeness = text.partition(" ")
        try:
            yield str(uuid.UUID(number)), likeness
        except ValueError:
            continue


def _hindrance(one: Waiting, interests: dict[int, service.Interest]) -> str | None:
    if one.case.status != CaseStatus.OPEN:
        return str(CHANGED)
    if one.case.id in interests:
        return str(NOT_YOURS)
    return None if may_be_spam(one.case) else str(NOT_SPAM)


def _words(one: Waiting) -> str:
    return heading(one.case, one.listing.name if one.listing else None)


def _page(fit: Sequence[Waiting], left_out: Sequence[LeftOut], *, done: int | None = None) -> str:
    return render_template(
        "moderation/spam.html",
        fit=fit,
        left_out=left_out,
        done=done,
        most=MOST,
        stands_for=likenesses(database.session, [one.case for one in fit]),
        heading=heading,
        kind_words=kind_words,
        parts=address_parts(chosen()),
    )
