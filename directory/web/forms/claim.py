"""The form of a claim: how somebody shows that a listing is theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wtforms import Form, RadioField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.listings.claims.claiming import LICENCE_LENGTH, MESSAGE_LENGTH, WAYS
from directory.practitioners.npi import is_npi
from directory.vetting.plain_text import without_unseen

if TYPE_CHECKING:
    from wtforms import Field

SHORT = 100
CODE = re.compile(r"[0-9]{6}")

EMAIL, PHONE, LICENCE, DOCUMENTS = WAYS


def _readable(text: str | None) -> str:
    """What was typed, without what HTML cannot show again."""
    return without_unseen(text or "")


def _one_line(text: str | None) -> str:
    return " ".join(_readable(text).split())


class ClaimForm(Form):
    """One way to show it, and what belongs to that way.

    Attributes:
        needs_npi: Whether a licence number is to come with the provider number, since the listing
            has one that it can be compared with.
    """

    way = RadioField(
        _later("How can you show that it is you?"),
        choices=[],
        validate_choice=False,
    )
    npi = StringField(_later("Your provider number (NPI)"), filters=[_one_line])
    licence_number = StringField(
        _later("Your licence number"),
        filters=[_one_line],
        validators=[
            Length(max=LICENCE_LENGTH, message=_later("A licence number has up to 40 signs."))
        ],
    )
    message = TextAreaField(
        _later("Anything a moderator should know"),
        filters=[_readable],
        validators=[Length(max=MESSAGE_LENGTH, message=_later("Say it in 500 letters at most."))],
    )
    needs_npi = False

    def offer(
        self, *, address: str | None, phone: str | None, needs_npi: bool, papers_only: bool = False
    ) -> None:
        """Offer the ways there are.

        Args:
            address: Where a code can be mailed, masked; none where it can't.
            phone: A number at which a moderator can call, masked; none where no call is needed.
            needs_npi: See above.
            papers_only: Whether nothing but a document will do.
        """
        self.needs_npi = needs_npi
        ways = [
            (EMAIL, address and _("A code by mail to %(address)s", address=address)),
            (PHONE, phone and _("A moderator calls the number that ends in %(end)s", end=phone)),
            (LICENCE, _("My provider number and licence number")),
            (DOCUMENTS, _("A document: a licence, or a letter of the practice")),
        ]
        self.way.choices = [
            (way, words) for way, words in ways if words and (way == DOCUMENTS or not papers_only)
        ]

    @property
    def npi_digits(self) -> str | None:
        """The provider number without spaces and hyphens; none where it was left out."""
        return (self.npi.data or "").replace(" ", "").replace("-", "") or None

    def validate_way(self, field: Field) -> None:
        """Refuse what is not offered, in words of our own."""
        if field.data not in [option.data for option in self.way]:
            raise ValidationError(_("Choose one of these ways."))

    def validate_npi(self, field: Field) -> None:
        """Refuse what is no provider number, where that is the way."""
        if self.way.data != LICENCE:
            return
        if not field.data and self.needs_npi:
            raise ValidationError(_("Type your provider number: ten digits."))
        if self.npi_digits is not None and not is_npi(self.npi_digits):
            raise ValidationError(_("This is no provider number. It has ten digits; check them."))

    def validate_licence_number(self, field: Field) -> None:
        """Ask for the number, where that is the way."""
        if self.way.data == LICENCE and not field.data:
            raise ValidationError(_("Type the number as it stands on your licence."))


class CodeForm(Form):
    """The code that was mailed, or read out on the phone."""

    code = StringField(
        _later("The code"),
        filters=[_one_line],
        validators=[Length(max=SHORT, message=_later("A code has six digits."))],
    )

    def validate_code(self, field: Field) -> None:
        """Ask for six digits; a wrong form of them is no try."""
        if not CODE.fullmatch("".join((field.data or "").split())):
            raise ValidationError(_("Type the six digits of the code."))


class StatementForm(Form):
    """What one side says in a dispute."""

    message = TextAreaField(
        _later("What shows that it is yours?"),
        filters=[_readable],
        validators=[Length(max=MESSAGE_LENGTH, message=_later("Say it in 500 letters at most."))],
    )
