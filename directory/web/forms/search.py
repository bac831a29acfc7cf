"""The search form: what, where, filters, order and page. It is sent by GET and read from the URL."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from wtforms import Field, FloatField, Form, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional, StopValidation, ValidationError

from directory.geo.folding import MAX_LENGTH as MAX_PLACE_LENGTH
from directory.geo.point import GeoPoint
from directory.http.facets import NAMES, facet_keys
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.units import Units
from directory.search.parse import MAX_LENGTH
from directory.search.query import FACETS, MAX_OFFSET, STATABLE, Sort
from directory.search.request import MAX_RADIUS_KM, PER_PAGE, SearchRequest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_KEYS = 50
MIN_RADIUS_KM = 0.1
MAX_PRICE = 100_000


class KeysField(Field):
    """Keys of a vocabulary, given by repeating the parameter or with commas between them."""

    data: tuple[str, ...]

    def __init__(self, *args: Any, allowed: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allowed = frozenset(allowed)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the keys apart, each once, in order."""
        parts = (part.strip() for value in valuelist for part in str(value).split(","))
        self.data = tuple(dict.fromkeys(part for part in parts if part))

    def process_data(self, value: Any) -> None:
        """Start without any."""
        self.data = tuple(value or ())

    def pre_validate(self, form: Form) -> None:  # noqa: ARG002 - WTForms' signature
        """Refuse keys that the vocabulary does not have."""
        unknown = [key for key in self.data if key not in self.allowed]
        if unknown or len(self.data) > MAX_KEYS:
            raise StopValidation(_("There is no such filter. Choose one from the list."))


def _no_control_characters(_form: Form, field: Field) -> None:
    text = field.data or ""
    kept = "".join(sign for sign in text if _may_stand_in_html(sign))
    if kept != text:
        # The page shows what was typed again, and HTML may not hold such signs.
        field.data = kept
        raise ValidationError(_("Use letters, numbers and signs only."))


def _may_stand_in_html(sign: str) -> bool:
    """Whether a sign is neither a control character, half a character, nor none at all."""
    number = ord(sign)
    noncharacter = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF
    return not noncharacter and unicodedata.category(sign) not in {"Cc", "Cs"}


class NumberField(FloatField):
    """A number between two others; whatever else is written, `message` says what to write."""

    def __init__(self, label: str, least: float, most: float, message: str, **options: Any) -> None:
        checks = [Optional(), NumberRange(least, most, message=message)]
        super().__init__(label, validators=checks, **options)
        self.message = message

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self.message) from error


class PageField(IntegerField):
    """The number of a page of results."""

    def __init__(self, label: str, **options: Any) -> None:
        there = NumberRange(1, MAX_OFFSET // PER_PAGE, message=_later("There is no such page."))
        super().__init__(label, validators=[there], default=1, **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("There is no such page.")) from error


class ChoiceField(SelectField):
    """One of a few values."""

    def pre_validate(self, form: Form) -> None:
        """Refuse what is none of them."""
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(_("There is no such choice. Take one from the list.")) from error


def _coarse(degrees: float | None) -> float | None:
    """A coordinate to about a kilometre: enough to search by, and addresses are shared."""
    return None if degrees is None else round(degrees, 2)


class SearchForm(Form):
    """Everything a search page's address can hold; each part may be missing."""

    q = StringField(
        _later("What hurts, or whom?"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Length(max=MAX_LENGTH, message=_later("Say it in fewer words, 300 letters at most.")),
            _no_control_characters,
        ],
    )
    exact = ChoiceField(_later("Words as typed"), choices=["", "1"], default="")
    near = StringField(
        _later("Where"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Length(max=MAX_PLACE_LENGTH, message=_later("Give a town or a ZIP code only.")),
            _no_control_characters,
        ],
    )
    lat = NumberField(
        _later("Latitude"), -90, 90, _later("It lies between -90 and 90."), filters=[_coarse]
    )
    lon = NumberField(
        _later("Longitude"), -180, 180, _later("It lies between -180 and 180."), filters=[_coarse]
    )
    radius_km = NumberField(
        _later("Distance"), MIN_RADIUS_KM, MAX_RADIUS_KM, _later("Choose one of up to 2,000 km.")
    )
    max_price = NumberField(NAMES["price"], 0, MAX_PRICE, _later("Give a price as a number."))
    min_score = NumberField(NAMES["score"], 0, 100, _later("Scores lie between 0 and 100."))
    stated = KeysField(_later("What must be stated"), allowed=STATABLE)
    sort = ChoiceField(_later("Order"), choices=[str(sort) for sort in Sort], default=Sort.BEST)
    units = ChoiceField(_later("Units"), choices=["", *(str(unit) for unit in Units)], default="")
    page = PageField(_later("Page"))

    def validate_lat(self, field: Field) -> None:
        """A position needs both numbers."""
        if (field.data is None) != (self.lon.data is None):
            raise ValidationError(_("Give latitude and longitude together."))

    @property
    def chosen(self) -> dict[str, frozenset[str]]:
        """The keys picked, by facet."""
        fields = ((name, self[name].data) for name in FACETS)
        return {name: frozenset(keys) for name, keys in fields if keys}

    def parameters(self) -> Iterator[tuple[str, list[str]]]:
        """The search as parameters of an address, what is left out or usual not among them."""
        for field in self:
            if isinstance(field, KeysField):
                yield field.short_name, list(field.data)
            elif field.data not in {None, "", field.default}:
                number = isinstance(field.data, float)
                yield field.short_name, [f"{field.data:.10g}" if number else str(field.data)]

    def sound_parameters(self) -> Iterator[tuple[str, list[str]]]:
        """The parameters worth carrying along, whatever else was wrong; call it after validating."""
        faulty = {field.short_name for field in self if field.errors}
        return (
            (name, values) for name, values in self.parameters() if values and name not in faulty
        )

    def to_request(self, country_hint: str | None = None) -> SearchRequest:
        """The request to the search service; call it on a valid form only.

        Args:
            country_hint: ISO 3166-1 alpha-2 code of where the visitor is likely to be.
        """
        point = None
        if self.lat.data is not None and self.lon.data is not None:
            point = GeoPoint(self.lat.data, self.lon.data)
        return SearchRequest(
            q=self.q.data,
            exact=self.exact.data == "1",
            near=self.near.data,
            country_hint=country_hint,
            point=point,
            radius_km=self.radius_km.data,
            chosen=self.chosen,
            max_price=self.max_price.data,
            min_score=self.min_score.data,
            stated_only=frozenset(self.stated.data),
            sort=Sort(self.sort.data),
            page=self.page.data,
        )


for _facet in FACETS:
    setattr(SearchForm, _facet, KeysField(NAMES[_facet], allowed=facet_keys(_facet)))
