"""The forms of accounts: an address, a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import Form, StringField
from wtforms.validators import ValidationError

from directory.accounts.codes import DIGITS
from directory.accounts.emails import EmailInvalid, normalised_email
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later

if TYPE_CHECKING:
    from wtforms import Field


def _stripped(text: str | None) -> str:
    """What was typed, without spaces around it and without what HTML cannot show again."""
    return "".join(sign for sign in (text or "") if sign.isprintable()).strip()


class EmailForm(Form):
    """Where the code goes."""

    email = StringField(_later("Your e-mail address"), filters=[_stripped])
    next = StringField(filters=[_stripped])
    """Where to go afterwards."""

    def validate_email(self, field: Field) -> None:
        """Refuse what mail cannot be sent to."""
        if not field.data:
            raise ValidationError(_("Type your e-mail address; the code goes there."))
        # As it was sent: without the signs that cannot be shown it would be another address.
        typed = str((field.raw_data or [field.data])[0])
        try:
            self.normalised = normalised_email(typed)
        except EmailInvalid as error:
            message = _("This is no e-mail address. It looks like name@example.org.")
            raise ValidationError(message) from error


class CodeForm(Form):
    """The digits of the mail."""

    code = StringField(_later("Code"), filters=[_stripped])

    @property
    def digits(self) -> str:
        """The code without the spaces and dashes that people put between digits."""
        return "".join(sign for sign in self.code.data if sign not in " -\u00a0")

    def validate_code(self, field: Field) -> None:
        """Refuse what is no code, so that it does not count as a try."""
        if not field.data:
            raise ValidationError(_("Type the six digits of the mail."))
        digits = self.digits
        if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
            raise ValidationError(_("The code has six digits. Look at the mail again."))
