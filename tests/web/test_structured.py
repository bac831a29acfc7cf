"""JSON-LD says what the page says, in words that schema.org has, and nothing more."""

import json
import re
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.db import begin_write
from directory.geo.point import GeoPoint
from tests.factories import make_licence, make_practitioner, make_term

TERMS = {
    "WebSite": {"name", "url", "potentialAction"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
    "Person": {
        "name", "url", "jobTitle", "alternateName", "image", "sameAs", "knowsLanguage",
        "hasCredential", "worksFor",
    },
    "EducationalOccupationalCredential": {"name"},
    "Physiotherapy": {
        "name", "address", "geo", "telephone", "openingHoursSpecification", "makesOffer",
        "aggregateRating",
    },
    "PostalAddress": {
        "streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry",
    },
    "GeoCoordinates": {"latitude", "longitude"},
    "OpeningHoursSpecification": {"dayOfWeek", "opens", "closes"},
    "Offer": {"name", "price", "priceCurrency"},
    "AggregateRating": {"ratingValue", "bestRating", "worstRating", "ratingCount"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}  # fmt: skip
"""Properties that schema.org 30 gives each type, as far as they are used here."""
TERMS["LocalBusiness"] = TERMS["Physiotherapy"]

SCRIPT = re.compile(r'<script type="application/ld\+json" nonce="[^"]+">(.*?)</script>', re.DOTALL)


def graph_of(client, path):
    """The graph of a page."""
    (text,) = SCRIPT.findall(client.get(path).text)
    return json.loads(text)


def nodes(value):
    """Every object in a graph."""
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from nodes(one)


def of_type(graph, name):
    return [node for node in nodes(graph) if node.get("@type") == name]


def plant_full(session, **columns):
    place = {
        "point": GeoPoint(39.7392, -104.9903), "street": "1 Main St", "city": "Denver",
        "region_code": "CO", "postal_code": "80202", "phone": "+1 303 555 0142",
        "hours": {"mon": [["08:00", "12:30"]]}, "fee_first": 140, "currency": "USD",
    }  # fmt: skip
    full = make_practitioner(
        session, website="https://example.org/", locations=[place, {"city": "Boulder"}], **columns
    )
    make_term(session, full, "language", "en")
    make_licence(
        session, full, title="Physical therapist", number="1", verified_on=date(2026, 1, 2)
    )
    make_licence(session, full, title="Unseen", number="2", region_code="CO")
    return full


def test_only_words_of_schema_org_are_used_and_addresses_are_whole(session, client):
    full = plant_full(session, score=81.0, score_low=68.0, score_high=90.0, score_members=7)
    session.commit()

    graphs = [graph_of(client, "/"), graph_of(client, f"/practitioners/{full.slug}")]

    for graph in graphs:
        assert graph["@context"] == "https://schema.org"
        for node in nodes(graph):
            if "@type" in node:
                known = TERMS[node["@type"]] | {"@type", "@id", "@context"}
                assert node.keys() <= known
            for name in ("@id", "url", "item", "urlTemplate"):
                assert node.get(name, "http://").startswith("http://")


def test_a_practice_says_what_the_page_says(session, client):
    full = plant_full(session, score=81.04, score_low=68.0, score_high=90.0, score_members=7)
    session.commit()

    graph = graph_of(client, f"/practitioners/{full.slug}")

    first, second = of_type(graph, "Physiotherapy")
    assert first["address"]["streetAddress"] == "1 Main St"
    assert first["openingHoursSpecification"][0]["dayOfWeek"] == "Monday"
    assert (first["makesOffer"]["price"], first["makesOffer"]["priceCurrency"]) == ("140.00", "USD")
    assert first["aggregateRating"]["ratingValue"] == 81
    assert first["aggregateRating"]["ratingCount"] == 7
    assert "aggregateRating" not in second
    (person,) = of_type(graph, "Person")
    assert [one["name"] for one in person["hasCredential"]] == ["Physical therapist"]
    assert person["sameAs"] == ["https://example.org/"]


def test_where_only_the_town_is_shown_nothing_finer_is_told(session, client):
    full = plant_full(session, town_only=True)
    session.commit()

    graph = graph_of(client, f"/practitioners/{full.slug}")

    text = json.dumps(graph)
    assert of_type(graph, "GeoCoordinates") == []
    assert "Main St" not in text
    assert "80202" not in text
    assert "555" not in text
    assert "Denver" in text


def test_there_is_no_rating_without_a_number_that_members_gave(session, client):
    new = plant_full(session, score=60.0, score_low=50.0, score_high=80.0, score_members=1,
                     score_is_new=True)  # fmt: skip
    papers = plant_full(session, score=60.0, score_low=50.0, score_high=80.0)
    session.commit()

    for one in (new, papers):
        assert of_type(graph_of(client, f"/practitioners/{one.slug}"), "AggregateRating") == []


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)
)
def test_no_name_breaks_out_of_its_script(session, client, name):
    begin_write(session)
    one = make_practitioner(session, name=f"</script><!--{name}\u2028")
    session.commit()

    graph = graph_of(client, f"/practitioners/{one.slug}")

    (person,) = of_type(graph, "Person")
    assert person["name"] == one.name
