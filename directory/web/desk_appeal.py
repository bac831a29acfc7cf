"""Appeals: an owner asks that a cap or a veto be looked at again, also while hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request, url_for

from directory.cases import CaseKind
from directory.db import begin_write, database
from directory.http.accounts import member_required, signed_in
from directory.http.translation import gettext as _
from directory.vetting import appealing
from directory.vetting.evidence import LICENCE
from directory.vetting.flags import FlagElsewhere
from directory.web.desk_waits import wait_of_own
from directory.web.forms.desk_appeal import AppealForm
from directory.web.own_listing import own_listing
from directory.web.vetting_words import capped_words

if TYPE_CHECKING:
    import uuid

    from flask.typing import ResponseReturnValue

    from directory.practitioners.models import Practitioner
    from directory.vetting.models import Flag


@member_required
def appeals(listing: uuid.UUID) -> ResponseReturnValue:
    """What was decided against the listing, and a form to appeal each."""
    return _page(own_listing(listing))


@member_required
def send_appeal(listing: uuid.UUID, code: str) -> ResponseReturnValue:
    """Put an appeal before a moderator, or say what has to be changed."""
    practitioner = own_listing(listing)
    flags = appealing.appealable_flags(database.session, practitioner.id)
    if code not in {flag.code for flag in flags}:
        abort(404)
    form = AppealForm(request.form)
    if not form.validate():
        return _page(practitioner, 400, code, form)
    try:
        _store(listing, code, form)
    except appealing.AppealInvalid:
        form.text.errors = [_("Say it in 20 to 1,000 letters.")]
    except (FlagElsewhere, appealing.AppealWaits):
        # Another tab was quicker, or it was lifted this moment; the page shows what is left.
        database.session.rollback()
        return redirect(url_for(".appeals", listing=listing), 303)
    else:
        return redirect(url_for(".appeals", listing=listing, sent=code), 303)
    database.session.rollback()
    return _page(own_listing(listing), 400, code, form)


def _store(listing: uuid.UUID, code: str, form: AppealForm) -> None:
    begin_write(database.session)
    appealing.ask_appeal(
        database.session,
        practitioner=own_listing(listing, for_change=True),
        actor=f"owner:{signed_in().public_id}",
        code=code,
        text=form.text.data or "",
    )
    database.session.commit()


def _decided(flag: Flag) -> str:
    """What was decided, as the public reads it."""
    if flag.code == LICENCE:
        return _(
            "A moderator found the licence missing, lapsed or restricted, so the listing is hidden."
        )
    words = capped_words(flag)
    return words.profile if words else _("The score is capped.")


def _page(
    practitioner: Practitioner,
    status: int = 200,
    code: str | None = None,
    sent: AppealForm | None = None,
) -> tuple[str, int]:
    flags = appealing.appealable_flags(database.session, practitioner.id)
    forms = {flag.code: AppealForm() for flag in flags}
    if code is not None and sent is not None:
        forms[code] = sent
    page = render_template(
        "desk_evidence/appeals.html",
        practitioner=practitioner,
        flags=flags,
        forms=forms,
        decided={flag.code: _decided(flag) for flag in flags},
        waiting={flag.code: appealing.waiting_appeal(database.session, flag) for flag in flags},
        heard={flag.code: appealing.last_heard(database.session, flag) for flag in flags},
        wait=wait_of_own(CaseKind.APPEAL),
        sent=request.args.get("sent", ""),
    )
    return page, status
