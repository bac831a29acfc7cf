"""`/api/v1/practitioners`: search, and one listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apiflask import APIBlueprint
from flask import abort

from directory.api.answers import answer_of
from directory.api.examples import PROFILE, SEARCH_ANSWER
from directory.api.guard import refuse_repeated
from directory.api.listings import profile_of
from directory.api.query import PractitionerQuery
from directory.api.schemas import Profile, SearchAnswer
from directory.db import database, utc_now
from directory.http.limits import limited
from directory.http.services import services
from directory.practitioners.service import load_public
from directory.search import service

if TYPE_CHECKING:
    from uuid import UUID

blueprint = APIBlueprint("api_practitioners", __name__, tag="Practitioners")
blueprint.before_request(refuse_repeated)


@blueprint.get("/practitioners")
@limited("search")
@blueprint.input(PractitionerQuery, location="query", arg_name="query")
@blueprint.output(SearchAnswer, example=SEARCH_ANSWER, description="One page of practitioners.")
@blueprint.doc(operation_id="search_practitioners", responses=[429, 503])
def search_practitioners(query: PractitionerQuery) -> SearchAnswer:
    """Find practitioners

    Lists are comma-separated: a listing needs one of the keys. A parameter that is unknown or
    given twice is refused. Listings that do not state what a filter asks about are included
    behind those that do, unless `stated` names the filter.
    """  # noqa: D415 - the first line is a title in the documentation
    chosen = services()
    request = query.to_request()
    today = utc_now().date()
    results = service.search(database.session, chosen.engine, chosen.places, request, today=today)
    return answer_of(results)


@blueprint.get("/practitioners/<uuid:practitioner_id>")
@limited("search")
@blueprint.output(Profile, example=PROFILE, description="The listing.")
@blueprint.doc(operation_id="get_practitioner", responses=[400, 429, 503])
def get_practitioner(practitioner_id: UUID) -> Profile:
    """Read one listing

    Listings that are not public answer 404, like those that never were.
    """  # noqa: D415 - the first line is a title in the documentation
    wanted = str(practitioner_id)
    found = load_public(database.session, [wanted]).get(wanted)
    if found is None:
        abort(404)
    return profile_of(found)
