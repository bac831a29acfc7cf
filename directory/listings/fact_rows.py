"""Where the facts of a listing come from, once its owner states them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.practitioners.models import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from directory.listings.changes import Changes
    from directory.listings.content import ListingContent, PlaceContent
    from directory.practitioners.models import Practitioner

OWNER = "owner"
"""Source of what the owner of a listing states."""

_FIELDS = {
    "kind": "profession",
    "name": "name",
    "profession": "profession",
    "credentials": "credentials",
    "gender": "gender",
    "accepting": "accepting",
    "licences": "licences",
}
"""Field of a listing to the fact that pages name; the others carry no source of their own."""

_FIELDS_OF_PLACE = {
    "phone": "phone",
    "hours": "hours",
    **dict.fromkeys(
        ("fee_first", "fee_next", "currency", "self_pay", "sliding_scale", "payers"), "fees"
    ),
    "accessibility": None,
}
"""Likewise of a place; every other column is part of where it is."""

_OF_REGISTERS = {"profession": "taxonomy"}
"""What registers call a fact that the owner has now stated."""


def date_facts(
    practitioner: Practitioner, content: ListingContent, found: Changes, day: date
) -> None:
    """Let the facts that changed be the owner's, as of a day; what is not stated has no source.

    Args:
        practitioner: The listing.
        content: What it says now.
        found: What changed.
        day: On which the owner stated it.
    """
    known = {fact.field: fact for fact in practitioner.facts}
    stated = _stated(content)
    for field in facts_of(found):
        _drop(practitioner, known, _OF_REGISTERS.get(field, ""))
        if field not in stated:
            _drop(practitioner, known, field)
            continue
        if field not in known:
            known[field] = Fact(field=field)
            practitioner.facts.append(known[field])
        known[field].source, known[field].verified_on = OWNER, day


def _drop(practitioner: Practitioner, known: dict[str, Fact], field: str) -> None:
    if field in known:
        practitioner.facts.remove(known.pop(field))


def facts_of(paths: Iterable[str]) -> list[str]:
    """The facts that fields belong to, each once, in a fixed order. Pure."""
    found = {_fact_of(path) for path in paths}
    return sorted(field for field in found if field is not None)


def _fact_of(path: str) -> str | None:
    name, _, rest = path.partition("/")
    if name != "places":
        return _FIELDS.get(name)
    return _FIELDS_OF_PLACE.get(rest.partition("/")[2], "location")


def _stated(content: ListingContent) -> set[str]:
    """The facts about which a listing says anything. Pure."""
    values = {
        "name": content.name,
        "profession": content.profession,
        "credentials": content.credentials,
        "gender": content.gender,
        "licences": content.licences,
        "location": content.places,
        "phone": any(place.phone for place in content.places),
        "hours": any(place.hours for place in content.places),
        "fees": any(_states_fees(place) for place in content.places),
    }
    stated = {field for field, value in values.items() if value}
    return stated | ({"accepting"} if content.accepting is not None else set())


def _states_fees(place: PlaceContent) -> bool:
    said = (place.fee_first, place.fee_next, place.self_pay, place.sliding_scale)
    return bool(place.payers) or any(value is not None for value in said)
