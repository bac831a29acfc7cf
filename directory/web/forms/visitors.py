"""The forms of visitors: a wrong fact, what came of a call, a recommendation, a removal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, ValidationError

from directory.accounts.emails import EmailInvalid, normalised_email
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.interchange.removal_requests import MESSAGE_LENGTH
from directory.listings.fact_reports import FIELDS, SAID_LENGTH
from directory.listings.models import ReachOutcome
from directory.practitioners.vocabulary import Kind
from directory.vetting.plain_text import without_unseen

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD_WORDS = {
    "name": _later("Name"),
    "profession": _later("Profession"),
    "phone": _later("Phone number"),
    "address": _later("Address"),
    "hours": _later("Opening hours"),
    "prices": _later("Prices"),
    "payment": _later("Insurance and payment"),
    "accepting": _later("Whether they take new clients"),
    "languages": _later("Languages"),
    "website": _later("Website"),
    "closed": _later("Closed, or moved away"),
    "other": _later("Something else"),
}
"""What people read for each of `FIELDS`."""

KIND_WORDS = {
    Kind.THERAPIST: _later("Therapist"),
    Kind.MOVEMENT_COACH: _later("Movement coach"),
    Kind.RUNNING_COACH: _later("Running coach"),
}

WAIT_WORDS = {
    7: _later("about a week"),
    14: _later("about two weeks"),
    30: _later("about a month"),
    60: _later("about two months"),
    90: _later("about three months"),
    180: _later("half a year or longer"),
}
"""Days of a wait to what people read."""

_NO_ADDRESS = _later("This is no e-mail address. It looks like name@example.org.")


def _readable(text: str | None) -> str:
    """What was typed, without what HTML cannot show again."""
    return without_unseen(text or "")


def _one_line(text: str | None) -> str:
    """Likewise, on one line."""
    return " ".join(_readable(text).split())


def _choices(words: Mapping[Any, Any]) -> list[SelectChoice]:
    """What can be chosen, after a line that says to choose."""
    chosen = [SelectChoice(str(value), label) for value, label in words.items()]
    return [SelectChoice("", _later("Choose one")), *chosen]


def _among(field: Any, choices: Any, message: str) -> None:
    if field.data not in {str(one) for one in choices}:
        raise ValidationError(message)


class EmailField(StringField):
    """An address that may be left out; `normalised` is it as it is stored, or none."""

    normalised: str | None = None

    def __init__(self, label: str, *, needed: str | None = None, **options: Any) -> None:
        """Take the message for an address that has to be there, or none if it may be left out."""
        super().__init__(label, filters=[_one_line], **options)
        self._needed = needed

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - as WTForms calls it
        """Refuse what mail cannot be sent to."""
        # As it was sent: without the signs that cannot be shown it would be another address.
        typed = str((self.raw_data or [""])[0]).strip()
        if not typed:
            if self._needed:
                raise ValidationError(self._needed)
            return
        try:
            self.normalised = normalised_email(typed)
        except EmailInvalid as error:
            raise ValidationError(_NO_ADDRESS) from error


class WrongFactForm(Form):
    """Which fact is wrong, and what is right."""

    field = SelectField(
        _later("What is wrong?"),
        choices=_choices(FIELD_WORDS),
        validate_choice=False,
    )
    said = TextAreaField(
        _later("What is right?"),
        filters=[_readable],
        validators=[
            Length(min=1, message=_later("Say in a few words what is right, or what happened.")),
            Length(
                max=SAID_LENGTH,
                message=_later("That is longer than 500 letters. The main thing is enough."),
            ),
        ],
    )
    email = EmailField(_later("Your e-mail address, for our thanks"))

    def validate_field(self, field: SelectField) -> None:
        """Ask for one of the facts."""
        _among(field, FIELDS, _("Choose what is wrong."))


class ReachForm(Form):
    """What came of a call; each outcome is a button of its own."""

    outcome = StringField(_later("Reached them?"))
    wait_days = SelectField(
        _later("How long is the wait?"),
        choices=_choices(WAIT_WORDS),
        validate_choice=False,
    )

    def validate_outcome(self, field: StringField) -> None:
        """Take what a button says."""
        _among(field, ReachOutcome, _("Choose what came of the call."))

    def validate_wait_days(self, field: SelectField) -> None:
        """Ask how long, where there is a wait."""
        if self.outcome.data == ReachOutcome.WAIT:
            _among(field, WAIT_WORDS, _("Choose how long the wait is."))


class RecommendForm(Form):
    """Who should be listed, how to reach them, and why."""

    name = StringField(
        _later("Their name"),
        filters=[_one_line],
        validators=[
            Length(min=2, message=_later("Type their name, or the name of the practice.")),
            Length(max=200, message=_later("A name has at most 200 letters.")),
        ],
    )
    kind = RadioField(
        _later("What are they?"),
        choices=_choices(KIND_WORDS)[1:],
        validate_choice=False,
    )
    place = StringField(
        _later("Their town"),
        filters=[_one_line],
        validators=[
            Length(min=2, message=_later("Type the town they work in.")),
            Length(max=200, message=_later("A town has at most 200 letters.")),
        ],
    )
    contact_email = EmailField(_later("Their e-mail address"))
    contact = StringField(
        _later("Their phone number or website"),
        filters=[_one_line],
        validators=[Length(max=300, message=_later("That is longer than 300 letters."))],
    )
    why = TextAreaField(
        _later("What is good about them?"),
        filters=[_readable],
        validators=[
            Length(
                max=500,
                message=_later("That is longer than 500 letters. The main thing is enough."),
            )
        ],
    )
    email = EmailField(_later("Your e-mail address, for our thanks"))

    def validate_kind(self, field: RadioField) -> None:
        """Ask for one of the kinds."""
        _among(field, Kind, _("Choose what they are."))

    def validate_contact(self, field: StringField) -> None:
        """Ask for one way to reach them."""
        if not field.data and not (self.contact_email.data or "").strip():
            raise ValidationError(
                _("Tell us one way to reach them: e-mail address, phone number or website.")
            )


class RemoveForm(Form):
    """Where to answer, and what a moderator should know."""

    email = EmailField(
        _later("Your e-mail address"),
        needed=_later("Type your e-mail address: our answer goes there."),
    )
    message = TextAreaField(
        _later("When can we call the practice?"),
        filters=[_readable],
        validators=[
            Length(
                max=MESSAGE_LENGTH,
                message=_later("That is longer than 500 letters. The main thing is enough."),
            )
        ],
    )
