"""The form of a listing about the work: methods, links of the chain, and what is good to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import Form
from wtforms.validators import ValidationError

from directory.db import utc_now
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.listings.checking import FIRST_YEAR, TRIAL_CALL_MINUTES
from directory.practitioners.vocabulary import LINKS, vocabulary
from directory.vetting.claims import SENTENCE_LENGTH
from directory.vetting.plain_text import plain_text
from directory.web.forms.listing_fields import TicksField, Whole, line, yes_or_no

if TYPE_CHECKING:
    from wtforms import Field


class HowForm(Form):
    """How they work; the links of the chain are added by `LinkedHowForm`."""

    methods = TicksField(_later("How you assess"), "method")
    modalities = TicksField(_later("What you do"), "modality")
    conditions = TicksField(_later("What you work with"), "condition")
    stages = TicksField(_later("Stages you work on"), "stage")
    telehealth = yes_or_no(_later("By video?"))
    referral_needed = yes_or_no(_later("Is a referral needed?"))
    runners_since = line(_later("Working with runners since (year)"), 10)
    trial_call_minutes = line(_later("Free first call, in minutes"), 10, Whole(*TRIAL_CALL_MINUTES))

    def validate_runners_since(self, field: Field) -> None:
        """Refuse what is no year of somebody's work."""
        if field.data:
            Whole(FIRST_YEAR, utc_now().year)(self, field)

    @property
    def links(self) -> list[Field]:
        """The sentences, link by link from the ground up."""
        return [self[link_field(link)] for link in LINKS]


def link_field(link: str) -> str:
    """Name of the field with the sentence about a link of the chain. Pure."""
    return f"link-{link}"


def _is_sentence(_form: Form, field: Field) -> None:
    if len(plain_text(field.data)) < SENTENCE_LENGTH[0]:
        raise ValidationError(_("Say a little more: what do you look at or test there?"))


def _links() -> dict[str, object]:
    labels = vocabulary("region")
    return {
        link_field(link): line(labels.label(link), SENTENCE_LENGTH[1], _is_sentence)
        for link in LINKS
    }


LinkedHowForm = type("LinkedHowForm", (HowForm,), _links())
"""The form with a sentence for each link of the chain."""
