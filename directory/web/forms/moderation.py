"""The form of a decision."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length

from directory.cases.deciding import REASON_LENGTH
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.moderation.listing_decisions import LICENCE, PARTLY
from directory.vetting.plain_text import without_unseen

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT = 100
"""Letters that what is chosen and not typed may have."""


NEXT = "next"
"""Asks for the next case once one is decided."""


def _readable(text: str | None) -> str:
    """What was typed, without what HTML cannot show again."""
    return without_unseen(text or "")


class DayField(Field):
    """A day as browsers send it, or none.

    Attributes:
        data: The day.
        typed: What was sent, to be shown again.
    """

    data: date | None = None
    typed = ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was sent.

        Raises:
            ValueError: It is no day; the message says so to who typed it.
        """
        self.typed = without_unseen(valuelist[0].strip())[:SHORT] if valuelist else ""
        if not self.typed:
            return
        try:
            self.data = date.fromisoformat(self.typed)
        except ValueError:
            raise ValueError(_("Give a day, such as 2026-05-04.")) from None


class DecisionForm(Form):
    """What is decided and why.

    Attributes:
        decision: The button that was pressed.
        saved: Number of a reason at hand.
        item: Code of the item a document speaks for.
        partly: Whether it does so by half.
        licence: Number of the licence that it shows.
        on: The day of something that a kind of case asks for, such as of an attempt.
        choice: What else a kind of case lets one choose, such as a claim.
        seen: What lay before the moderator.
        then: Where to go afterwards: `NEXT`, or to the queue.
    """

    decision = StringField(filters=[_readable], validators=[Length(max=SHORT)])
    saved = RadioField(_later("Reasons at hand"), choices=[], validate_choice=False)
    reason = TextAreaField(
        _later("Reason"),
        filters=[_readable],
        validators=[
            Length(
                max=REASON_LENGTH,
                message=_later("That is longer than 1,000 letters. Say the main thing."),
            )
        ],
    )
    item = StringField(filters=[_readable], validators=[Length(max=SHORT)])
    partly = BooleanField(_later("Only by half: it is older, or has run out"))
    licence = StringField(filters=[_readable], validators=[Length(max=SHORT)])
    on = DayField(_later("Day"))
    choice = StringField(_later("Choice"), filters=[_readable], validators=[Length(max=SHORT)])
    seen = HiddenField(filters=[_readable], validators=[Length(max=SHORT)])
    then = StringField(filters=[_readable], validators=[Length(max=SHORT)])

    def offer(self, saved: tuple[str, ...]) -> None:
        """Offer reasons at hand."""
        self.saved.choices = [(str(number), str(text)) for number, text in enumerate(saved)]

    @property
    def whole_reason(self) -> str:
        """The reason chosen and the one typed, one after the other."""
        chosen = [str(text) for number, text in self.saved.choices if number == self.saved.data]
        return "\n".join(text for text in [*chosen, self.reason.data or ""] if text)

    @property
    def whole_choice(self) -> str:
        """What was chosen: of a document what it shows, as `document_choice` reads it."""
        chosen = self.choice.data or ""
        if chosen:
            return chosen
        item, licence = self.item.data or "", self.licence.data or ""
        parts = [item, PARTLY if item and self.partly.data else "", LICENCE if licence else ""]
        return " ".join(part for part in [*parts, licence] if part)

    def require_reason(self) -> bool:
        """Ask for a reason, where there is none; tells whether there is one that is short enough."""
        reason = self.whole_reason
        if not reason:
            self.reason.errors = [_("Say why: they read it, and it helps them to put it right.")]
        elif len(reason) > REASON_LENGTH:
            self.reason.errors = [_("That is longer than 1,000 letters. Say the main thing.")]
        return not self.reason.errors
