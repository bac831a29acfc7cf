"""What search engines read: which pages they may keep, the site map, how to search here."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, abort, request, url_for

from directory.db import database
from directory.http.account_mails import public_path
from directory.http.services import services
from directory.journey.self_care import self_care
from directory.practitioners.addresses import piece, pieces
from directory.practitioners.vocabulary import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask

blueprint = Blueprint("discovery", __name__)

FIXED = (
    "home.home",
    "check.page",
    "team.page",
    "selfcare.overview",
    "choosing.guide",
    "pages.method",
    "freshness.table",
    "recommend.ask",
    "pages.credit",
    "pages.privacy",
    "pages.accessibility",
)
"""Pages that are the same for everybody; with the stages and tools of self-care and the listings
they are all that may be kept."""

KEPT = frozenset({*FIXED, "selfcare.stage", "selfcare.tool", "practitioners.profile"})
OWN_PARAMETERS = {"practitioners.profile": {"sore"}}
"""Parameters that change nothing of what a page is about."""

CLOSED = (
    "/account", "/api/", "/assessments", "/claim", "/compare", "/demo", "/desk", "/listings/",
    "/moderation", "/recommend/stop", "/search", "/shortlist", "/sign-in", "/staff", "/still-true",
    "/suggest", "/team?",
)  # fmt: skip
"""Where crawlers find nothing that may be kept, or never come to an end."""

FOR_PROGRAMS = (
    "application/json",
    "application/geo+json",
    "application/problem+json",
    "text/calendar",
    "text/vcard",
)

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
HOUR_S = 3_600


def init_discovery(app: Flask) -> None:
    """Let templates ask whether their page may be kept, and under which address."""
    app.jinja_env.globals["may_be_kept"] = may_be_kept
    app.jinja_env.globals["own_address"] = own_address
    app.after_request(_leave_alone)


def may_be_kept() -> bool:
    """Whether search engines may keep the page that is asked for; one without an entry may not."""
    endpoint = request.endpoint or ""
    return endpoint in KEPT and not request.args.keys() - OWN_PARAMETERS.get(endpoint, set())


def own_address() -> str:
    """The one address of the page that is asked for, whatever was added to it."""
    return public_path(request.path)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What crawlers may read."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += ["", f"Sitemap: {public_path(url_for('.sitemap_index'))}", ""]
    return _kept_an_hour(Response("\n".join(lines), mimetype="text/plain"))


@blueprint.get("/sitemap.xml")
def sitemap_index() -> Response:
    """The list of site maps: the fixed pages, then the listings."""
    root = ET.Element("sitemapindex", xmlns=SITEMAP)
    for number in (1, *(1 + held for held in pieces(database.session))):
        entry = ET.SubElement(root, "sitemap")
        ET.SubElement(entry, "loc").text = public_path(url_for(".sitemap", number=number))
    return _xml(root, "application/xml")


@blueprint.get("/sitemaps/<int:number>.xml")
def sitemap(number: int) -> Response:
    """One site map: the first has the fixed pages, each further one a piece of the listings."""
    if number == 1:
        return _url_set((path, None) for path in _fixed_paths())
    found = piece(database.session, number - 1) if number else []
    if not found:
        abort(404)
    return _url_set(
        (url_for("practitioners.profile", slug=one.slug), one.updated_at.date().isoformat())
        for one in found
    )


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """How browsers search here (OpenSearch 1.1)."""
    name = services().settings.site_name
    root = ET.Element("OpenSearchDescription", xmlns=OPENSEARCH)
    # Sixteen letters are what the standard allows.
    ET.SubElement(root, "ShortName").text = name[:16]
    ET.SubElement(root, "Description").text = f"{name}: therapists and coaches for runners"
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    template = f"{public_path(url_for('search.results'))}?q={{searchTerms}}"
    ET.SubElement(root, "Url", type="text/html", method="get", template=template)
    return _xml(root, "application/opensearchdescription+xml")


def _leave_alone(response: Response) -> Response:
    """Keep calendars, contacts and answers for programs out of lists of pages."""
    if response.mimetype in FOR_PROGRAMS:
        response.headers.setdefault("X-Robots-Tag", "noindex")
    return response


def _fixed_paths() -> list[str]:
    return [
        *(url_for(endpoint) for endpoint in FIXED),
        *(url_for("selfcare.stage", stage=stage) for stage in STAGES),
        *(url_for("selfcare.tool", tool=tool.key) for tool in self_care().tools),
    ]


def _url_set(rows: Iterable[tuple[str, str | None]]) -> Response:
    root = ET.Element("urlset", xmlns=SITEMAP)
    for path, changed_on in rows:
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = public_path(path)
        if changed_on:
            ET.SubElement(entry, "lastmod").text = changed_on
    return _xml(root, "application/xml")


def _xml(root: ET.Element, mimetype: str) -> Response:
    text = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return _kept_an_hour(Response(text, mimetype=mimetype))


def _kept_an_hour(response: Response) -> Response:
    response.cache_control.public = True
    response.cache_control.max_age = HOUR_S
    return response
