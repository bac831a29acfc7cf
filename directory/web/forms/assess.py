"""The forms of an assessment: about the visits, about the work, and the attestation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, Form, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.practitioners.vocabulary import LINKS
from directory.vetting.content import COMMENT_LENGTH, VISITS
from directory.vetting.models import Answer
from directory.vetting.plain_text import without_unseen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wtforms import Field

NO_PAIN = "none"
"""What is chosen where nothing hurt."""

NONE_OF_THESE, FORGOTTEN = "none", "forgotten"
"""Ticks beside the links: nothing was looked at, or nobody remembers."""

SORE_LABELS = {
    "foot": _later("Feet, ankles, shin"),
    "knee": _later("Knee"),
    "hip": _later("Hip, glute, thigh"),
    "low_back": _later("Lower back, belly"),
    "upper_back": _later("Upper back, neck"),
    "shoulder": _later("Shoulder, arm"),
    NO_PAIN: _later("No pain"),
}
"""The places that are offered, a part of the checklist's (`checklist.sore_places`), and no pain."""

VISITS_LABELS = dict(zip(VISITS, (_later("1"), _later("2 or 3"), _later("4 or more")), strict=True))

ANSWERS = {
    Answer.YES: _later("Yes"),
    Answer.PARTLY: _later("Partly"),
    Answer.NO: _later("No"),
    Answer.UNKNOWN: _later("Don’t know"),
    Answer.NOT_APPLICABLE: _later("Didn’t apply"),
}


def _choices(labels: dict[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(str(key), label) for key, label in labels.items()]


class VisitsForm(Form):
    """Where it hurt, how many visits, when the last one was, and what was looked at."""

    sore = RadioField(
        _later("Where did it hurt most?"),
        choices=_choices(SORE_LABELS),
        validators=[InputRequired(_later("Choose a place, or “No pain”."))],
    )
    visits = RadioField(
        _later("How many visits?"),
        choices=_choices(VISITS_LABELS),
        validators=[InputRequired(_later("Choose how many visits you had."))],
    )
    month = SelectField(
        _later("Month of the last visit"),
        choices=[],
        validators=[InputRequired(_later("Choose the month of your last visit."))],
    )
    links = SelectMultipleField(_later("What they looked at"), choices=[])

    def __init__(self, *args: Any, months: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month.choices = _choices({"": _("Choose a month"), **dict(months)})
        self.links.choices = [*LINKS, NONE_OF_THESE, FORGOTTEN]

    def validate_links(self, field: Field) -> None:
        """Links and "none of these" do not go together."""
        ticked = set(field.data or ())
        if ticked & set(LINKS) and ticked & {NONE_OF_THESE, FORGOTTEN}:
            raise ValidationError(
                _("You ticked links and also “none of these” or “I don’t remember”. Keep one.")
            )


class AttestForm(Form):
    """What the member vouches for."""

    attested = BooleanField(
        _later("I was there"),
        validators=[InputRequired(_later("Tick this if it is so; we cannot take it otherwise."))],
    )


def answers_form(codes: Iterable[str], fields: Any, *, whole: bool = False) -> Form:
    """A form with one question per item.

    Args:
        codes: Codes of the items.
        fields: What was sent or kept, as a MultiDict.
        whole: Whether the answer that ticked links give can be corrected.
    """
    questions: dict[str, Any] = {
        code: RadioField(code, choices=_choices(ANSWERS), validators=[Optional()]) for code in codes
    }
    if whole:
        questions["whole"] = RadioField(choices=_choices(ANSWERS), validators=[Optional()])
    return type("AnswersForm", (Form,), questions)(fields)


def more_form(codes: Iterable[str], flags: Iterable[str], fields: Any) -> Form:
    """The optional rest, the red flags and the comment.

    Args:
        codes: Codes of the items.
        flags: Codes of the red flags.
        fields: What was sent or kept, as a MultiDict.
    """
    yes_or_no = {answer: ANSWERS[answer] for answer in (Answer.YES, Answer.NO, Answer.UNKNOWN)}
    questions: dict[str, Any] = {
        code: RadioField(code, choices=_choices(ANSWERS), validators=[Optional()]) for code in codes
    }
    questions |= {
        code: RadioField(code, choices=_choices(yes_or_no), validators=[Optional()])
        for code in flags
    }
    questions["comment"] = TextAreaField(
        _later("In your own words"),
        filters=[lambda text: without_unseen(text or "")],
        validators=[
            Length(
                max=COMMENT_LENGTH,
                message=_(
                    "That is longer than %(number)s letters. Keep what helps others most.",
                    number=COMMENT_LENGTH,
                ),
            )
        ],
    )
    return type("MoreForm", (Form,), questions)(fields)
