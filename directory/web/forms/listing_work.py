"""The form of a listing about the work: methods, links of the chain, and what is good to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import Form

from directory.db import utc_now
from directory.http.translation import lazy_gettext as _later
from directory.practitioners.vocabulary import LINKS, vocabulary
from directory.web.forms.listing_fields import TicksField, Whole, line, yes_or_no

if TYPE_CHECKING:
    from wtforms import Field

SENTENCE_LETTERS = 300
"""Length of the sentence how a link is examined."""

FIRST_YEAR = 1950
"""Nobody who works today began earlier."""


class HowForm(Form):
    """How they work; the links of the chain are added by `LinkedHowForm`."""

    methods = TicksField(_later("How you assess"), "method")
    modalities = TicksField(_later("What you do"), "modality")
    conditions = TicksField(_later("What you work with"), "condition")
    stages = TicksField(_later("Stages you work on"), "stage")
    telehealth = yes_or_no(_later("By video?"))
    referral_needed = yes_or_no(_later("Is a referral needed?"))
    runners_since = line(_later("Working with runners since (year)"), 10)
    trial_call_minutes = line(_later("Free first call, in minutes"), 10, Whole(1, 120))

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


def _links() -> dict[str, object]:
    labels = vocabulary("region")
    return {link_field(link): line(labels.label(link), SENTENCE_LETTERS) for link in LINKS}


LinkedHowForm = type("LinkedHowForm", (HowForm,), _links())
"""The form with a sentence for each link of the chain."""
