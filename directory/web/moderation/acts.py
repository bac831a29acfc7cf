"""What is done to a case beside deciding it: taking it, letting it go, handing it on, undoing."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from flask import jsonify, redirect, request, session, url_for

from directory.accounts.models import Account
from directory.cases.deciding import AlreadyDecided, HeldByAnother
from directory.cases.holding import NotStaff, let_go
from directory.db import begin_write, database, utc_now
from directory.http.accounts import signed_in, staff_required
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.moderation import service
from directory.moderation.undoing import UndoImpossible, Why, take_back
from directory.vetting.plain_text import without_unseen
from directory.web.forms.moderation import DecisionForm
from directory.web.moderation.blueprint import blueprint
from directory.web.moderation.looking import address_parts, chosen, find
from directory.web.moderation.page import case_page, shown_to, task_of
from directory.web.moderation.told_once import BACK, HANDED, LET_GO, SAID, TAKEN
from directory.web.moderation.words import INTERESTS, refusal_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

UNDO_WORDS: dict[Why, str] = {
    Why.NOT_DECIDED: _later("Nobody has decided this, or somebody took the decision back before."),
    Why.NOT_THIS_KIND: _later("A decision of this kind stands: it cannot be taken back."),
    Why.TOO_LATE: _later("A decision can be taken back for 30 days."),
    Why.LATER_CHANGE: _later("Something has been built on it since. It stands; decide anew."),
    Why.NOT_YOURS: _later("This one is taken back by somebody else."),
}
"""Why a decision stands, in words."""

BACKING_OUT = "Taken back."
"""Stands where a decision has its reason."""


class NobodyChosen(LookupError):
    """A case was to be handed over, but not to anybody it can be handed to."""


@blueprint.post("/<uuid:case_id>/hold")
@staff_required
def hold(case_id: uuid.UUID) -> ResponseReturnValue:
    """Take a case before one, or keep it a while longer."""

    def take() -> None:
        service.hold(database.session, find(case_id).case, signed_in(), utc_now())

    return _done(case_id, take, TAKEN)


@blueprint.post("/<uuid:case_id>/let-go")
@staff_required
def release(case_id: uuid.UUID) -> ResponseReturnValue:
    """Let others have a case that one has taken."""

    def drop() -> None:
        let_go(database.session, find(case_id).case, actor=service.actor_of(signed_in()))

    return _done(case_id, drop, LET_GO)


@blueprint.post("/<uuid:case_id>/hand-over")
@staff_required
def hand_over(case_id: uuid.UUID) -> ResponseReturnValue:
    """Ask another moderator to decide a case."""

    def hand() -> None:
        service.hand_over(
            database.session,
            find(case_id).case,
            signed_in(),
            to=_colleague(request.form.get("to", "")),
            note=without_unseen(request.form.get("note", "")),
            now=utc_now(),
        )

    return _done(case_id, hand, HANDED)


@blueprint.post("/<uuid:case_id>/take-back")
@staff_required
def undo(case_id: uuid.UUID) -> ResponseReturnValue:
    """Take a decision back: the case waits again."""

    def back() -> None:
        take_back(task_of(find(case_id).case, BACKING_OUT), signed_in())

    return _done(case_id, back, BACK)


def _done(case_id: uuid.UUID, act: Callable[[], None], said: str) -> ResponseReturnValue:
    """Do something to a case in one transaction, and show the case; or say why it was not done."""
    find(case_id)
    begin_write(database.session)
    try:
        act()
    except service.NotYours as refusal:
        return _refused(case_id, str(INTERESTS[refusal.interest]), 403)
    except UndoImpossible as refusal:
        return _refused(case_id, str(UNDO_WORDS[refusal.why]), 409)
    except (NobodyChosen, NotStaff):
        return _refused(case_id, _("Choose who shall decide it."), 400)
    except (AlreadyDecided, HeldByAnother) as refusal:
        return _refused(case_id, refusal_words(refusal), 409)
    database.session.commit()
    if _wants_json():
        return jsonify(_standing(case_id))
    session[SAID] = said
    return redirect(url_for(".case", case_id=case_id, **address_parts(chosen())), 303)


def _refused(case_id: uuid.UUID, words: str, status: int) -> ResponseReturnValue:
    database.session.rollback()
    if _wants_json():
        return jsonify(_standing(case_id) | {"words": words}), status
    found = find(case_id)
    seen = shown_to(found)
    form = DecisionForm(data={"seen": seen.seen})
    note = without_unseen(request.form.get("note", ""))
    return case_page(found, seen, form, words, note=note), status


def _standing(case_id: uuid.UUID) -> dict[str, str | None]:
    """Until when a case is held, as the page says it."""
    until = find(case_id).case.held_until
    return {"until": until.strftime("%H:%M UTC") if until else None}


def _colleague(number: str) -> Account:
    """The account that was chosen.

    Raises:
        NobodyChosen: There is none of that number.
    """
    try:
        wanted = uuid.UUID(number)
    except ValueError:
        raise NobodyChosen from None
    found = database.session.query(Account).filter_by(public_id=wanted).one_or_none()
    if found is None:
        raise NobodyChosen
    return found


def _wants_json() -> bool:
    """Whether the page's script asks, rather than the browser."""
    return request.accept_mimetypes.best == "application/json"
