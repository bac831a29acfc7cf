"""What one takes to a first call: the questions nobody has answered yet, the address, a reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import segno
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from directory.db import database, utc_now
from directory.http.account_mails import public_address
from directory.http.checklist_words import item_title
from directory.http.facets import key_label
from directory.http.limits import limited
from directory.http.translation import gettext as _
from directory.journey.callsheet import call_sheet, sore_place
from directory.journey.reminder import Reminder, calendar
from directory.journey.vcard import vcard as written_card
from directory.listings.merging.leading import leads_to
from directory.practitioners.freshness import fresh_on
from directory.practitioners.service import find_public
from directory.vetting.evidence import load
from directory.web.callsheet_words import FACT_NAMES, FACT_QUESTIONS, accepting_words, fact_words
from directory.web.formats import day, source_label
from directory.web.forms.callsheet import ReminderForm, SoreForm
from directory.web.item_evidence import shown_items

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.practitioners.models import Practitioner

blueprint = Blueprint("callsheet", __name__, url_prefix="/practitioners")


@blueprint.get("/<slug>/call-sheet")
@limited("search")
def sheet(slug: str) -> ResponseReturnValue:
    """The questions for a first call: what is unknown about this practitioner."""
    return _page(_listing(slug), ReminderForm(today=utc_now().date()))


@blueprint.get("/<slug>/contact.vcf")
def vcard(slug: str) -> Response:
    """The practitioner as a vCard."""
    practitioner = _listing(slug)
    text = written_card(
        practitioner,
        title=key_label("profession", practitioner.profession),
        note=_note(practitioner),
        address=public_address("practitioners.profile", slug=practitioner.slug),
    )
    return _file(text, "text/vcard", f"{practitioner.slug}.vcf")


@blueprint.get("/<slug>/reminder.ics")
def reminder(slug: str) -> ResponseReturnValue:
    """A reminder to assess them after the visit."""
    practitioner = _listing(slug)
    now = utc_now()
    form = ReminderForm(request.args, today=now.date())
    if not form.validate():
        return _page(practitioner, form), 400
    address = public_address("assess.start", slug=practitioner.slug)
    wanted = Reminder(
        uid=f"assess-{practitioner.public_id}@{urlsplit(address).hostname}",
        on=form.day,
        summary=_("Assess %(name)s", name=practitioner.name),
        description=_(
            "Were you there? Two minutes help the next runner: %(address)s", address=address
        ),
        address=address,
    )
    return _file(calendar(wanted, now), "text/calendar", f"{practitioner.slug}.ics")


def _listing(slug: str) -> Practitioner:
    """The public listing behind a slug; a former address is led to the present one."""
    practitioner, moved = find_public(database.session, slug)
    if practitioner is None:
        practitioner, moved = leads_to(database.session, slug), True
    if practitioner is None:
        abort(404)
    if moved:
        sore, on = request.args.get("sore"), request.args.get("on")
        address = url_for(request.endpoint or "", slug=practitioner.slug, sore=sore, on=on)
        abort(redirect(address, 301))
    return practitioner


def _page(practitioner: Practitioner, form: ReminderForm) -> str:
    today = utc_now().date()
    evidence = load(database.session, [practitioner.id])[practitioner.id]
    sore = sore_place(request.args.get("sore"))
    asked = call_sheet(practitioner, evidence, sore=sore, today=today)
    shown = shown_items(practitioner, evidence, today)
    address = public_address("assess.start", slug=practitioner.slug)
    return render_template(
        "callsheet/sheet.html",
        practitioner=practitioner,
        asked=asked,
        fact_questions=FACT_QUESTIONS,
        known_facts=[
            (FACT_NAMES[name], fact_words(practitioner, name)) for name in asked.known_facts
        ],
        known_items=[(item_title(code), shown[code]) for code in asked.known if code in shown],
        once_accepting=accepting_words(practitioner),
        source=_source(practitioner),
        sore=sore.link if sore else None,
        sore_form=SoreForm(data={"sore": sore.key if sore else ""}),
        reminder_form=form,
        address=address,
        qr_code=_qr_code(address),
        today=today,
    )


def _source(practitioner: Practitioner) -> str:
    """Where a listing comes from, and when somebody last confirmed it."""
    source = source_label(practitioner.source)
    fresh = fresh_on(practitioner)
    if fresh is None:
        return _("Source: %(source)s", source=source)
    return _("Source: %(source)s; last confirmed %(day)s", source=source, day=day(fresh))


def _note(practitioner: Practitioner) -> str:
    saved = _("Saved on %(day)s.", day=day(utc_now().date()))
    return f"{_source(practitioner)}. {saved}"


def _qr_code(address: str) -> str:
    return segno.make_qr(address, error="m").svg_inline(
        border=2, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )


def _file(text: str, mimetype: str, name: str) -> Response:
    """A file to save under a name; slugs hold letters, digits and hyphens only."""
    answer = Response(text.encode(), content_type=f"{mimetype}; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
