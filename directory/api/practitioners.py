"""`/api/v1/practitioners`: search, and one listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apiflask import APIBlueprint

from directory.api.answers import answer_of
from directory.api.caching import MINUTE_S, kept
from directory.api.examples import PROFILE, SEARCH_ANSWER
from directory.api.forms import Form, FormQuery, form_of, geojson_response
from directory.api.geojson import collection_of, feature_of
from directory.api.guard import refuse_repeated
from directory.api.listings import profile_of
from directory.api.moved import moved_to
from directory.api.query import PractitionerQuery
from directory.api.schemas import Profile, SearchAnswer
from directory.db import database, utc_now
from directory.http.limits import limited
from directory.http.miss_counts import count_miss
from directory.http.services import services
from directory.practitioners.service import load_public
from directory.search import service

if TYPE_CHECKING:
    from uuid import UUID

    from flask import Response

blueprint = APIBlueprint(
    "api_practitioners",
    __name__,
    tag={"name": "Practitioners", "description": "Finding people, and all that one listing says."},
)
blueprint.before_request(refuse_repeated)


@blueprint.get("/practitioners")
@limited("search")
@kept(MINUTE_S)
@blueprint.input(PractitionerQuery, location="query", arg_name="query")
@blueprint.output(SearchAnswer, example=SEARCH_ANSWER, description="One page of practitioners.")
@blueprint.doc(operation_id="search_practitioners", responses=[304, 406, 412, 429, 500, 503])
def search_practitioners(query: PractitionerQuery) -> SearchAnswer | Response:
    """Find practitioners

    Lists are comma-separated: a listing needs one of the keys. A parameter that is unknown or
    given twice is refused. Listings that do not state what a filter asks about are included
    behind those that do, unless `stated` names the filter. As GeoJSON it is a FeatureCollection.
    """  # noqa: D415 - the first line is a title in the documentation
    form = form_of(query.format)
    chosen = services()
    request = query.to_request()
    today = utc_now().date()
    results = service.search(database.session, chosen.engine, chosen.places, request, today=today)
    count_miss(results)
    answer = answer_of(results)
    return geojson_response(collection_of(answer)) if form is Form.GEOJSON else answer


@blueprint.get("/practitioners/<uuid:practitioner_id>")
@limited("search")
@kept(MINUTE_S)
@blueprint.input(FormQuery, location="query", arg_name="query")
@blueprint.output(Profile, example=PROFILE, description="The listing.")
@blueprint.doc(operation_id="get_practitioner", responses=[301, 304, 404, 406, 412, 429, 500, 503])
def get_practitioner(practitioner_id: UUID, query: FormQuery) -> Profile | Response:
    """Read one listing

    Listings that are not public answer 404, like those that never were; one that was merged with
    another of the same person leads to that one. As GeoJSON it is a Feature at the first place of
    work.
    """  # noqa: D415 - the first line is a title in the documentation
    form = form_of(query.format)
    wanted = str(practitioner_id)
    found = load_public(database.session, [wanted]).get(wanted)
    if found is None:
        return moved_to(practitioner_id)
    profile = profile_of(found)
    return geojson_response(feature_of(profile)) if form is Form.GEOJSON else profile
