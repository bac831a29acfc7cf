"""What a comparison is told besides whom: whom to add, from where, and what hurts."""

from __future__ import annotations

from wtforms import Form, StringField

from directory.http.translation import lazy_gettext as _later
from directory.vetting.plain_text import without_unseen

_LONGEST = 120
"""Letters of a name or a place that are read: as many as a listing's address has at most."""


def _shown(text: str | None) -> str:
    return " ".join(without_unseen(text or "").split())[:_LONGEST]


class CompareForm(Form):
    """Sent by GET, as everything about a comparison is."""

    add = StringField(_later("Name, or address on this site"), filters=[_shown])
    near = StringField(_later("Where are you?"), filters=[_shown])
    sore = StringField(filters=[_shown])
    show = StringField(filters=[_shown])
    units = StringField(filters=[_shown])
