"""What the fields of a listing's form have in common: lines, texts, ticks, numbers, yes or no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional, StopValidation, ValidationError

from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.listings.place_checking import MOST_FEE
from directory.practitioners.vocabulary import Kind, vocabulary
from directory.vetting.plain_text import without_unseen

if TYPE_CHECKING:
    from collections.abc import Callable

    from wtforms import Field, Form

    from directory.practitioners.vocabulary import Entry

YES, NO, UNSTATED = "yes", "no", ""

_WHOLE = re.compile(r"[0-9]{1,6}", re.ASCII)
_MONEY = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,2})?", re.ASCII)


def one_line(text: str | None) -> str:
    """What was typed on one line, without signs nobody sees and heaps of spaces. Pure."""
    return " ".join(without_unseen(text or "").split())


def line(label: str, longest: int, *checks: Any, required: str | None = None) -> StringField:
    """A line of text.

    Args:
        label: What people read.
        longest: How many letters it may have.
        *checks: Further validators, for what was typed.
        required: What to say where nothing was typed; it may stay empty without.
    """
    first = InputRequired(required) if required else Optional()
    return StringField(label, filters=[one_line], validators=[first, _longest(longest), *checks])


def text(label: str, longest: int) -> TextAreaField:
    """A text of several lines, which may stay empty."""
    clean: list[Callable[[Any], Any]] = [lambda typed: without_unseen(typed or "")]
    return TextAreaField(label, filters=clean, validators=[Optional(), _longest(longest)])


def yes_or_no(label: str) -> RadioField:
    """Yes, no, or not stated."""
    choices = [
        SelectChoice(YES, _later("Yes")),
        SelectChoice(NO, _later("No")),
        SelectChoice(UNSTATED, _later("Not stated")),
    ]
    return RadioField(label, choices=choices, default=UNSTATED, validators=[Optional()])


class TicksField(SelectMultipleField):
    """Entries of a vocabulary to tick; those it does not have are left out, not complained of."""

    def __init__(self, label: str, entries: str, **kwargs: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, **kwargs)
        self.vocabulary = vocabulary(entries)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what the vocabulary has, each once, in its own order."""
        self.data = [entry.key for entry in self.vocabulary if entry.key in set(valuelist)]

    def groups(self, kind: str | None = None) -> list[tuple[str, list[Entry]]]:
        """Entries that can be ticked under their headings: a kind's, and what is ticked already.

        Made-up entries, which only the listings of the demo have, are offered to nobody else.

        Args:
            kind: Of practitioner; every kind's where it is none.
        """
        ticked = set(self.data or ())
        found: dict[str, list[Entry]] = {}
        for entry in self.vocabulary:
            fits = kind in entry.kinds or kind not in set(Kind)
            if entry.key in ticked or (fits and not _is_made_up(entry)):
                found.setdefault(entry.group, []).append(entry)
        return list(found.items())


def _is_made_up(entry: Entry) -> bool:
    return entry.note.startswith("Made up")


class Whole:
    """A whole number within limits, both included."""

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def __call__(self, _form: Form, field: Field) -> None:
        """Refuse anything else."""
        if not (_WHOLE.fullmatch(field.data) and self.low <= int(field.data) <= self.high):
            raise ValidationError(
                _("Write a whole number from %(low)s to %(high)s.", low=self.low, high=self.high)
            )


def money(_form: Form, field: Field) -> None:
    """Refuse what is no amount of money."""
    if not _MONEY.fullmatch(field.data):
        raise ValidationError(_("Write the number alone, such as 140 or 62.50."))
    if amount_of(field.data) > MOST_FEE:
        raise ValidationError(_("That is more than %(most)s. Compare it.", most=MOST_FEE))


def amount_of(typed: str) -> float:
    """The amount that a text says which `money` lets pass. Pure."""
    return float(typed.replace(",", "."))


def _longest(letters: int) -> Any:
    def check(_form: Form, field: Field) -> None:
        if len(field.data or "") > letters:
            raise StopValidation(
                _(
                    "That has %(has)s letters; there is room for %(number)s. Shorten it.",
                    has=len(field.data),
                    number=letters,
                )
            )

    return check
