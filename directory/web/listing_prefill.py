"""The pages of a listing's form as they would have been sent for a listing that stands. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.listings.drafts import LICENCES, PLACES
from directory.listings.hours import DAYS
from directory.practitioners.vocabulary import LINKS
from directory.web.forms.listing_fields import NO, UNSTATED, YES
from directory.web.forms.listing_work import link_field
from directory.web.listing_hours import text_of

if TYPE_CHECKING:
    from directory.drafts import Fields
    from directory.listings.content import ListingContent, PlaceContent

_ANSWERS = {True: YES, False: NO, None: UNSTATED}


def steps_of(content: ListingContent) -> dict[str, Fields]:
    """Name of each page but the last to its fields."""
    return {
        "who": {
            **_lines(content, "kind", "name", "profession", "credentials", "gender", "bio"),
            "languages": list(content.languages),
        },
        "where": _where(content),
        "how": _how(content),
        "fees": _fees(content),
        "credentials": _credentials(content),
    }


def _where(content: ListingContent) -> Fields:
    fields: Fields = {
        PLACES: [place.key for place in content.places],
        "town_only": ["y"] if content.town_only else [],
        "evening_hours": [_ANSWERS[content.evening_hours]],
    }
    for place in content.places:
        lines = _lines(place, "name", "street", "city", "region", "postal_code", "country", "phone")
        hours = {day: [text_of((place.hours or {}).get(day, []))] for day in DAYS}
        said = {**lines, **hours, "accessibility": list(place.accessibility)}
        fields |= _prefixed(place.key, said)
    return fields


def _how(content: ListingContent) -> Fields:
    return {
        "methods": list(content.methods),
        "modalities": list(content.modalities),
        "conditions": list(content.conditions),
        "stages": list(content.stages),
        **{link_field(link): [content.links.get(link, "")] for link in LINKS},
        **_lines(content, "runners_since", "trial_call_minutes"),
        "telehealth": [_ANSWERS[content.telehealth]],
        "referral_needed": [_ANSWERS[content.referral_needed]],
    }


def _fees(content: ListingContent) -> Fields:
    fields: Fields = {
        PLACES: [place.key for place in content.places],
        "accepting": [_ANSWERS[content.accepting]],
        **_lines(content, "wait_days", "booking_url", "website"),
    }
    for place in content.places:
        fields |= _prefixed(place.key, _fees_of(place))
    return fields


def _fees_of(place: PlaceContent) -> Fields:
    return {
        "fee_first": [_amount(place.fee_first)],
        "fee_next": [_amount(place.fee_next)],
        "currency": [place.currency or ""],
        "self_pay": [_ANSWERS[place.self_pay]],
        "sliding_scale": [_ANSWERS[place.sliding_scale]],
        "payers": list(place.payers),
    }


def _credentials(content: ListingContent) -> Fields:
    fields: Fields = {
        LICENCES: [str(number) for number in range(1, len(content.licences) + 1)],
        **_lines(content, "npi", "email"),
    }
    for number, licence in enumerate(content.licences, 1):
        fields |= _prefixed(str(number), _lines(licence, "title", "number", "region_code"))
    return fields


def _lines(said: object, *names: str) -> Fields:
    values = {name: getattr(said, name) for name in names}
    return {name: ["" if value is None else str(value)] for name, value in values.items()}


def _prefixed(key: str, fields: Fields) -> Fields:
    return {f"{key}-{name}": values for name, values in fields.items()}


def _amount(amount: float | None) -> str:
    if amount is None:
        return ""
    return f"{amount:.0f}" if float(amount).is_integer() else f"{amount:.2f}"
