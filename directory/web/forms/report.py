"""The form of a private report."""

from __future__ import annotations

from wtforms import Form, StringField, TextAreaField
from wtforms.validators import Length

from directory.http.translation import lazy_gettext as _later
from directory.vetting.plain_text import without_unseen
from directory.vetting.reports import CONTACT_LENGTH, TEXT_LENGTH


def _readable(text: str | None) -> str:
    """What was typed, without what HTML cannot show again."""
    return without_unseen(text or "")


class ReportForm(Form):
    """What happened, and how to reach who tells it."""

    text = TextAreaField(
        _later("What happened?"),
        filters=[_readable],
        validators=[
            Length(
                min=TEXT_LENGTH[0],
                message=_later("Tell us a little more: a sentence or two is enough."),
            ),
            Length(
                max=TEXT_LENGTH[1],
                message=_later("That is longer than 5,000 letters. Tell us the main thing first."),
            ),
        ],
    )
    contact = StringField(
        _later("How we may reach you, if you wish"),
        filters=[_readable],
        validators=[
            Length(
                max=CONTACT_LENGTH,
                message=_later("One e-mail address or phone number is enough."),
            )
        ],
    )
