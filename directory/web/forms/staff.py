"""Forms of staff: signing in, codes, passwords; and the passkeys everybody may have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import Form, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from directory.accounts.emails import EmailInvalid, normalised_email
from directory.accounts.passkeys import LONGEST_ANSWER, LONGEST_NAME
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.outbox.mail import LONGEST_ADDRESS

if TYPE_CHECKING:
    from wtforms import Field

MAX_TYPED = 1024
"""Characters a password may have as it is sent, before look-alikes become one."""


def _plain(text: Any) -> str:
    """Without spaces around, and without signs that no page may hold."""
    return "".join(sign for sign in text or "" if sign.isprintable()).strip()


class StaffSignInForm(Form):
    """Address and password."""

    email = StringField(
        _later("E-mail address"),
        filters=[_plain],
        validators=[
            DataRequired(_later("Type your e-mail address.")),
            Length(max=LONGEST_ADDRESS, message=_later("That is longer than an address can be.")),
        ],
    )
    password = PasswordField(
        _later("Password"),
        validators=[
            InputRequired(_later("Type your password.")),
            Length(max=MAX_TYPED, message=_later("That is longer than a password can be.")),
        ],
    )


class AddressForm(Form):
    """The address of somebody who has forgotten their password."""

    email = StringField(
        _later("E-mail address"),
        filters=[_plain],
        validators=[DataRequired(_later("Type your e-mail address."))],
    )

    def validate_email(self, field: Field) -> None:
        """Refuse what is no address."""
        try:
            field.data = normalised_email(field.data)
        except EmailInvalid as error:
            raise ValidationError(
                _("Check the address: it should look like name@example.org.")
            ) from error


class CodeForm(Form):
    """A code of an authenticator app."""

    code = StringField(
        _later("Six-digit code"),
        filters=[_plain],
        validators=[
            DataRequired(_later("Type the six digits your app shows.")),
            Length(max=20, message=_later("The code has six digits.")),
        ],
    )


class NewPasswordForm(Form):
    """A password to be."""

    password = PasswordField(
        _later("New password"),
        validators=[
            InputRequired(_later("Type a new password.")),
            Length(max=MAX_TYPED, message=_later("That is longer than a password can be.")),
        ],
    )


class PasskeyForm(Form):
    """What a browser answers for a passkey, and what its owner calls it."""

    name = StringField(
        _later("Name of the passkey"),
        filters=[_plain],
        validators=[
            DataRequired(_later("Give it a name by which you will know it, like “My phone”.")),
            Length(max=LONGEST_NAME, message=_later("Use 64 characters or fewer.")),
        ],
    )
    answer = HiddenField(validators=[Length(max=LONGEST_ANSWER)])


class PasskeySignInForm(Form):
    """What a browser answers when somebody signs in with a passkey."""

    answer = HiddenField(validators=[InputRequired(), Length(max=LONGEST_ANSWER)])
