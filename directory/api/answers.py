"""A search answer as the API gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.api import schemas
from directory.api.listings import labels, result_of
from directory.http.facets import facet_keys, key_label

if TYPE_CHECKING:
    from directory.geo.place import Place
    from directory.search.query import Facet
    from directory.search.results import Interpretation, Results


def answer_of(results: Results) -> schemas.SearchAnswer:
    """Put what the search service answered into the API's form."""
    return schemas.SearchAnswer(
        total=results.total,
        page=results.request.page,
        per_page=results.request.per_page,
        place=_place(results.interpretation),
        interpreted=_interpreted(results),
        results=[result_of(card) for card in results.cards],
        new_here=result_of(results.new_here) if results.new_here else None,
        facets={name: _counts(name, facet) for name, facet in results.facets.items()},
    )


def found_place(place: Place) -> schemas.PlaceFound:
    """A place in the API's form."""
    return schemas.PlaceFound(**_found(place))


def _place(interpretation: Interpretation) -> schemas.PlaceTaken | None:
    if interpretation.place is None:
        return None
    return schemas.PlaceTaken(
        **_found(interpretation.place),
        alternatives=[found_place(other) for other in interpretation.alternatives],
    )


def _found(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "label": place.label,
        "query": place.query,
        "latitude": place.point.latitude if place.point else None,
        "longitude": place.point.longitude if place.point else None,
        "precision": place.precision,
        "country": place.country,
        "admin1": place.admin1,
    }


def _interpreted(results: Results) -> schemas.Interpreted:
    understood = results.interpretation
    named = understood.place_named
    return schemas.Interpreted(
        question=understood.question,
        repaired=[
            schemas.Repaired(typed=repair.typed, taken=repair.taken, also=list(repair.also))
            for repair in understood.repairs
        ],
        place_in_words=named is not None and named.taken,
        radius_km=understood.radius_km,
        asked_radius_km=understood.asked_radius_km,
        widened=understood.widened,
        whole_country=understood.whole_country,
        telehealth_only=understood.telehealth_only,
        terms=[schemas.Term(asked=asked, also=list(also)) for asked, also in understood.terms],
        words_dropped=understood.words_dropped,
        excluded=list(understood.excluded),
        unwanted=list(understood.unwanted),
        sore=labels("region", [understood.sore])[0] if understood.sore else None,
        currency=understood.currency,
        matched=results.matched,
        unstated=results.unstated,
    )


def _counts(name: str, facet: Facet) -> schemas.FacetCounts:
    """Counts of the keys that the facet can be filtered by, the commonest first.

    Free tags are found as text; a filter by one would be refused.
    """
    known = set(facet_keys(name))
    keys = [(key, count) for key, count in facet.counts.items() if key in known]
    ordered = sorted(keys, key=lambda item: (-item[1], item[0]))
    counts = [
        schemas.Count(key=key, label=key_label(name, key), count=count) for key, count in ordered
    ]
    return schemas.FacetCounts(counts=counts, unstated=facet.unstated)
