"""`/api/v1/places`: how the text of a place is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apiflask import APIBlueprint
from pydantic import Field

from directory.api.answers import found_place
from directory.api.caching import HOUR_S, kept
from directory.api.examples import PLACE_ANSWER
from directory.api.forms import require_json
from directory.api.guard import refuse_repeated
from directory.api.parameters import CountryCode, Query, Text
from directory.api.schemas import PlaceAnswer
from directory.geo.failures import PlaceNotFound
from directory.geo.folding import MAX_LENGTH as MAX_PLACE_LENGTH
from directory.geo.home import at_home
from directory.http.errors import place_not_found
from directory.http.limits import limited
from directory.http.services import services

if TYPE_CHECKING:
    from flask import Response

MAX_ALTERNATIVES = 20
ALTERNATIVES = 5

blueprint = APIBlueprint(
    "api_places",
    __name__,
    tag={"name": "Places", "description": "Towns, postal codes, states and countries."},
)
blueprint.before_request(refuse_repeated)
blueprint.before_request(require_json)


class PlaceQuery(Query):
    """Which place, and how many other readings of it."""

    q: Text = Field(
        min_length=1,
        max_length=MAX_PLACE_LENGTH,
        description="A town, postal code, street address, state, country or coordinates.",
        examples=["Portland"],
    )
    country: CountryCode = Field(
        default=None,
        description="Where the asker is, by ISO 3166-1 code: decides between places of one name "
        "where `q` alone does not.",
        examples=["US"],
    )
    limit: int = Field(
        default=ALTERNATIVES,
        ge=0,
        le=MAX_ALTERNATIVES,
        description="Most alternatives to name.",
        examples=[ALTERNATIVES],
    )


@blueprint.get("/places")
@limited("search")
@kept(HOUR_S)
@blueprint.input(PlaceQuery, location="query", arg_name="query")
@blueprint.output(PlaceAnswer, example=PLACE_ANSWER, description="The place, and other readings.")
@blueprint.doc(operation_id="find_place", responses=[304, 404, 406, 412, 429, 500, 503])
def find_place(query: PlaceQuery) -> PlaceAnswer | Response:
    """Understand a place

    Says what `near` of a search would be taken for. A text that fits nothing is a problem of
    status 404 with `suggestions` that do. Search by the `query` of a place: it names that place
    and no other.
    """  # noqa: D415 - the first line is a title in the documentation
    try:
        found = at_home(services().places.resolve(query.q), query.country)
    except PlaceNotFound as error:
        return place_not_found(error, status=404)
    return PlaceAnswer(
        place=found_place(found.place),
        confident=found.confident,
        alternatives=[found_place(other) for other in found.alternatives[: query.limit]],
    )
