"""What a call sheet asks of its reader: what hurts, and the day to be reminded on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from wtforms import Form, SelectField, StringField
from wtforms.validators import ValidationError

from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.journey.reminder import DEFAULT_WAIT, can_remind_on
from directory.vetting.plain_text import without_unseen
from directory.web.forms.assess import NO_PAIN, SORE_LABELS

if TYPE_CHECKING:
    from wtforms import Field

_LONGEST = 40
"""Letters of a day that are shown again: more are no day."""


class SoreForm(Form):
    """What hurts; sent by GET."""

    sore = SelectField(_later("What hurts?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = {key: label for key, label in SORE_LABELS.items() if key != NO_PAIN}
        self.sore.choices = list({"": _("I have not said"), **places}.items())


class ReminderForm(Form):
    """The day to be reminded on; sent by GET."""

    on = StringField(
        _later("Remind me on"),
        filters=[lambda text: without_unseen(text or "").strip()[:_LONGEST]],
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.day = today + DEFAULT_WAIT

    def validate_on(self, field: Field) -> None:
        """Read the day; leave the usual one where nothing is said."""
        if not field.data:
            return
        try:
            self.day = date.fromisoformat(field.data)
        except ValueError:
            raise ValidationError(_("Write the day like this: 2026-12-05.")) from None
        if not can_remind_on(self.day, self.today):
            raise ValidationError(_("Choose a day from today on, within a year."))
