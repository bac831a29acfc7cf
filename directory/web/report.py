"""Something felt wrong: a report that nobody but the moderators reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from directory.db import begin_write, database
from directory.http.limits import TooOften, count, visitor_key
from directory.http.translation import gettext as _
from directory.practitioners.service import find_public
from directory.vetting.reports import Report, report_privately
from directory.web.forms.report import ReportForm

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from directory.practitioners.models import Practitioner

blueprint = Blueprint("report", __name__, url_prefix="/practitioners")


@blueprint.after_request
def _never_stored(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


@blueprint.get("/<slug>/report")
def private(slug: str) -> ResponseReturnValue:
    """The form, and what happens with what is sent."""
    practitioner, moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    if moved:
        return redirect(url_for(".private", slug=practitioner.slug), 301)
    return _page(practitioner, ReportForm())


@blueprint.post("/<slug>/report")
def send(slug: str) -> ResponseReturnValue:
    """Put a report on top of the moderators' queue."""
    practitioner = _find(slug)
    form = ReportForm(request.form)
    if not form.validate():
        return _page(practitioner, form), 400
    try:
        count("report", visitor_key())
    except TooOften as refusal:
        # What was written stays on the page: somebody may have found it hard to write.
        form.text.errors = [_("Several reports came from your network. Send this one in an hour.")]
        return _page(practitioner, form), 429, {"Retry-After": str(refusal.wait_s)}
    begin_write(database.session)
    report = Report(form.text.data or "", form.contact.data or "")
    report_privately(database.session, _find(slug), report)
    database.session.commit()
    return redirect(url_for(".thanks", slug=slug), 303)


@blueprint.get("/<slug>/report/thanks")
def thanks(slug: str) -> ResponseReturnValue:
    """What happens next, and where else to turn."""
    return render_template("vetting/report_thanks.html", practitioner=_find(slug))


def _find(slug: str) -> Practitioner:
    practitioner, _moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    return practitioner


def _page(practitioner: Practitioner, form: ReportForm) -> str:
    return render_template("vetting/report.html", practitioner=practitioner, form=form)
