"""The forms of a listing about the person: who they are, what they are licensed for, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, Form, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from directory.accounts.emails import EmailInvalid, normalised_email
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.listings.checking import (
    BIO_LENGTH,
    CREDENTIALS_LENGTH,
    LICENCE_LENGTH,
    LICENCE_NUMBER_LENGTH,
    NAME_LENGTH,
    REGION_CODE_LENGTH,
)
from directory.practitioners.npi import is_npi
from directory.practitioners.vocabulary import Kind, vocabulary
from directory.vetting.plain_text import plain_text
from directory.web.forms.listing_fields import TicksField, line, text

if TYPE_CHECKING:
    from wtforms import Field

    from directory.practitioners.vocabulary import Entry

KINDS = {
    Kind.THERAPIST: _later("Therapist"),
    Kind.MOVEMENT_COACH: _later("Movement coach"),
    Kind.RUNNING_COACH: _later("Running coach"),
}

GENDERS = {
    "": _later("Not stated"),
    "female": _later("Woman"),
    "male": _later("Man"),
    "nonbinary": _later("Non-binary"),
}


def _has_letters(_form: Form, field: Field) -> None:
    name = plain_text(field.data)
    if len(name) < NAME_LENGTH[0] or not any(sign.isalpha() for sign in name):
        raise ValidationError(_("Write the name in letters, at least two."))


class WhoForm(Form):
    """Kind, name, profession and what they say about themselves."""

    kind = RadioField(
        _later("What are you?"),
        choices=[SelectChoice(str(kind), label) for kind, label in KINDS.items()],
        validators=[InputRequired(_later("Choose one of the three; it decides what is asked."))],
    )
    name = line(
        _later("Name of the person or practice"),
        NAME_LENGTH[1],
        _has_letters,
        required=_later("Write the name that clients know."),
    )
    profession = SelectField(
        _later("Profession"),
        choices=[],
        validators=[InputRequired(_later("Choose the profession that fits best."))],
    )
    credentials = line(_later("Letters after the name (optional)"), CREDENTIALS_LENGTH)
    languages = TicksField(_later("Languages you work in"), "language")
    gender = SelectField(
        _later("Gender (optional)"),
        choices=[SelectChoice(key, label) for key, label in GENDERS.items()],
        validators=[Optional()],
    )
    bio = text(_later("In your own words (optional)"), BIO_LENGTH)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        entries = vocabulary("profession")
        self.profession.choices = [
            SelectChoice("", _("Choose a profession")),
            *(SelectChoice(entry.key, entry.label) for entry in entries),
        ]

    @property
    def groups(self) -> list[tuple[str, list[Entry]]]:
        """Professions under the kinds they belong to first."""
        found: dict[str, list[Entry]] = {str(label): [] for label in KINDS.values()}
        for entry in vocabulary("profession"):
            found[str(KINDS[entry.kinds[0]])].append(entry)
        return list(found.items())

    def validate_profession(self, field: Field) -> None:
        """Refuse a profession of another kind."""
        entries, kind = vocabulary("profession"), self.kind.data
        if field.data in entries and kind in set(Kind) and kind not in entries[field.data].kinds:
            message = _(
                "%(profession)s is no profession of a %(kind)s. Change one of the two.",
                profession=entries.label(field.data),
                kind=str(KINDS[Kind(kind)]).lower(),
            )
            raise ValidationError(message)


class CredentialsForm(Form):
    """The provider number and the address for codes."""

    npi = line(_later("NPI (United States only)"), 40)
    email = line(_later("E-mail for codes"), 254)

    def validate_npi(self, field: Field) -> None:
        """Refuse what has another check digit: a slip of the finger."""
        if field.data and not is_npi(npi_digits(field.data)):
            raise ValidationError(
                _("This is no NPI: ten digits, of which the last checks the others. Compare it.")
            )

    def validate_email(self, field: Field) -> None:
        """Refuse what mail cannot be sent to."""
        if field.data and email_of(field.data) is None:
            raise ValidationError(_("This is no e-mail address. It looks like name@example.org."))


class LicenceForm(Form):
    """One licence or certificate."""

    title = line(_later("Licence or certificate"), LICENCE_LENGTH)
    number = line(_later("Number (optional)"), LICENCE_NUMBER_LENGTH)
    region_code = line(_later("State or country that gave it (optional)"), REGION_CODE_LENGTH)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a number alone, which does not say of what."""
        is_valid = super().validate(extra_validators)
        if not self.title.data and (self.number.data or self.region_code.data):
            words = _("Write what the licence is called, or empty the whole row.")
            self.title.errors = [words]
            return False
        return bool(is_valid)


class AttestForm(Form):
    """What whoever sends it vouches for."""

    attested = BooleanField(
        _later("It is true, and it is mine to say"),
        validators=[InputRequired(_later("Tick this if it is so; we cannot take it otherwise."))],
    )


def npi_digits(typed: str) -> str:
    """A provider number without the spaces and dashes people put in. Pure."""
    return "".join(sign for sign in typed if sign not in " -\u00a0")


def email_of(typed: str) -> str | None:
    """An address as it is kept, nothing where it is none. Pure."""
    try:
        return normalised_email(typed)
    except EmailInvalid:
        return None
