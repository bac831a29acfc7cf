"""The desk of those who speak for a listing: where it stands, what waits, what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import defer

from directory.cases.ahead import LISTINGS, turns
from directory.cases.waiting import expected_wait
from directory.db import begin_write, database, utc_now
from directory.http.accounts import member_required, private, signed_in
from directory.listings.claims.disputes import side_of
from directory.listings.confirming import confirm
from directory.listings.models import Revision, RevisionKind, Stage
from directory.listings.ownership import CLOSED, offered_to
from directory.listings.replies import answerable_flags, newest_replies
from directory.listings.revising import owner_actor
from directory.listings.service import NothingWaits, withdraw_revision
from directory.listings.start import last_returned, waiting_live, waiting_revision
from directory.listings.views import views_of
from directory.practitioners.freshness import FRESH_FOR
from directory.practitioners.hiding import is_hidden_for
from directory.practitioners.models import Ownership, Practitioner
from directory.vetting.appealing import appealable_flags
from directory.web.desk_words import SENT, gap_rows, revision_rows, standing_of, turn_words
from directory.web.own_listing import own_listing

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

blueprint = private(Blueprint("desk", __name__, url_prefix="/desk"))

_ANSWERED = (Stage.WAITING, Stage.ACCEPTED)


@blueprint.get("")
@member_required
def home() -> str:
    """All listings that whoever is signed in speaks for."""
    rows = database.session.scalars(
        select(Practitioner)
        .join(Ownership, Ownership.practitioner_id == Practitioner.id)
        .where(Ownership.account_id == signed_in().id)
        .order_by(Practitioner.name, Practitioner.id)
    ).all()
    newest = _newest_revisions([row.id for row in rows])
    waits = _waits(newest.values())
    found = [
        (row, standing_of(row, newest.get(row.id)), newest.get(row.id), waits.get(row.id, ""))
        for row in rows
    ]
    sent = SENT.get(request.args.get("sent", ""))
    return render_template("desk/home.html", found=found, sent=sent)


@blueprint.get("/<uuid:listing>")
@member_required
def listing(listing: uuid.UUID) -> str:
    """Everything about one's own listing."""
    practitioner, session = own_listing(listing), database.session
    waiting = waiting_revision(session, practitioner.id)
    newest = _newest_revisions([practitioner.id]).get(practitioner.id)
    confirmed = practitioner.confirmed_on
    return render_template(
        "desk/listing.html",
        practitioner=practitioner,
        standing=standing_of(practitioner, newest),
        waiting=waiting,
        changes=revision_rows(waiting) if waiting else [],
        live=(live := waiting_live(session, practitioner.id)),
        live_changes=revision_rows(live) if live else [],
        returned=last_returned(session, practitioner.id),
        wait=_waits([waiting]).get(practitioner.id, "") if waiting else "",
        today=utc_now().date(),
        ask_again=confirmed + FRESH_FOR if confirmed else None,
        is_confirmed_today=confirmed == utc_now().date(),
        flags=_flags(practitioner),
        may_appeal=bool(appealable_flags(session, practitioner.id)),
        gaps=gap_rows(session, practitioner),
        views=views_of(session, practitioner.id, utc_now().date()),
        offered=offered_to(session, practitioner.id, utc_now()),
        is_refused=_is_refused(newest),
        has_dispute=side_of(session, practitioner, signed_in()) is not None,
        is_closed=is_hidden_for(practitioner, CLOSED),
        sent=SENT.get(request.args.get("sent", "")),
    )


@blueprint.post("/<uuid:listing>/still-true")
@member_required
def still_true(listing: uuid.UUID) -> ResponseReturnValue:
    """Confirm that everything the page says is true today."""
    own_listing(listing)
    begin_write(database.session)
    practitioner, actor = own_listing(listing, for_change=True), owner_actor(signed_in())
    confirm(database.session, practitioner=practitioner, actor=actor, now=utc_now())
    database.session.commit()
    return redirect(url_for(".listing", listing=listing, sent="confirmed"), 303)


@blueprint.post("/<uuid:listing>/take-back/<uuid:revision>")
@member_required
def take_back(listing: uuid.UUID, revision: uuid.UUID) -> ResponseReturnValue:
    """Take back what waits to be decided."""
    own_listing(listing)
    begin_write(database.session)
    practitioner, actor = own_listing(listing, for_change=True), owner_actor(signed_in())
    row = database.session.scalars(
        select(Revision).where(
            Revision.public_id == revision, Revision.practitioner_id == practitioner.id
        )
    ).one_or_none()
    outcome = "decided"
    try:
        if row is not None:
            withdraw_revision(database.session, revision=row, actor=actor, now=utc_now())
            outcome = "taken-back"
    except NothingWaits:
        database.session.rollback()
    else:
        database.session.commit()
    return redirect(url_for(".listing", listing=listing, sent=outcome), 303)


def _waits(revisions: Iterable[Revision]) -> dict[int, str]:
    """How long those that wait have waited and will, by the number of their listing."""
    waiting = {str(row.public_id): row for row in revisions if row.status == Stage.WAITING}
    if not waiting:
        return {}
    expected = expected_wait(database.session, LISTINGS, utc_now())
    return {
        waiting[subject].practitioner_id: turn_words(turn, expected)
        for subject, turn in turns(database.session, LISTINGS, waiting).items()
    }


def _newest_revisions(ids: list[int]) -> dict[int, Revision]:
    """Of each listing the newest revision that did not go live at once nor was taken back."""
    statement = (
        select(Revision)
        .options(defer(Revision.content), defer(Revision.changes))
        .where(Revision.practitioner_id.in_(ids), Revision.kind != RevisionKind.LIVE)
        .where(Revision.status != Stage.WITHDRAWN)
        .order_by(Revision.id)
    )
    return {row.practitioner_id: row for row in database.session.scalars(statement)}


def _is_refused(newest: Revision | None) -> bool:
    """Whether a listing was not accepted: nothing can be sent for it any more."""
    if newest is None or newest.kind != RevisionKind.SUBMISSION:
        return False
    return newest.status == Stage.REFUSED


def _flags(practitioner: Practitioner) -> list[bool]:
    """Of each red flag that an owner may answer whether an answer waits or shows."""
    session = database.session
    flags = answerable_flags(session, practitioner.id)
    answers = newest_replies(session, practitioner.id) if flags else {}
    given = {number for number, row in answers.items() if row.status in _ANSWERED}
    return [flag.id in given for flag in flags]
