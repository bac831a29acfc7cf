"""One's own data: taking it along, and deleting the account."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from directory.accounts.staff import LastAdmin
from directory.db import begin_write, database, utc_now
from directory.http.accounts import (
    current_account,
    current_session,
    fresh_required,
    member_required,
    sign_out,
)
from directory.http.services import services
from directory.http.translation import gettext as _
from directory.privacy.deletion import delete_account
from directory.privacy.export import export_account
from directory.web.forms.privacy_data import DeletionForm

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from directory.accounts.models import Account

blueprint = Blueprint("privacy_data", __name__, url_prefix="/account")


@blueprint.after_request
def _never_stored(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


@blueprint.get("/data")
@member_required
def export() -> str:
    """What is held about a member, in words, and how to take it along."""
    return render_template("privacy/export.html", account=_member())


@blueprint.post("/data")
@fresh_required
def download() -> Response:
    """Everything that is held about a member, as a JSON file."""
    now = utc_now()
    held = export_account(database.session, _member(), now)
    written = json.dumps(held, ensure_ascii=False, indent=2)
    name = f"my-data-{now:%Y-%m-%d}.json"
    return Response(
        written,
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.get("/delete")
@fresh_required
def delete() -> str:
    """What goes with an account and what stays."""
    return render_template("privacy/delete.html", form=DeletionForm(), account=_member())


@blueprint.post("/delete")
@fresh_required
def confirm() -> tuple[str, int] | BaseResponse:
    """Delete the account, and sign this browser out."""
    form = DeletionForm(request.form)
    if form.validate():
        try:
            _delete()
        except LastAdmin:
            database.session.rollback()
            form.sure.errors = [
                _("You are the last admin. Make somebody else an admin first, then come back.")
            ]
    if form.errors:
        return render_template("privacy/delete.html", form=form, account=_member()), 400
    return redirect(url_for("privacy_data.goodbye"), 303)


@blueprint.get("/deleted")
def goodbye() -> str:
    """That it is done, and what happens to what is left."""
    return render_template("privacy/goodbye.html")


def _delete() -> None:
    account, own = _member(), current_session()
    begin_write(database.session)
    # Read now: signing out looks for this browser's row, which is gone by then.
    database.session.refresh(own)
    delete_account(database.session, account, utc_now(), var=services().settings.var)
    sign_out()
    database.session.commit()


def _member() -> Account:
    account = current_account()
    if account is None:  # the guards have seen to it
        abort(404)
    return account
