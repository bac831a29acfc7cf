"""Claims: an owner says in one sentence each how they do what the checklist asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from directory.cases import CaseKind
from directory.db import begin_write, database, utc_now
from directory.drafts import About, drop_drafts
from directory.http.accounts import current_account, member_required, signed_in
from directory.http.letters import letters
from directory.http.limits import limited
from directory.http.translation import gettext as _
from directory.listings.checking import ContentInvalid
from directory.listings.reading import content_of
from directory.listings.service import ListingClosed, begin_edit, propose
from directory.listings.start import start_of
from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import EvidenceKind, checklist
from directory.vetting.plain_text import plain_text, without_unseen
from directory.web.desk_waits import wait_of_own
from directory.web.drafting import fields_sent, keep, keeper, pages_of
from directory.web.forms.desk_evidence import claims_form
from directory.web.listing_flow import unchecked_subject
from directory.web.own_listing import own_listing

if TYPE_CHECKING:
    import uuid

    from flask.typing import ResponseReturnValue
    from wtforms import Form

    from directory.drafts import Fields
    from directory.practitioners.models import Practitioner
    from directory.vetting.checklist import Item

PAGE = "claims"
LONGEST_KEPT = 2_000
"""Letters of one field that a draft keeps: more than anybody's sentence."""


@member_required
def claims(listing: uuid.UUID) -> ResponseReturnValue:
    """The items that can be claimed, each with its present sentence."""
    practitioner = own_listing(listing)
    kept = pages_of(_about(practitioner)).get(PAGE)
    form = _form(practitioner, MultiDict(kept) if kept else None)
    return _page(practitioner, form, is_kept=kept is not None)


@limited("draft")
def send_claims(listing: uuid.UUID) -> ResponseReturnValue:
    """Let changed sentences wait for a moderator; whose session has run out signs in first."""
    if current_account() is None:
        subject = unchecked_subject(listing)
        if subject.practitioner is not None:
            keep(_about(subject.practitioner), {PAGE: _bounded(fields_sent())})
        return redirect(url_for("sign_in.ask", next=url_for(".claims", listing=listing)), 303)
    practitioner = own_listing(listing)
    form = _form(practitioner, request.form)
    if not form.validate():
        return _page(practitioner, form, 400)
    try:
        changed = _propose(listing, form)
    except ContentInvalid as invalid:
        database.session.rollback()
        _mark(form, invalid)
        return _page(own_listing(listing), form, 400)
    except ListingClosed:
        database.session.rollback()
        return _page(own_listing(listing), form, 400, is_closed=True)
    return redirect(url_for(".claims", listing=listing, sent="some" if changed else "none"), 303)


def _items(practitioner: Practitioner) -> list[Item]:
    """What can be claimed by the kind that the listing has, or will have."""
    kind = Kind(start_of(database.session, practitioner).kind)
    return [item for item in checklist(kind).items if EvidenceKind.CLAIM in item.evidence]


def _form(practitioner: Practitioner, fields: MultiDict[str, str] | None) -> Form:
    stated = start_of(database.session, practitioner).claims
    codes = [item.code for item in _items(practitioner)]
    present = {code: stated.get(code, "") for code in codes}
    return claims_form(codes, fields, **present)


def _propose(listing: uuid.UUID, form: Form) -> bool:
    """Let the sentences of the form be the listing's claims; tells whether anything changed."""
    typed = {field.name: _one_line(field.data) for field in form}
    begin_write(database.session)
    practitioner = own_listing(listing, for_change=True)
    start = begin_edit(database.session, practitioner)
    others = {code: said for code, said in start.claims.items() if code not in typed}
    said = {code: words for code, words in typed.items() if words}
    proposed = propose(
        database.session,
        practitioner=practitioner,
        author=signed_in(),
        content=replace(start, claims={**others, **said}),
        letters=letters(),
        now=utc_now(),
    )
    drop_drafts(database.session, keeper(), _about(practitioner))
    database.session.commit()
    return proposed.waiting is not None and {**others, **said} != start.claims


def _mark(form: Form, invalid: ContentInvalid) -> None:
    """Put what is wrong beside its field; what is wrong elsewhere stands on top."""
    for path, words in invalid.errors.items():
        name, _slash, code = path.partition("/")
        if name == "claims" and code in form:
            form[code].errors = [words]
        else:
            form.form_errors = [_("Something else in your listing has to be changed first.")]


def _about(practitioner: Practitioner) -> About:
    return About(PAGE, practitioner.id)


def _bounded(fields: Fields) -> Fields:
    """Fields cut to what the form can send."""
    known = {item.code for kind in Kind for item in checklist(kind).items}
    return {
        name: [without_unseen(text[:LONGEST_KEPT]) for text in values[:1]]
        for name, values in fields.items()
        if name in known
    }


def _one_line(text: str | None) -> str:
    return " ".join(plain_text(text or "").split())


def _page(
    practitioner: Practitioner,
    form: Form,
    status: int = 200,
    *,
    is_kept: bool = False,
    is_closed: bool = False,
) -> tuple[str, int]:
    page = render_template(
        "desk_evidence/claims.html",
        practitioner=practitioner,
        form=form,
        items=_items(practitioner),
        shown=content_of(database.session, practitioner).claims,
        wanted=start_of(database.session, practitioner).claims,
        wait=wait_of_own(CaseKind.REVISION, CaseKind.SUBMISSION),
        sent=request.args.get("sent", ""),
        is_kept=is_kept,
        is_closed=is_closed,
    )
    return page, status
