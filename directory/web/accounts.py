"""One's own account: what is held, signed-in browsers, change of address."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from babel.dates import format_time
from flask import (
    Blueprint,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import get_locale

from directory.accounts.browsers import SEPARATOR
from directory.accounts.codes import CodeRefused, CodeUnknown, CodeWrong
from directory.accounts.digests import new_token
from directory.accounts.service import change_email, request_code, sessions_of
from directory.accounts.sessions import SessionUnknown, end_other_sessions, end_session
from directory.db import begin_write, database, utc_now
from directory.http.account_mails import compose, compose_notice
from directory.http.account_sessions import ELSEWHERE
from directory.http.accounts import (
    current_session,
    fresh_required,
    keys,
    member_required,
    signed_in,
)
from directory.http.limits import count, visitor_key
from directory.http.translation import date_text
from directory.http.translation import gettext as _
from directory.web.forms.accounts import CodeForm, EmailForm
from directory.web.sign_in import email_key, wrong_code_words

if TYPE_CHECKING:
    import uuid

    from werkzeug.wrappers import Response

    from directory.accounts.models import AccountSession

blueprint = Blueprint("accounts", __name__, url_prefix="/account")

PENDING = "new_email"
"""Where the cookie keeps which code this browser has asked for, and for which new address."""

ROOMS = (
    "desk.home",
    "own_assessments.mine",
    "passkeys.manage",
    "privacy_data.export",
    "privacy_data.delete",
)
"""Pages of other rooms that the account's page links to, where the site has them."""


class Browser(NamedTuple):
    """A signed-in browser as the page shows it."""

    public_id: uuid.UUID
    name: str
    is_this: bool
    started: str
    used: str


@blueprint.get("")
@member_required
def show() -> str:
    """What is held about a member, and what they can do with it."""
    pages = {name for name in ROOMS if name in current_app.view_functions}
    elsewhere = session.pop(ELSEWHERE, False) is True
    return render_template(
        "accounts/account.html", account=signed_in(), pages=pages, elsewhere=elsewhere
    )


@blueprint.get("/sessions")
@member_required
def sessions() -> str:
    """The browsers that are signed in."""
    rows = sessions_of(database.session, signed_in(), utc_now())
    return render_template("accounts/sessions.html", browsers=[_browser(row) for row in rows])


@blueprint.post("/sessions/<uuid:session_id>/end")
@member_required
def end(session_id: uuid.UUID) -> Response:
    """Sign one browser out."""
    account = signed_in()
    begin_write(database.session)
    try:
        end_session(database.session, account, session_id)
    except SessionUnknown:
        abort(404)
    database.session.commit()
    return redirect(url_for("accounts.sessions"), 303)


@blueprint.post("/sessions/end-others")
@member_required
def end_others() -> Response:
    """Sign all browsers out but this one."""
    account, own = signed_in(), current_session()
    begin_write(database.session)
    end_other_sessions(database.session, account, own)
    database.session.commit()
    return redirect(url_for("accounts.sessions"), 303)


@blueprint.get("/email")
@fresh_required
def email() -> str:
    """Ask for the new address."""
    return render_template("accounts/email.html", form=EmailForm(), account=signed_in())


@blueprint.post("/email")
@fresh_required
def send() -> tuple[str, int] | Response:
    """Mail a code to the new address."""
    form, account = EmailForm(request.form), signed_in()
    if form.validate() and form.normalised == account.email:
        form.email.errors = [_("This is your address already.")]
    if form.errors:
        return render_template("accounts/email.html", form=form, account=account), 400
    count("visitor_mail", visitor_key())
    count("mail", email_key(form.normalised))
    token = new_token()
    begin_write(database.session)
    request_code(
        database.session,
        email=form.normalised,
        request_token=token,
        keys=keys(),
        compose=compose,
        now=utc_now(),
        changing=account,
    )
    database.session.commit()
    session[PENDING] = {"request": token, "email": form.normalised}
    return redirect(url_for("accounts.email_code"), 303)


@blueprint.get("/email/code")
@fresh_required
def email_code() -> str | Response:
    """Ask for the code of the mail to the new address."""
    pending = _pending()
    if not pending:
        return redirect(url_for("accounts.email"), 303)
    return render_template("accounts/email_code.html", form=CodeForm(), pending=pending)


@blueprint.post("/email/code")
@fresh_required
def change() -> tuple[str, int] | Response:
    """Change the address."""
    pending, form = _pending(), CodeForm(request.form)
    if not pending:
        return redirect(url_for("accounts.email"), 303)
    ended = False
    if form.validate():
        try:
            _change(pending["request"], form.digits)
        except CodeWrong as refusal:
            form.code.errors = [wrong_code_words(refusal.tries_left)]
        except CodeUnknown:
            ended = True
        else:
            session.pop(PENDING)
            return redirect(url_for("accounts.show"), 303)
    page = render_template("accounts/email_code.html", form=form, pending=pending, ended=ended)
    return page, 400


def browser_words(summary: str) -> str:
    """What to call the browser of a session."""
    browser, _separator, system = summary.partition(SEPARATOR)
    if browser and system:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or system or _("A browser we do not know")


def _browser(row: AccountSession) -> Browser:
    own = current_session()
    return Browser(
        public_id=row.public_id,
        name=browser_words(row.browser),
        is_this=own is not None and own.id == row.id,
        started=_moment(row.created_at),
        used=_moment(row.seen_at),
    )


def _moment(when: datetime) -> str:
    clock = format_time(when, "short", tzinfo=UTC, locale=get_locale())
    return f"{date_text(when.date())}, {clock} UTC"


def _change(request_token: str, digits: str) -> None:
    account, own, notice = signed_in(), current_session(), compose_notice()
    count("sign_in", email_key(account.email))
    begin_write(database.session)
    try:
        change_email(
            database.session,
            account,
            request_token=request_token,
            code=digits,
            keys=keys(),
            keep=own,
            notice=notice,
            now=utc_now(),
        )
    except CodeRefused:
        database.session.commit()
        raise
    database.session.commit()


def _pending() -> dict[str, str]:
    pending: Any = session.get(PENDING)
    return pending if isinstance(pending, dict) else {}
