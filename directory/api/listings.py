"""Practitioners as the API shows them. Pure but for the wording of labels and links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for

from directory.api import schemas
from directory.http.facets import key_label
from directory.http.wording import reason_text
from directory.practitioners.freshness import fresh_on
from directory.practitioners.models import Precision
from directory.practitioners.vocabulary import vocabulary
from directory.practitioners.web_address import safe_web_address
from directory.practitioners.whereabouts import shown_distance_km, shown_point
from directory.vetting.published import published_score

if TYPE_CHECKING:
    from directory.practitioners.models import Location, Practitioner
    from directory.search.results import Card
    from directory.vetting.published import Published

PROFILE_ENDPOINT = "practitioners.profile"


def result_of(card: Card) -> schemas.Result:
    """A card of a search answer."""
    practitioner = card.practitioner
    return schemas.Result(
        **_listing(practitioner, card.location),
        distance_km=shown_distance_km(card.distance_km, town_only=practitioner.town_only),
        reasons=[text for text in map(reason_text, card.reasons) if text],
        snippet=[
            schemas.SnippetPart(text=part.text, marked=part.marked)
            for part in (card.snippet.parts if card.snippet else ())
        ],
        unstated=sorted(card.unstated),
    )


def profile_of(practitioner: Practitioner) -> schemas.Profile:
    """Everything a listing shows."""
    plain = (
        "bio",
        "gender",
        "wait_days",
        "runners_since",
        "trial_call_minutes",
        "referral_needed",
        "evening_hours",
        "npi",
    )
    return schemas.Profile(
        **_listing(practitioner, None),
        **{name: getattr(practitioner, name) for name in plain},
        other_names=practitioner.other_names or [],
        website=safe_web_address(practitioner.website),
        booking_url=safe_web_address(practitioner.booking_url),
        licences=[
            schemas.Licence.model_validate(licence, from_attributes=True)
            for licence in practitioner.licences
        ],
        facts=[
            schemas.Fact.model_validate(fact, from_attributes=True) for fact in practitioner.facts
        ],
    )


def labels(facet: str, keys: list[str]) -> list[schemas.Label]:
    """Keys of a facet with what people read for them."""
    return [schemas.Label(key=key, label=key_label(facet, key)) for key in keys]


def _listing(practitioner: Practitioner, matched: Location | None) -> dict[str, Any]:
    places = practitioner.locations
    shown = matched or (places[0] if places else None)
    vetted = published_score(practitioner)
    return {
        "id": str(practitioner.public_id),
        "slug": practitioner.slug,
        "external_id": practitioner.external_id,
        "url": url_for(PROFILE_ENDPOINT, slug=practitioner.slug, _external=True),
        "name": practitioner.name,
        "credentials": practitioner.credentials,
        "kind": str(practitioner.kind),
        "profession": practitioner.profession,
        "profession_label": key_label("profession", practitioner.profession),
        "score": vetted.score,
        "score_interval": _interval(vetted),
        "score_is_new": practitioner.score_is_new,
        "score_cap": practitioner.score_cap,
        "score_members": practitioner.score_members,
        "accepting": practitioner.accepting,
        "accepting_as_of": practitioner.accepting_as_of,
        "telehealth": practitioner.telehealth,
        "price": _price(shown) if shown else None,
        "modalities": labels("modality", practitioner.keys("modality")),
        "conditions": labels("condition", practitioner.keys("condition")),
        "regions": labels("region", practitioner.keys("region")),
        "methods": labels("method", practitioner.keys("method")),
        "stages": labels("stage", practitioner.keys("stage")),
        "languages": labels("language", practitioner.keys("language")),
        "locations": [
            _place(place, town_only=practitioner.town_only, matched=place is matched)
            for place in places
        ],
        "status": str(practitioner.status),
        "source": practitioner.source,
        "confirmed_on": fresh_on(practitioner),
        "demo": practitioner.is_demo,
    }


def _interval(vetted: Published) -> schemas.Interval | None:
    if vetted.low is None or vetted.high is None:
        return None
    return schemas.Interval(low=vetted.low, high=vetted.high)


def _price(place: Location) -> schemas.Price | None:
    if place.fee_first is None and place.fee_next is None:
        return None
    return schemas.Price(
        first_visit=place.fee_first, next_visit=place.fee_next, currency=place.currency
    )


def _place(place: Location, *, town_only: bool, matched: bool) -> schemas.Place:
    accessibility = vocabulary("accessibility")
    return schemas.Place(
        **_whereabouts(place, town_only=town_only),
        name=place.name,
        city=place.city,
        region=place.region,
        region_code=place.region_code,
        country=place.country,
        hours=place.hours,
        price=_price(place),
        payers=labels("payment", [payer.payer for payer in place.payers]),
        self_pay=place.self_pay,
        sliding_scale=place.sliding_scale,
        accessibility=[
            schemas.Label(key=key, label=accessibility.label(key))
            for key in place.accessibility or []
        ],
        matched=matched,
    )


def _whereabouts(place: Location, *, town_only: bool) -> dict[str, Any]:
    """Address, coordinates and phone, as far as they may be shown."""
    point = place.point
    if town_only:
        shown = shown_point(point, town_only=True)
        return {
            "street": None,
            "postal_code": None,
            "phone": None,
            "latitude": shown.latitude if shown else None,
            "longitude": shown.longitude if shown else None,
            "precision": str(Precision.CITY) if shown else None,
        }
    return {
        "street": place.street or None,
        "postal_code": place.postal_code or None,
        "phone": place.phone,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "precision": str(place.precision) if place.precision else None,
    }
