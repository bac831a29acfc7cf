"""People: who moderates, and accounts that are kept out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request, session, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from directory.accounts import staff
from directory.accounts.models import STAFF, Account, Role, RoleName
from directory.accounts.suspending import NotToSuspend, SuspensionElsewhere
from directory.db import begin_write, database, utc_now
from directory.http.accounts import admin_required, signed_in, staff_required
from directory.http.letters import letters
from directory.http.services import services
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.moderation import roles, suspending
from directory.moderation.lone import last_seen
from directory.web.forms.people import ROLES, ReasonForm, RoleForm
from directory.web.moderation.blueprint import blueprint
from directory.web.moderation.log import role_names

if TYPE_CHECKING:
    import uuid

    from flask.typing import ResponseReturnValue

SAID = "people_said"
"""Where the cookie keeps what was just done, to be told once."""

_REFUSALS: dict[type[Exception], str] = {
    roles.OwnRole: _later("You cannot change your own role. Another admin can."),
    roles.RoleElsewhere: _later("That is so already."),
    roles.Suspended: _later("This account is suspended. Lift that first."),
    staff.LastAdmin: _later("This is the only admin. Make somebody else an admin first."),
    suspending.OwnAccount: _later("You cannot decide on your own account."),
    suspending.HandInIt: _later(
        "You and they have to do with the same listing. Somebody else decides this, or whoever "
        "runs the site, on the command line."
    ),
    NotToSuspend: _later("They moderate here. An admin takes their role first."),
    SuspensionElsewhere: _later("That is so already."),
}
"""What stands in the way, in words."""


@blueprint.get("/people")
@admin_required
def people() -> str:
    """Who moderates and administers, and a form to ask somebody."""
    return _people(RoleForm())


@blueprint.post("/people")
@admin_required
def ask_to_help() -> ResponseReturnValue:
    """Give somebody a role."""
    form = RoleForm(request.form)
    if not (form.validate() & bool(form.address)):
        return _people(form), 400
    begin_write(database.session)
    try:
        roles.give_role(
            database.session,
            email=form.address,
            role=RoleName(form.role.data),
            by=signed_in(),
            letters=letters(),
            now=utc_now(),
        )
    except tuple(_REFUSALS) as refusal:
        database.session.rollback()
        return _people(form, _words(refusal)), 409
    database.session.commit()
    session[SAID] = _("They have the role, and a mail that tells them how to come in.")
    return redirect(url_for(".people"), 303)


@blueprint.post("/people/<uuid:account>/role")
@admin_required
def take_role(account: uuid.UUID) -> ResponseReturnValue:
    """Take a role from somebody."""
    begin_write(database.session)
    found, role = _find(account), request.form.get("role", "")
    if role not in STAFF:
        database.session.rollback()
        return _people(RoleForm(), _("Choose a role.")), 400
    try:
        back = roles.take_role(
            database.session, found, role=RoleName(role), by=signed_in(), letters=letters()
        )
    except tuple(_REFUSALS) as refusal:
        database.session.rollback()
        return _people(RoleForm(), _words(refusal)), 409
    database.session.commit()
    session[SAID] = _(
        "The role is taken. Cases that went back to the others: %(number)s.", number=back
    )
    return redirect(url_for(".people"), 303)


@blueprint.get("/people/<uuid:account>")
@staff_required
def person(account: uuid.UUID) -> str:
    """What a moderator may know of an account: numbers, and nothing that it said."""
    return _person(_find(account), ReasonForm())


@blueprint.post("/people/<uuid:account>/suspend")
@staff_required
def suspend(account: uuid.UUID) -> ResponseReturnValue:
    """Keep an account out."""
    form = ReasonForm(request.form)
    if not form.validate():
        return _person(_find(account), form), 400
    begin_write(database.session)
    try:
        number = suspending.suspend_account(
            database.session,
            _find(account),
            by=signed_in(),
            reason=form.reason.data or "",
            contact=services().settings.contact_email,
            letters=letters(),
            now=utc_now(),
        )
    except tuple(_REFUSALS) as refusal:
        database.session.rollback()
        return _person(_find(account), form, _words(refusal)), 409
    database.session.commit()
    session[SAID] = _("The account is suspended. Assessments set aside: %(number)s.", number=number)
    return redirect(url_for(".person", account=account), 303)


@blueprint.post("/people/<uuid:account>/lift")
@staff_required
def lift(account: uuid.UUID) -> ResponseReturnValue:
    """Let a suspended account in again."""
    begin_write(database.session)
    try:
        number = suspending.lift_suspension(
            database.session, _find(account), by=signed_in(), letters=letters(), now=utc_now()
        )
    except tuple(_REFUSALS) as refusal:
        database.session.rollback()
        return _person(_find(account), ReasonForm(), _words(refusal)), 409
    database.session.commit()
    session[SAID] = _(
        "They can sign in again. Assessments that stand again: %(number)s.", number=number
    )
    return redirect(url_for(".person", account=account), 303)


def _words(refusal: Exception) -> str:
    return str(_REFUSALS[type(refusal)])


def _find(public_id: uuid.UUID) -> Account:
    found = database.session.scalar(select(Account).where(Account.public_id == public_id))
    return found or abort(404)


def _people(form: RoleForm, problem: str | None = None) -> str:
    held = Account.roles.any(Role.name.in_(STAFF))
    statement = select(Account).where(held).order_by(Account.email)
    everybody = database.session.scalars(
        statement.options(selectinload(Account.roles), selectinload(Account.webauthn))
    ).all()
    return render_template(
        "moderation/people.html",
        everybody=everybody,
        seen=last_seen(database.session, [one.id for one in everybody]),
        secured=staff.has_second_factor,
        me=signed_in(),
        form=form,
        problem=problem,
        roles=ROLES,
        said=session.pop(SAID, None),
        role_names=role_names(),
    )


def _person(account: Account, form: ReasonForm, problem: str | None = None) -> str:
    reader = signed_in()
    return render_template(
        "moderation/person.html",
        person=account,
        email=account.email if reader.is_admin else None,
        doings=suspending.doings_of(database.session, account),
        is_me=account.id == reader.id,
        has_hand=suspending.has_hand_in(database.session, account, reader),
        form=form,
        problem=problem,
        said=session.pop(SAID, None),
        role_names=role_names(),
    )
