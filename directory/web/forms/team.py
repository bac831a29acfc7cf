"""The form of "My team": the search's own fields, a budget, and who is in the team already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import FloatField
from wtforms.validators import NumberRange, Optional, ValidationError

from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.journey.chosen import read_slugs
from directory.search.price_words import amount
from directory.vetting.plain_text import without_unseen
from directory.web.forms.search import ChoiceField, KeysField, SearchForm

if TYPE_CHECKING:
    from wtforms import Field, Form

MAX_BUDGET = 100_000
MOST_SETTLED = 3


class SlugsField(KeysField):
    """Slugs of listings, by commas or by repeating the parameter; what can be none is left out.

    Attributes:
        left_over: How many more there were than a team has people.
    """

    left_over = 0

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the slugs apart, each once, in order."""
        named = read_slugs(map(str, valuelist), MOST_SETTLED)
        self.data, self.left_over = named.slugs, named.left_over

    def pre_validate(self, form: Form) -> None:
        """Take them as they are: whether there are such listings shows later."""


class AmountField(FloatField):
    """An amount of money as people write it: "$300", "1,000", "300,50".

    Attributes:
        currencies: ISO codes of which one is meant; none where it is not said.
    """

    currencies: frozenset[str] = frozenset()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it, or say how it is written."""
        written = without_unseen(valuelist[0]).strip() if valuelist else ""
        self.raw_data = [written] if written else []
        if not written:
            return
        read = amount(written)
        if read is None:
            raise ValueError(_("Write an amount, like 300."))
        self.data, self.currencies = read


class TeamForm(SearchForm):
    """What a team may be asked for; every filter of a search holds for each of the three."""

    budget = AmountField(
        _later("Budget for the three first visits"),
        validators=[
            Optional(),
            NumberRange(0, MAX_BUDGET, message=_later("Give an amount up to 100,000.")),
        ],
    )
    video = ChoiceField(_later("By video too"), choices=["", "1"], default="")
    settled = SlugsField(_later("In the team already"), name="with")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.near.data and None not in {self.lat.data, self.lon.data}:
            # A place that is typed stands for the position that was searched before.
            for one in (self.lat, self.lon):
                one.data, one.raw_data = None, []

    def validate_near(self, field: Field) -> None:
        """A team is near a place."""
        if not field.data and self.lat.data is None:
            raise ValidationError(_("Say where: a town or a ZIP code."))

    @property
    def chosen(self) -> dict[str, frozenset[str]]:
        """The keys picked, by facet; the team itself says which kinds it has."""
        return {name: keys for name, keys in super().chosen.items() if name != "kind"}
