"""Listing a practice, and changing one's own listing: six short pages, signing in at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, url_for
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError

from directory.db import database
from directory.http.accounts import current_account, member_required, private
from directory.http.errors import answer
from directory.http.limits import TooOften, limited, seconds_to_wait
from directory.http.problem import Problem
from directory.http.titles import title
from directory.http.translation import gettext as _
from directory.http.translation import ngettext
from directory.listings.checking import ContentInvalid
from directory.listings.drafts import STEPS, bounded
from directory.listings.service import ListingClosed
from directory.web.listing_again import typed_again
from directory.web.listing_flow import (
    FIND,
    FORGET,
    LOOK,
    Sent,
    Subject,
    changes_rows,
    forget,
    just_sent,
    own_subject,
    page_sent,
    save,
    send,
    unchecked_subject,
    writing_of,
)
from directory.web.listing_pages import card_fragment, show, show_preview

if TYPE_CHECKING:
    import uuid

    from flask.typing import ResponseReturnValue

    from directory.drafts import Fields
    from directory.web.listing_writing import Page, Writing

blueprint = private(Blueprint("listing_form", __name__))

FIRST, LAST = STEPS[0], STEPS[-1]
CHECKED = "checked"
"""What an address says where somebody asked to look the page over."""


@blueprint.errorhandler(CSRFError)
def _session_ended(_error: CSRFError) -> ResponseReturnValue:
    """What was typed once more: somebody signed out, or in, in another window meanwhile."""
    words = _("Your session had ended, so this was not taken yet. Press the button once more.")
    return typed_again(words, 400) or answer(Problem(status=400, title=title(400), detail=words))


@blueprint.errorhandler(TooOften)
@blueprint.errorhandler(RateLimitExceeded)
def _too_often(error: TooOften | RateLimitExceeded) -> ResponseReturnValue:
    """What was typed once more, and when to send it."""
    wait_s = error.wait_s if isinstance(error, TooOften) else seconds_to_wait()
    headers = {"Retry-After": str(wait_s)}
    words = ngettext(
        "Too much came from your network at once. Press the button again in %(num)s second.",
        "Too much came from your network at once. Press the button again in %(num)s seconds.",
        wait_s,
    )
    again = typed_again(words, 429)
    if again:
        return *again, headers
    return answer(Problem(status=429, title=title(429), detail=words, headers=headers))


@blueprint.get("/listings/new")
def start() -> ResponseReturnValue:
    """To the first page; an invitation may bring along a name and a kind."""
    name, kind = request.args.get("name"), request.args.get("kind")
    return redirect(url_for(".step", step=FIRST, name=name, kind=kind), 303)


@blueprint.get("/listings/new/<step>")
def step(step: str) -> ResponseReturnValue:
    """A page of a new listing."""
    return _show(Subject(), step)


@blueprint.post("/listings/new/<step>")
@limited("draft")
def keep_step(step: str) -> ResponseReturnValue:
    """Keep a page of a new listing and go on, or say what has to be changed."""
    _check(step)
    return _keep(Subject(), step)


@blueprint.post("/listings/new/draft")
@limited("draft")
def draft() -> ResponseReturnValue:
    """Keep what stands on a page that is being left; scripts send it."""
    return _keep_draft(Subject())


@blueprint.post("/listings/new/preview-card")
@limited("preview")
def preview_card() -> ResponseReturnValue:
    """The card as it would be; nothing is stored."""
    return _card(Subject())


@blueprint.get("/desk/<uuid:listing>/edit")
@member_required
def edit(listing: uuid.UUID) -> ResponseReturnValue:
    """To the first page of one's own listing."""
    return redirect(own_subject(listing).address(FIRST), 303)


@blueprint.get("/desk/<uuid:listing>/edit/<step>")
@member_required
def edit_step(listing: uuid.UUID, step: str) -> ResponseReturnValue:
    """A page of one's own listing."""
    return _show(own_subject(listing), step)


@blueprint.post("/desk/<uuid:listing>/edit/<step>")
@limited("draft")
def keep_edit(listing: uuid.UUID, step: str) -> ResponseReturnValue:
    """Keep a page of one's own listing and go on; whose session has run out signs in first."""
    _check(step)
    if current_account() is None:
        subject = unchecked_subject(listing)
        save(subject, step)
        return _to_sign_in(subject, step)
    return _keep(own_subject(listing), step)


@blueprint.post("/desk/<uuid:listing>/edit/draft")
@limited("draft")
def edit_draft(listing: uuid.UUID) -> ResponseReturnValue:
    """Keep what stands on a page that is being left; scripts send it."""
    return _keep_draft(own_subject(listing) if current_account() else unchecked_subject(listing))


@blueprint.post("/desk/<uuid:listing>/edit/preview-card")
@limited("preview")
@member_required
def edit_preview_card(listing: uuid.UUID) -> ResponseReturnValue:
    """The card as it would be; nothing is stored."""
    return _card(own_subject(listing))


def _check(step: str) -> None:
    if step not in STEPS:
        abort(404)


def _show(subject: Subject, step: str) -> ResponseReturnValue:
    _check(step)
    writing = writing_of(subject)
    if step == FIRST:
        writing = writing if writing.is_begun else writing_of(subject, _invited())
    elif not writing.is_begun:
        return redirect(subject.address(FIRST), 303)
    if step == LAST:
        return show_preview(subject, writing, writing.page(step))
    if request.args.get(CHECKED):
        return show(subject, writing, writing.judged(step))
    return show(subject, writing, _shown_back(writing, step))


def _shown_back(writing: Writing, step: str) -> Page:
    """A page nothing is said about yet, but for where its places were found."""
    page = writing.page(step)
    if step == "where":
        page.findings.update(writing.judged(step).findings)
    return page


def _invited() -> dict[str, Fields]:
    """What the address of an invitation knows already."""
    known = bounded(FIRST, dict(request.args.lists()))
    return {FIRST: known} if known else {}


def _keep(subject: Subject, step: str) -> ResponseReturnValue:
    asked = request.form.get("do", "")
    if asked == FORGET:
        forget(subject)
        return redirect(subject.address(FIRST), 303)
    save(subject, step)
    writing = writing_of(subject)
    if not writing.is_begun:
        return _to_the_beginning(subject, step)
    if changes_rows(step, asked):
        return redirect(subject.address(step, _anchor=f"row-{writing.keys(step)[-1]}"), 303)
    if asked == FIND:
        return redirect(subject.address(step, **{CHECKED: "1"}), 303)
    if step == LAST:
        return _finish(subject, writing, writing.judged(step))
    return _go_on(subject, writing, step, to_the_end=asked == LOOK)


def _go_on(
    subject: Subject, writing: Writing, step: str, *, to_the_end: bool
) -> ResponseReturnValue:
    page = writing.judged(step)
    if not page.is_valid:
        return show(subject, writing, page, status=400)
    following = LAST if to_the_end else STEPS[STEPS.index(step) + 1]
    return redirect(subject.address(following), 303)


def _finish(subject: Subject, writing: Writing, page: Page) -> ResponseReturnValue:
    """Send what was written; who is not signed in is asked to and comes back here."""
    judged = writing.all_judged()
    if not (page.is_valid and all(one.is_valid for one in judged.values())):
        return show_preview(subject, writing, page, status=400)
    if current_account() is None:
        return _to_sign_in(subject, LAST)
    try:
        sent = send(subject, writing.content(judged), writing.base)
    except ContentInvalid as invalid:
        database.session.rollback()
        return show_preview(subject, writing, page, status=400, refused=invalid.errors)
    except ListingClosed as closed:
        database.session.rollback()
        return show_preview(subject, writing, page, status=400, refused={"": str(closed)})
    except TooOften as refusal:
        words = _("You have sent in many listings today. What you wrote is kept: send it tomorrow.")
        again = show_preview(subject, writing, page, status=429, refused={"": words})
        return *again, {"Retry-After": str(refusal.wait_s)}
    return redirect(_desk(sent), 303)


def _to_the_beginning(subject: Subject, step: str) -> ResponseReturnValue:
    """Where somebody is led who sent a later page without there being a first one."""
    if current_account() is None:
        # They have filled in the first page: their session has run out.
        return _to_sign_in(subject, step)
    sent = just_sent() if step == LAST else None
    if sent is not None:
        return redirect(_desk(sent), 303)
    return redirect(subject.address(FIRST), 303)


def _to_sign_in(subject: Subject, step: str) -> ResponseReturnValue:
    return redirect(url_for("sign_in.ask", next=subject.address(step)), 303)


def _keep_draft(subject: Subject) -> ResponseReturnValue:
    step = request.form.get("step", "")
    if step not in STEPS:
        abort(400)
    save(subject, step)
    return "", 204


def _card(subject: Subject) -> ResponseReturnValue:
    step = request.form.get("step", "")
    if step not in STEPS:
        abort(400)
    return card_fragment(writing_of(subject, {step: page_sent(step)}))


def _desk(sent: Sent) -> str:
    """Address of the desk of a listing, which says what became of what was sent."""
    return url_for("desk.listing", listing=sent.listing, sent=sent.outcome)
