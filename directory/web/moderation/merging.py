"""Merging two listings of one person, what became of it, and taking it back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from flask import abort, redirect, render_template, request, session, url_for
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm.exc import StaleDataError

from directory.db import begin_write, database, utc_now
from directory.http.accounts import signed_in, staff_required
from directory.http.translation import gettext as _
from directory.listings.duplicates import duplicates
from directory.listings.merging.doubles import open_pair
from directory.listings.merging.leading import merge_of, standing_merge
from directory.listings.merging.parting import unmerge, why_merged
from directory.listings.merging.rule import WhyApart, check_no_hand, lock_both
from directory.listings.reading import content_of
from directory.moderation import service
from directory.moderation.refusals import REFUSALS
from directory.practitioners.models import FormerSlug, Practitioner
from directory.vetting.plain_text import without_unseen
from directory.web.forms.moderation import DecisionForm
from directory.web.moderation.blueprint import blueprint
from directory.web.moderation.merge_words import moves_words, stayed_words, why_words
from directory.web.moderation.page import task_of
from directory.web.moderation.pairs import pair_facts
from directory.web.moderation.words import INTERESTS, refusal_words, undecided_words

if TYPE_CHECKING:
    import uuid

    from flask.typing import ResponseReturnValue

    from directory.listings.models import ListingMerge

STAYED = "merge_stayed"
"""Where the cookie keeps what stayed with the kept listing, for the page that tells it once."""

LONGEST = 300
"""Letters of an address that are looked at."""

_REFUSALS: tuple[type[Exception], ...] = (
    *REFUSALS,
    IntegrityError,
    NoResultFound,
    StaleDataError,
)


@blueprint.get("/merge")
@staff_required
def merge_start() -> ResponseReturnValue:
    """Ask which two listings are the same person's."""
    typed = {name: _typed(name) for name in ("one", "other")}
    one, other = (_named(text) if text else None for text in typed.values())
    if one is not None and other is not None and one.id != other.id:
        return redirect(url_for(".merge", one=one.public_id, other=other.public_id), 303)
    found = duplicates(database.session, content_of(database.session, one)) if one else []
    unknown = _("No listing has this address. Copy it from the page of the listing.")
    problems = {
        name: unknown
        for name, listing in (("one", one), ("other", other))
        if typed[name] and listing is None
    }
    if one is not None and other is not None:
        problems["other"] = why_words(WhyApart.SAME)
    page = render_template(
        "moderation/merge_start.html",
        listing=one,
        first={"one": one.public_id} if one else {},
        typed=typed,
        problems=problems,
        duplicates=[twin for twin in found if one and twin.practitioner.id != one.id],
    )
    return page, 400 if problems else 200


@blueprint.get("/merge/<uuid:one>/<uuid:other>")
@staff_required
def merge(one: uuid.UUID, other: uuid.UUID) -> str:
    """Two listings side by side."""
    return _page(_pair(one, other), DecisionForm())


@blueprint.post("/merge/<uuid:one>/<uuid:other>")
@staff_required
def merge_them(one: uuid.UUID, other: uuid.UUID) -> ResponseReturnValue:
    """Let two listings become one, or note that they are two people's."""
    pair = _pair(one, other)
    form = DecisionForm(request.form)
    decision = form.decision.data or ""
    valid = form.validate()
    if decision not in {"merge", "apart"}:
        return _page(pair, form, undecided_words()), 400
    if not form.whole_reason:
        form.reason.errors = [
            _("Say how you know it: a later moderator may have to understand it.")
        ]
    if form.errors or not valid:
        return _page(pair, form, ""), 400
    try:
        _decide(pair, form, decision)
    except service.NotYours as refusal:
        return _refused(one, other, form, str(INTERESTS[refusal.interest]), 403)
    except _REFUSALS as refusal:
        return _refused(one, other, form, refusal_words(refusal), 409)
    row = _merge_of_pair(pair)
    if row is None:
        return redirect(url_for(".queue"), 303)
    return redirect(url_for(".merged", merge_id=row.public_id), 303)


@blueprint.get("/merges/<uuid:merge_id>")
@staff_required
def merged(merge_id: uuid.UUID) -> str:
    """What a merge brought over, and whether it can be taken back."""
    return _done_page(_merge(merge_id))


@blueprint.post("/merges/<uuid:merge_id>/take-back")
@staff_required
def unmerge_them(merge_id: uuid.UUID) -> ResponseReturnValue:
    """Let two listings be two again."""
    _merge(merge_id)
    actor = service.actor_of(signed_in())
    begin_write(database.session)
    row = _merge(merge_id)
    try:
        kept, other = lock_both(database.session, row.kept_id, row.merged_id)
        check_no_hand(database.session, actor, kept, other)
        done = unmerge(database.session, row, actor=actor, now=utc_now())
        database.session.commit()
    except _REFUSALS as refusal:
        database.session.rollback()
        return _done_page(_merge(merge_id), refusal_words(refusal)), 409
    session[STAYED] = [str(merge_id), *stayed_words(done.stayed)]
    return redirect(url_for(".merged", merge_id=merge_id), 303)


def _decide(pair: tuple[Practitioner, Practitioner], form: DecisionForm, decision: str) -> None:
    numbers = [listing.id for listing in pair]
    account = signed_in()
    begin_write(database.session)
    one, other = lock_both(database.session, numbers[0], numbers[1])
    case = open_pair(database.session, one, other, actor=service.actor_of(account))
    task = task_of(case, form.whole_reason, choice=form.choice.data or "")
    service.decide(task, account, decision)
    database.session.commit()


def _merge_of_pair(pair: tuple[Practitioner, Practitioner]) -> ListingMerge | None:
    names = {listing.id for listing in pair}
    rows = [standing_merge(database.session, number) for number in names]
    return next((row for row in rows if row and {row.kept_id, row.merged_id} == names), None)


def _typed(name: str) -> str:
    return without_unseen(request.args.get(name, ""))[:LONGEST].strip()


def _named(text: str) -> Practitioner | None:
    """The listing that an address or the end of one names, present or former."""
    path = re.split(r"[?#]", text)[0]
    parts = [part for part in path.split("/") if part]
    if "practitioners" in parts[:-1]:
        parts = parts[: parts.index("practitioners") + 2]
    slug = parts[-1] if parts else ""
    former = select(FormerSlug.practitioner_id).where(FormerSlug.slug == slug)
    statement = select(Practitioner).where(
        or_(Practitioner.slug == slug, Practitioner.id.in_(former))
    )
    return database.session.scalars(statement).first()


def _pair(one: uuid.UUID, other: uuid.UUID) -> tuple[Practitioner, Practitioner]:
    statement = select(Practitioner).where(Practitioner.public_id.in_((one, other)))
    found = {row.public_id: row for row in database.session.scalars(statement)}
    if one not in found or other not in found:
        abort(404)
    return found[one], found[other]


def _merge(merge_id: uuid.UUID) -> ListingMerge:
    row = merge_of(database.session, merge_id)
    if row is None:
        abort(404)
    return row


def _refused(
    one: uuid.UUID, other: uuid.UUID, form: DecisionForm, words: str, status: int
) -> tuple[str, int]:
    """The page as it stands now, with what was typed and why nothing was done."""
    database.session.rollback()
    return _page(_pair(one, other), form, words), status


def _page(
    pair: tuple[Practitioner, Practitioner], form: DecisionForm, problem: str | None = None
) -> str:
    facts = pair_facts(database.session, *pair)
    return render_template(
        "moderation/merge.html",
        pair=pair,
        facts=facts,
        form=form,
        problem=problem,
        row=_merge_of_pair(pair),
    )


def _done_page(row: ListingMerge, problem: str | None = None) -> str:
    kept = database.session.get_one(Practitioner, row.kept_id)
    other = database.session.get_one(Practitioner, row.merged_id)
    told = cast("list[str]", session.get(STAYED) or [""])
    why = why_merged(database.session, row)
    if told[0] == str(row.public_id):
        session.pop(STAYED)
    return render_template(
        "moderation/merge_done.html",
        merge=row,
        kept=kept,
        other=other,
        moves=moves_words(row.moved["counts"]),
        stayed=told[1:] if told[0] == str(row.public_id) else [],
        why=why_words(why) if why else "",
        problem=problem,
    )
