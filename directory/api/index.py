"""`/api/v1`: what there is to ask."""

from __future__ import annotations

from apiflask import APIBlueprint
from pydantic import Field

from directory.api.caching import HOUR_S, kept
from directory.api.examples import INDEX
from directory.api.forms import require_json
from directory.api.guard import refuse_repeated
from directory.api.parameters import PREFIX, SPECIFICATION, Query
from directory.api.schemas import Model
from directory.http.services import services

PAGE = f"{PREFIX}/docs"


class Link(Model):
    """Where something is."""

    rel: str = Field(description="What it is to this document.")
    href: str = Field(description="A path on this host; braces stand for what is to be filled in.")
    title: str


class Index(Model):
    """What there is to ask."""

    name: str = Field(description="The site's name.")
    version: str
    links: list[Link]


RESOURCES = (
    Link(rel="self", href=PREFIX, title="What there is to ask"),
    Link(rel="search", href=f"{PREFIX}/practitioners", title="Find practitioners"),
    Link(rel="item", href=f"{PREFIX}/practitioners/{{id}}", title="Read one listing"),
    Link(rel="score", href=f"{PREFIX}/practitioners/{{id}}/score", title="Read why a score is so"),
    Link(rel="places", href=f"{PREFIX}/places{{?q,limit}}", title="Understand a place"),
    Link(rel="vocabulary", href=f"{PREFIX}/vocabulary", title="Read all vocabularies"),
)
DESCRIPTIONS = (
    Link(rel="service-desc", href=SPECIFICATION, title="The description, OpenAPI 3.1"),
    Link(rel="service-doc", href=PAGE, title="The documentation"),
)
"""Where the API explains itself; the relations are those of RFC 8631."""

blueprint = APIBlueprint(
    "api_index",
    __name__,
    tag={"name": "Index", "description": "Where everything is."},
)
blueprint.before_request(refuse_repeated)
blueprint.before_request(require_json)


@blueprint.get("")
@kept(HOUR_S, shared=True)
@blueprint.input(Query, location="query", arg_name="_query")
@blueprint.output(Index, example=INDEX, description="Links to everything.")
@blueprint.doc(operation_id="get_index", responses=[304, 406, 412, 500])
def get_index(_query: Query) -> Index:
    """List what there is to ask"""  # noqa: D415 - a title in the documentation
    settings = services().settings
    described = DESCRIPTIONS if settings.api_docs else ()
    return Index(name=settings.site_name, version="1", links=[*RESOURCES, *described])
