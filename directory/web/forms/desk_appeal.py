"""The form of an appeal."""

from __future__ import annotations

from wtforms import Form, TextAreaField
from wtforms.validators import Length

from directory.http.translation import lazy_gettext as _later
from directory.vetting.appealing import APPEAL_LENGTH
from directory.vetting.plain_text import without_unseen


def _readable(text: str | None) -> str:
    """What was typed, without what HTML cannot show again."""
    return without_unseen(text or "")


class AppealForm(Form):
    """Why something should be looked at again.

    Attributes:
        text: In the owner's own words.
    """

    text = TextAreaField(
        _later("Why it should be looked at again"),
        filters=[_readable],
        validators=[
            Length(
                min=APPEAL_LENGTH[0],
                max=APPEAL_LENGTH[1],
                message=_later("Say it in 20 to 1,000 letters."),
            )
        ],
    )
