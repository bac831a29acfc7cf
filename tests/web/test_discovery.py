"""What search engines may keep: a table of pages, each with its own words and one address."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from directory.journey.self_care import self_care
from directory.practitioners.models import Status
from directory.practitioners.vocabulary import STAGES
from directory.web.discovery import CLOSED, FIXED, OPENSEARCH, SITEMAP
from tests.factories import make_practitioner

HOME = "http://127.0.0.1:0"
NOT_KEPT = (
    "/search",
    "/search?q=knee",
    "/team?near=Denver",
    "/check?utm_source=mail",
    "/compare",
    "/shortlist",
    "/sign-in",
    "/listings/new/who",
    "/styleguide",
    "/no/such/page",
    "/recommend/thanks",
)


def locations(answer):
    """The addresses in a site map."""
    return [one.text for one in ET.fromstring(answer.data).iter(f"{{{SITEMAP}}}loc")]  # noqa: S314


def head(page, pattern):
    """What a tag of the head says, or nothing."""
    found = re.search(pattern, page.text)
    return unescape(found[1]) if found else None


def fixed_pages(client):
    """Every page of the first site map, by its path."""
    return [one.removeprefix(HOME) for one in locations(client.get("/sitemaps/1.xml"))]


def test_the_first_site_map_has_every_page_that_is_the_same_for_all(client):
    paths = fixed_pages(client)

    assert len(paths) == len(FIXED) + len(STAGES) + len(self_care().tools)
    assert {client.get(path).status_code for path in paths} == {200}


def test_pages_that_may_be_kept_have_a_title_a_description_and_an_address_of_their_own(client):
    pages = {path: client.get(path) for path in fixed_pages(client)}

    titles = {path: head(page, r"<title>(.*?)</title>") for path, page in pages.items()}
    said = {
        path: head(page, r'name="description" content="([^"]*)"') for path, page in pages.items()
    }
    own = {path: head(page, r'rel="canonical" href="([^"]*)"') for path, page in pages.items()}
    assert len(set(titles.values())) == len(pages)
    assert len(set(said.values())) == len(pages)
    assert {path: text for path, text in said.items() if not 50 <= len(text) <= 170} == {}
    assert own == {path: HOME + path for path in pages}
    assert all('name="robots"' not in page.text for page in pages.values())


@pytest.mark.parametrize("path", NOT_KEPT)
def test_everything_else_is_left_alone(client, listed, path):
    listed()

    page = client.get(path)

    assert '<meta name="robots" content="noindex">' in page.text
    assert 'rel="canonical"' not in page.text


def test_a_listing_that_somebody_stands_behind_is_kept_under_one_address(session, client, listed):
    ada = make_practitioner(session, name="Ada Alder")
    listed()

    page = client.get(f"/practitioners/{ada.slug}?sore=knees")

    assert head(page, r'rel="canonical" href="([^"]*)"') == f"{HOME}/practitioners/{ada.slug}"
    assert head(page, r'property="og:title" content="([^"]*)"') == "Ada Alder"


@pytest.mark.parametrize(
    "columns", [{"status": Status.UNCLAIMED, "source": "nppes"}, {"source": "demo"}]
)
def test_unclaimed_imports_and_made_up_people_are_not_kept(session, client, listed, columns):
    one = make_practitioner(session, **columns)
    listed()

    page = client.get(f"/practitioners/{one.slug}")

    assert '<meta name="robots" content="noindex">' in page.text
    assert "application/ld+json" not in page.text


def test_the_site_maps_of_listings_tell_when_each_changed(session, client):
    ada = make_practitioner(session)
    make_practitioner(session, status=Status.UNCLAIMED, source="nppes")
    session.commit()

    index = locations(client.get("/sitemap.xml"))
    listings = client.get(index[-1].removeprefix(HOME))

    assert index[0] == f"{HOME}/sitemaps/1.xml"
    assert locations(listings) == [f"{HOME}/practitioners/{ada.slug}"]
    assert f"<lastmod>{ada.updated_at.date()}</lastmod>" in listings.text
    assert listings.headers["Cache-Control"] == "public, max-age=3600"
    assert listings.mimetype == "application/xml"


@pytest.mark.parametrize("number", [0, 2, 99_999])
def test_there_is_no_site_map_beyond_the_last(client, number):
    assert client.get(f"/sitemaps/{number}.xml").status_code == 404


def test_crawlers_are_told_what_to_leave_alone_and_where_the_site_map_is(client):
    said = client.get("/robots.txt")

    lines = said.text.splitlines()
    assert said.mimetype == "text/plain"
    assert {f"Disallow: {path}" for path in CLOSED} < set(lines)
    assert f"Sitemap: {HOME}/sitemap.xml" in lines
    kept = [path for path in fixed_pages(client) if path.startswith(CLOSED)]
    assert kept == []


def test_browsers_learn_how_to_search_here(client):
    said = client.get("/opensearch.xml")

    root = ET.fromstring(said.data)  # noqa: S314
    url = root.find(f"{{{OPENSEARCH}}}Url")
    assert said.mimetype == "application/opensearchdescription+xml"
    assert url.get("template") == f"{HOME}/search?q={{searchTerms}}"
    assert len(root.findtext(f"{{{OPENSEARCH}}}ShortName")) <= 16
    assert 'type="application/opensearchdescription+xml"' in client.get("/").text


@pytest.mark.parametrize("path", ["/search/points", "/practitioners/{}/contact.vcf", "/api/v1"])
def test_what_is_for_programs_is_kept_out_of_lists_of_pages(session, client, listed, path):
    ada = make_practitioner(session)
    listed()

    said = client.get(path.format(ada.slug))

    assert said.headers["X-Robots-Tag"] == "noindex"
