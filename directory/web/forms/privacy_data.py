"""The form that deletes an account."""

from __future__ import annotations

from wtforms import BooleanField, Form
from wtforms.validators import InputRequired

from directory.http.translation import lazy_gettext as _later


class DeletionForm(Form):
    """One tick, so that a stray press of a button deletes nothing."""

    sure = BooleanField(
        _later("Delete my account and what I have said. I know it cannot be brought back."),
        validators=[InputRequired(_later("Tick the box if you want your account deleted."))],
    )
