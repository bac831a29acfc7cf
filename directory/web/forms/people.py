"""Forms about people: who helps to run the site, and who is kept out."""

from __future__ import annotations

from wtforms import Form, StringField, TextAreaField
from wtforms.validators import AnyOf, Length

from directory.accounts.emails import EmailInvalid, normalised_email
from directory.accounts.models import RoleName
from directory.accounts.suspending import REASON_LENGTH
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.vetting.plain_text import without_unseen

ROLES = {
    RoleName.MODERATOR: _later("Moderator: decides what waits"),
    RoleName.ADMIN: _later("Admin: decides, and gives roles"),
}
"""Roles that are given on a page, as they are chosen."""


def _readable(text: str | None) -> str:
    return without_unseen(text or "")


class RoleForm(Form):
    """Somebody is asked to help."""

    email = StringField(_later("Their e-mail address"), filters=[_readable])
    role = StringField(
        _later("What they may do"),
        validators=[AnyOf([str(role) for role in ROLES], message=_later("Choose a role."))],
    )

    @property
    def address(self) -> str:
        """The address as accounts are found by it; "" with an error where it is none."""
        try:
            return normalised_email(self.email.data or "")
        except EmailInvalid:
            self.email.errors = [_("Write an e-mail address, such as ada@example.org.")]
            return ""


class ReasonForm(Form):
    """Why somebody is kept out."""

    reason = TextAreaField(
        _later("Reason"),
        filters=[_readable],
        validators=[
            Length(
                min=1,
                max=REASON_LENGTH,
                message=_later("Say why, in 1 to 1,000 letters: they read it."),
            )
        ],
    )
