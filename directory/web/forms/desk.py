"""The forms of an owner's desk: today's small facts, an address to hand over to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import Form, StringField
from wtforms.validators import ValidationError

from directory.accounts.emails import EmailInvalid, normalised_email
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.listings.checking import LONGEST_WAIT_DAYS
from directory.listings.hours import DAYS
from directory.web.forms.listing_fields import Whole, line, one_line, yes_or_no
from directory.web.forms.listing_places import PlaceForm

if TYPE_CHECKING:
    from wtforms import Field

LONGEST_CALL_MINUTES = 240


class TodayForm(Form):
    """What may change from one day to the next."""

    accepting = yes_or_no(_later("Do you take new clients now?"))
    wait_days = line(_later("Wait for a first visit, in days"), 10, Whole(0, LONGEST_WAIT_DAYS))
    evening_hours = yes_or_no(_later("Evening hours, after 6 pm?"))
    trial_call_minutes = line(
        _later("Trial call without charge, in minutes"), 10, Whole(1, LONGEST_CALL_MINUTES)
    )


class HoursForm(Form):
    """The hours of one place."""

    mon, tue, wed, thu, fri, sat, sun = (getattr(PlaceForm, day) for day in DAYS)

    @property
    def days(self) -> list[StringField]:
        """The hours of each weekday."""
        return [self[day] for day in DAYS]


class HandOverForm(Form):
    """To whom a listing is to go."""

    email = StringField(_later("E-mail address of who takes it over"), filters=[one_line])

    def validate_email(self, field: Field) -> None:
        """Refuse what mail cannot be sent to."""
        try:
            normalised_email(field.data or "")
        except EmailInvalid as error:
            message = _("This is no e-mail address. It looks like name@example.org.")
            raise ValidationError(message) from error
