"""The export holds all about one's listings and about what one said of others' as a visitor."""

import json

import pytest

from directory.privacy.export import export_account
from tests.accounts.factories import make_account
from tests.privacy.worlds import BIO, NOW, make_full_member, speak_as_visitor

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def exported(session, var):
    return export_account(session, make_full_member(session, var), NOW)


def test_a_listing_comes_with_all_it_says_and_its_views(exported):
    (owned,) = exported["ownerships"]

    assert owned["status"] == "published"
    assert owned["listing"]["profession"] == "physical_therapist"
    assert owned["listing"]["places"][0]["city"] == "Denver"
    assert owned["views"] == {"2026-05-20": 3}


def test_changes_come_with_what_they_say_and_where_they_stand(exported):
    (change,) = exported["listing_changes"]

    assert (change["kind"], change["status"]) == ("edit", "waiting")
    assert change["content"]["bio"] == BIO
    assert change["changes"] == {"bio": ["", BIO]}


def test_documents_and_claims_come_without_names_of_files(exported):
    (document,) = exported["documents"]
    (claim,) = exported["ownership_claims"]

    assert (document["title"], document["file_is_kept"]) == ("My licence", True)
    assert (claim["way"], claim["npi"]) == ("licence", "1700000005")
    assert "file_name" not in json.dumps(exported)


def test_of_mailed_links_it_tells_that_they_were_mailed_and_nothing_that_opens_them(exported):
    (link,) = exported["listing_links"]

    assert link["purpose"] == "removal"
    assert set(link) == {"purpose", "mailed_at", "until", "used_at"}


def test_what_was_said_as_a_visitor_with_the_same_address_comes_too(exported):
    (report,), (request,) = exported["reported_facts"], exported["removal_requests"]
    (recommended,) = exported["recommendations"]

    assert (report["field"], report["said"]) == ("phone", "It rings out.")
    assert (recommended["name"], recommended["by_you"]) == ("Zoe Yew", True)
    assert request["status"] == "waiting"


def test_what_others_said_as_visitors_does_not_come(session, var):
    speak_as_visitor(session, "bob@runner.example")

    exported = export_account(session, make_account(session, email="ada@runner.example"), NOW)

    parts = ("reported_facts", "recommendations", "removal_requests", "listing_links")
    assert [exported[part] for part in parts] == [[], [], [], []]
