"""ETags, 304 and who may keep what."""

import pytest

from directory.db import begin_write
from directory.practitioners.service import mark_changed
from tests.factories import make_practitioner

SEARCH = "/api/v1/practitioners"
PUBLIC = ("/api/v1", "/api/v1/vocabulary", "/api/v1/vocabulary/kinds", "/api/v1/openapi.json")
PRIVATE = (SEARCH, "/api/v1/places?q=Denver", "/api/v1/practitioners?format=geojson")


@pytest.mark.parametrize("path", PUBLIC)
def test_what_is_the_same_for_everybody_may_be_kept_by_all(client, path):
    answer = client.get(path)

    assert answer.headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("path", PRIVATE)
def test_what_somebody_asked_for_is_kept_by_them_alone(client, path):
    answer = client.get(path)

    assert answer.cache_control.private
    assert not answer.cache_control.public
    assert answer.cache_control.max_age


@pytest.mark.parametrize("path", PUBLIC + PRIVATE)
def test_a_copy_that_still_holds_is_not_sent_again(client, path):
    first = client.get(path)
    tag, weak = first.get_etag()

    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert tag
    assert not weak
    assert again.status_code == 304
    assert again.data == b""
    for header in ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin"):
        assert again.headers[header] == first.headers[header]


@pytest.mark.parametrize("condition", ["*", 'W/"{tag}"', '"other", "{tag}"'])
def test_every_form_of_the_condition_is_understood(client, condition):
    tag, _ = client.get(SEARCH).get_etag()

    again = client.get(SEARCH, headers={"If-None-Match": condition.format(tag=tag)})

    assert again.status_code == 304


@pytest.mark.parametrize("condition", ['"other"', "", "nonsense", '"', "W/", ",,,"])
def test_a_copy_of_something_else_is_replaced(client, condition):
    answer = client.get(SEARCH, headers={"If-None-Match": condition})

    assert answer.status_code == 200
    assert answer.json["total"] == 0


def test_a_listing_that_changed_has_another_tag(client, session):
    made = make_practitioner(session, bio="Before.")
    session.commit()
    path = f"{SEARCH}/{made.public_id}"
    before = client.get(path).headers["ETag"]
    begin_write(session)
    made.bio = "After."
    mark_changed(session, made)
    session.commit()

    answer = client.get(path, headers={"If-None-Match": before})

    assert answer.status_code == 200
    assert answer.headers["ETag"] != before
    assert answer.cache_control.private


def test_json_and_geojson_have_tags_of_their_own(client):
    tags = {
        client.get(SEARCH, query_string={"format": form}).headers["ETag"]
        for form in ("json", "geojson")
    }

    assert len(tags) == 2


@pytest.mark.parametrize("path", PUBLIC + PRIVATE)
def test_head_says_all_but_the_body(client, path):
    whole = client.get(path)

    head = client.head(path)

    assert head.status_code == 200
    assert head.data == b""
    for header in ("ETag", "Content-Type", "Content-Length", "Cache-Control"):
        assert head.headers[header] == whole.headers[header]


def test_a_state_that_is_gone_fails_the_precondition(client):
    answer = client.get(SEARCH, headers={"If-Match": '"gone"'})

    assert answer.status_code == 412
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == 412


@pytest.mark.parametrize(
    "path", [f"{SEARCH}?page=0", "/api/v1/nothing", "/api/v1/places?q=Atlantis"]
)
def test_failures_are_not_kept_and_have_no_tag(client, path):
    answer = client.get(path)

    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
