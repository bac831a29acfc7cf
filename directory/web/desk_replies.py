"""Replies: an owner answers what members reported, with sentences that tell of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request, url_for

from directory.cases import CaseKind
from directory.db import begin_write, database, utc_now
from directory.http.accounts import member_required, signed_in
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.listings import replies as service
from directory.listings.reply_rule import Reveal, find_reveals
from directory.vetting.flags import FlagElsewhere
from directory.vetting.plain_text import plain_text
from directory.web.desk_waits import wait_of_own
from directory.web.forms.desk_evidence import ReplyForm
from directory.web.own_listing import own_listing
from directory.web.vetting_words import REPORTED, capped_words

if TYPE_CHECKING:
    import uuid

    from flask.typing import ResponseReturnValue

    from directory.practitioners.models import Practitioner
    from directory.vetting.models import Flag

TOLD = {
    Reveal.PERSON: _later("“%(words)s” speaks of one person. Speak of your work, or of everybody."),
    Reveal.VISIT: _later(
        "“%(words)s” says whether somebody was with you. Nobody may learn that from you."
    ),
    Reveal.DATE: _later("“%(words)s” says when something was. Leave the time out."),
    Reveal.NAME: _later("“%(words)s” may be a name. Name nobody."),
    Reveal.DISPUTE: _later(
        "“%(words)s” calls somebody’s word into question. Say how you work instead."
    ),
}
"""What is said about own words that give something away."""


@member_required
def replies(listing: uuid.UUID) -> ResponseReturnValue:
    """What was reported, and a form to answer each."""
    return _page(own_listing(listing))


@member_required
def send_reply(listing: uuid.UUID, code: str) -> ResponseReturnValue:
    """Put a reply before a moderator, or say what has to be changed."""
    practitioner = own_listing(listing)
    if code not in {flag.code for flag in _flags(practitioner)}:
        abort(404)
    form = ReplyForm(request.form)
    if not form.validate():
        _mark_own_words(form)
        return _page(practitioner, 400, code, form)
    try:
        _store(listing, code, form)
    except service.OwnWordsTell:
        _mark_own_words(form)
    except FlagElsewhere:
        # It was decided this moment; the page shows what is left.
        database.session.rollback()
        return redirect(url_for(".replies", listing=listing), 303)
    else:
        return redirect(url_for(".replies", listing=listing, sent=code), 303)
    database.session.rollback()
    return _page(own_listing(listing), 400, code, form)


def _mark_own_words(form: ReplyForm) -> None:
    """Say what the own words give away, besides what else is wrong with them."""
    found = find_reveals(plain_text(form.own_words.data or ""))
    told = [str(TOLD[one.reveal]) % {"words": one.words} for one in found]
    form.own_words.errors = [*form.own_words.errors, *told]


def _store(listing: uuid.UUID, code: str, form: ReplyForm) -> None:
    begin_write(database.session)
    service.send_reply(
        database.session,
        practitioner=own_listing(listing, for_change=True),
        account=signed_in(),
        code=code,
        sentences=form.sentences.data or [],
        own_words=form.own_words.data or "",
        now=utc_now(),
    )
    database.session.commit()


def _flags(practitioner: Practitioner) -> list[Flag]:
    return service.answerable_flags(database.session, practitioner.id)


def _reported(flag: Flag) -> str:
    """What was reported, as the public reads it; nothing is counted that the public can't see."""
    words = capped_words(flag)
    if words is not None:
        return words.profile
    if flag.code not in REPORTED:
        return _("We were told that a licence is missing, has lapsed or is restricted.")
    return _("Members reported that %(what)s.", what=str(REPORTED[flag.code]))


def _page(
    practitioner: Practitioner,
    status: int = 200,
    code: str | None = None,
    sent: ReplyForm | None = None,
) -> tuple[str, int]:
    flags = _flags(practitioner)
    forms = {flag.code: ReplyForm() for flag in flags}
    if code is not None and sent is not None:
        forms[code] = sent
    page = render_template(
        "desk_evidence/replies.html",
        practitioner=practitioner,
        flags=flags,
        forms=forms,
        reported={flag.code: _reported(flag) for flag in flags},
        newest=service.newest_replies(database.session, practitioner.id),
        wait=wait_of_own(CaseKind.REPLY),
        sent=request.args.get("sent", ""),
    )
    return page, status
