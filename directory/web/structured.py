"""Facts of pages as JSON-LD in the words of schema.org 30, for search engines.

Nothing stands here that the page does not show. A rating is given where the page shows a number, never
for what members said one by one: their answers are told together only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import url_for

from directory.http.account_mails import public_path
from directory.http.facets import key_label
from directory.http.services import services
from directory.practitioners.addresses import may_be_kept
from directory.practitioners.web_address import safe_web_address
from directory.vetting.published import published_score
from directory.web.formats import spans_of

if TYPE_CHECKING:
    from flask import Flask

    from directory.practitioners.models import Location, Practitioner

Node = dict[str, Any]

CONTEXT = "https://schema.org"
PHYSIOTHERAPISTS = frozenset({"physical_therapist", "physical_therapist_assistant"})
"""Professions whose practice is a `Physiotherapy`; others are a plain `LocalBusiness`."""

DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")

LEAST_MEMBERS = 2
"""Members from whom on a score is shown as a number."""


def init_structured(app: Flask) -> None:
    """Give templates the graphs of their pages."""
    app.jinja_env.globals["site_graph"] = site_graph
    app.jinja_env.globals["listing_graph"] = listing_graph
    app.jinja_env.globals["listing_may_be_kept"] = may_be_kept


def site_graph() -> Node:
    """The site and how to search it."""
    settings = services().settings
    search = public_path(url_for("search.results")) + "?q={search_term_string}"
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": settings.site_name,
        "url": public_path(url_for("home.home")),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def listing_graph(practitioner: Practitioner) -> Node:
    """A practitioner, their places of work, and the way to their page."""
    url = public_path(url_for("practitioners.profile", slug=practitioner.slug))
    places = [
        _place(practitioner, place, f"{url}#place-{number}")
        for number, place in enumerate(practitioner.locations, start=1)
    ]
    rating = _rating(practitioner)
    if places and rating:
        places[0]["aggregateRating"] = rating
    return {
        "@context": CONTEXT,
        "@graph": [_person(practitioner, url, places), *places, _way(practitioner, url)],
    }


def _person(practitioner: Practitioner, url: str, places: list[Node]) -> Node:
    craft = key_label("profession", practitioner.profession)
    website = safe_web_address(practitioner.website)
    licences = [_credential(one.title) for one in practitioner.licences if one.verified_on]
    known = practitioner.keys("language")
    return _stated(
        {
            "@type": "Person",
            "@id": f"{url}#person",
            "name": practitioner.name,
            "url": url,
            "jobTitle": craft,
            "alternateName": practitioner.other_names,
            "image": _photo(practitioner),
            "sameAs": [website] if website else None,
            "knowsLanguage": known,
            "hasCredential": licences,
            "worksFor": [{"@id": place["@id"]} for place in places],
        }
    )


def _credential(title: str) -> Node:
    return {"@type": "EducationalOccupationalCredential", "name": title}


def _photo(practitioner: Practitioner) -> str | None:
    if not practitioner.photo:
        return None
    return public_path(url_for("photos.photo", slug=practitioner.slug, v=practitioner.photo[:8]))


def _place(practitioner: Practitioner, place: Location, node_id: str) -> Node:
    whole = not practitioner.town_only
    physio = practitioner.profession in PHYSIOTHERAPISTS
    return _stated(
        {
            "@type": "Physiotherapy" if physio else "LocalBusiness",
            "@id": node_id,
            "name": place.name or practitioner.name,
            "address": _address(place, whole=whole),
            "geo": _point(place) if whole else None,
            "telephone": place.phone if whole else None,
            "openingHoursSpecification": _hours(place),
            "makesOffer": _offer(place),
        }
    )


def _address(place: Location, *, whole: bool) -> Node:
    return _stated(
        {
            "@type": "PostalAddress",
            "streetAddress": place.street if whole else None,
            "addressLocality": place.city,
            "addressRegion": place.region_code or place.region,
            "postalCode": place.postal_code if whole else None,
            "addressCountry": place.country,
        }
    )


def _point(place: Location) -> Node | None:
    if place.point is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": round(place.point.latitude, 5),
        "longitude": round(place.point.longitude, 5),
    }


def _hours(place: Location) -> list[Node]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": name,
            "opens": opens,
            "closes": closes,
        }
        for key, name in DAYS.items()
        for opens, closes in spans_of(place.hours, key)
        if _CLOCK.fullmatch(opens) and _CLOCK.fullmatch(closes)
    ]


def _offer(place: Location) -> Node | None:
    if place.fee_first is None or not place.currency:
        return None
    return {
        "@type": "Offer",
        "name": "First visit",
        "price": f"{place.fee_first:.2f}",
        "priceCurrency": place.currency,
    }


def _rating(practitioner: Practitioner) -> Node | None:
    """The score where the page shows a number that members gave; none for documents alone."""
    members = practitioner.score_members or 0
    score = published_score(practitioner).score
    if score is None or practitioner.score_is_new or members < LEAST_MEMBERS:
        return None
    return {
        "@type": "AggregateRating",
        "ratingValue": round(score),
        "bestRating": 100,
        "worstRating": 0,
        "ratingCount": members,
    }


def _way(practitioner: Practitioner, url: str) -> Node:
    steps = [
        (services().settings.site_name, public_path(url_for("home.home"))),
        (practitioner.name, url),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(steps, start=1)
        ],
    }


def _stated(node: Node) -> Node:
    """What is known of a node: nothing that is empty."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
