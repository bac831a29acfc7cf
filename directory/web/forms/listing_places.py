"""The forms of a listing about its places: where, when, and what it costs there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel import Locale
from flask_babel import get_locale
from wtforms import BooleanField, Form, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.listings.checking import LONGEST_WAIT_DAYS, WEB_ADDRESS_LENGTH
from directory.listings.hours import DAYS
from directory.practitioners.web_address import is_web_address
from directory.web.forms.listing_fields import (
    TicksField,
    Whole,
    line,
    money,
    one_line,
    yes_or_no,
)
from directory.web.listing_hours import HoursUnreadable, spans_of

if TYPE_CHECKING:
    from wtforms import Field

CURRENCIES = (
    *("USD", "CAD", "GBP", "EUR", "AUD", "NZD", "CHF", "SEK", "NOK", "DKK", "ISK", "PLN", "CZK"),
    *("HUF", "RON", "TRY", "ILS", "ZAR", "INR", "SGD", "HKD", "JPY", "KRW", "MXN", "BRL", "AED"),
)
"""Currencies that can be chosen, by ISO 4217."""

_PHONE = re.compile(r"[0-9+\-()/x .]{5,30}", re.ASCII)
_COUNTRY = re.compile("[A-Z]{2}", re.ASCII)
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AQ"})


def _is_hours(_form: Form, field: Field) -> None:
    try:
        spans_of(field.data)
    except HoursUnreadable as error:
        message = _("Write it like 8:00-12:00, 13:00-17:00, or leave it empty for closed.")
        raise ValidationError(message) from error


def _is_phone(_form: Form, field: Field) -> None:
    digits = sum(sign.isdigit() for sign in field.data)
    if not _PHONE.fullmatch(field.data) or not 5 <= digits <= 20:
        raise ValidationError(_("Write the number as one dials it, such as +1 303 555 0142."))


def _hours(label: str) -> StringField:
    return line(label, 120, _is_hours)


class PlaceForm(Form):
    """One place of work."""

    name = line(_later("Name of the place (optional)"), 200)
    street = line(_later("Street and number"), 200)
    city = line(_later("Town"), 120, required=_later("Write the town; clients search by it."))
    region = line(_later("State or region"), 120)
    postal_code = line(_later("Postal code"), 16)
    country = SelectField(
        _later("Country"), choices=[], validators=[InputRequired(_later("Choose the country."))]
    )
    found = StringField(_later("Place on the map"), filters=[one_line])
    """Which of several places of one name it is, as the place finder writes it."""
    phone = line(_later("Phone"), 30, _is_phone)
    mon = _hours(_later("Monday"))
    tue = _hours(_later("Tuesday"))
    wed = _hours(_later("Wednesday"))
    thu = _hours(_later("Thursday"))
    fri = _hours(_later("Friday"))
    sat = _hours(_later("Saturday"))
    sun = _hours(_later("Sunday"))
    accessibility = TicksField(_later("Getting in and around"), "accessibility")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = [SelectChoice("", _("Choose a country")), *countries()]

    @property
    def days(self) -> list[StringField]:
        """The hours of each weekday."""
        return [self[day] for day in DAYS]


class WhereForm(Form):
    """What holds for all places."""

    town_only = BooleanField(_later("Keep street and phone private"))
    evening_hours = yes_or_no(_later("Evening hours, after 6 pm?"))


class FeesForm(Form):
    """What a visit costs at one place, and who may pay for it."""

    fee_first = line(_later("First visit"), 20, money)
    fee_next = line(_later("Further visits"), 20, money)
    currency = SelectField(
        _later("Currency"),
        choices=[SelectChoice("", _later("As in the country")), *CURRENCIES],
        validators=[Optional()],
    )
    self_pay = yes_or_no(_later("Can people pay for themselves?"))
    sliding_scale = yes_or_no(_later("Lower fees for people with less money?"))
    payers = TicksField(_later("Who pays here"), "payer")


class PracticalForm(Form):
    """Free places, waiting, links."""

    accepting = yes_or_no(_later("Do you take new clients now?"))
    wait_days = line(_later("Wait for a first visit, in days"), 10, Whole(0, LONGEST_WAIT_DAYS))
    booking_url = line(_later("Link to book a visit"), WEB_ADDRESS_LENGTH)
    website = line(_later("Website"), WEB_ADDRESS_LENGTH)

    def validate_booking_url(self, field: Field) -> None:
        """Refuse what is no page of the web."""
        _check_link(field)

    def validate_website(self, field: Field) -> None:
        """Refuse what is no page of the web."""
        _check_link(field)


def link_of(typed: str) -> str | None:
    """A web address with its scheme, nothing where it is none. Pure."""
    whole = typed if "://" in typed else f"https://{typed}"
    return whole if "." in typed and ":" in whole and is_web_address(whole) else None


def countries() -> list[SelectChoice]:
    """Countries by their names in the reader's language, in its order."""
    names = (get_locale() or Locale("en")).territories
    known = [
        (name, code)
        for code, name in names.items()
        if _COUNTRY.fullmatch(code) and code not in _NO_COUNTRIES
    ]
    return [SelectChoice(code, name) for name, code in sorted(known)]


def _check_link(field: Field) -> None:
    if field.data and link_of(field.data) is None:
        raise ValidationError(_("This is no web address. It looks like https://example.org/book."))
