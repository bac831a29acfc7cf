"""The form of a decision."""

from __future__ import annotations

from wtforms import BooleanField, Form, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Length

from directory.cases.deciding import REASON_LENGTH
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.moderation.listing_decisions import LICENCE, PARTLY
from directory.vetting.plain_text import without_unseen

SHORT = 100
"""Letters that what is chosen and not typed may have."""


def _readable(text: str | None) -> str:
    """What was typed, without what HTML cannot show again."""
    return without_unseen(text or "")


class DecisionForm(Form):
    """What is decided and why.

    Attributes:
        decision: The button that was pressed.
        saved: Number of a reason at hand.
        item: Code of the item a document speaks for.
        partly: Whether it does so by half.
        licence: Number of the licence that it shows.
        seen: What lay before the moderator.
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
    seen = HiddenField(filters=[_readable], validators=[Length(max=SHORT)])

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
        """What a document was taken to show, as `document_choice` reads it."""
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
