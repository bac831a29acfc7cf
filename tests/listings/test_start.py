"""What an owner's form begins with."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from directory.listings.models import Revision, Stage
from directory.listings.service import (
    last_returned,
    propose,
    start_of,
    waiting_revision,
    withdraw_revision,
)
from directory.practitioners.models import Status
from tests.factories import make_practitioner
from tests.listings.factories import (
    LETTERS,
    NOW,
    make_owned,
    make_place,
    make_revision,
    make_submission,
    owner_of,
    practitioner_of,
    propose_fields,
    return_it,
)

pytestmark = pytest.mark.databases("sqlite")

both = pytest.mark.databases("sqlite", "postgres")
NPI = "1234567893"


def test_a_returned_submission_is_sent_again(session):
    first = make_submission(session)
    practitioner = practitioner_of(session, first)
    return_it(session, first)
    assert last_returned(session, practitioner.id) is first

    second = propose_fields(session, practitioner, bio="I run beside you.").waiting

    assert (first.status, second.status) == (Stage.RETURNED, Stage.WAITING)
    assert second.content["name"] == first.content["name"]
    assert last_returned(session, practitioner.id) is None


def test_a_submission_that_was_taken_back_can_be_sent_again(session):
    revision = make_submission(session, bio="These words stay.")
    practitioner = practitioner_of(session, revision)
    withdraw_revision(session, revision=revision, actor="owner:1", now=NOW)

    proposed = propose_fields(session, practitioner)

    assert proposed.waiting.content["bio"] == "These words stay."


def test_a_form_begins_with_what_waits_or_came_back_or_else_is_shown(session):
    practitioner, _author = make_owned(session, bio="First words.")
    assert form_words(session, practitioner) == "First words."
    revision = make_revision(session, practitioner, bio="Second words.")
    assert form_words(session, practitioner) == "Second words."
    return_it(session, revision)
    assert form_words(session, practitioner) == "Second words."

    withdrawn = make_revision(session, practitioner, bio="Third words.")
    withdraw_revision(session, revision=withdrawn, actor="owner:1", now=NOW)

    assert form_words(session, practitioner) == "Second words."
    assert practitioner.bio == "First words."


def test_an_edit_that_came_back_is_not_sent_again_with_a_quick_change(session):
    practitioner, _author = make_owned(session, bio="First words.")
    return_it(session, make_revision(session, practitioner, bio="Second words."))

    proposed = propose_fields(session, practitioner, wait_days=20)

    assert proposed.waiting is None
    assert start_of(session, practitioner).bio == "First words."
    assert last_returned(session, practitioner.id).content["bio"] == "Second words."


def form_words(session, practitioner):
    """What stands in the form's field about somebody."""
    return start_of(session, practitioner, with_returned=True).bio


def test_what_went_live_meanwhile_is_in_the_form_beside_what_waits(session):
    practitioner, _author = make_owned(session, wait_days=7)
    make_revision(session, practitioner, bio="Second words.")

    propose_fields(session, practitioner, wait_days=20)

    start = start_of(session, practitioner)
    assert (start.bio, start.wait_days) == ("Second words.", 20)


def test_a_pending_row_without_a_revision_is_read_as_it_is(session):
    practitioner = make_practitioner(session, status=Status.PENDING)

    assert start_of(session, practitioner).name == practitioner.name


def test_a_listing_has_one_waiting_revision_at_a_time(session):
    practitioner = make_practitioner(session)
    author = owner_of(session, practitioner)
    for word in ("one", "two", "three"):
        content = replace(start_of(session, practitioner), bio=f"Words {word}.")
        propose(
            session,
            practitioner=practitioner,
            author=author,
            content=content,
            letters=LETTERS,
            now=NOW,
        )

    waiting = select(func.count(Revision.id)).where(Revision.status == Stage.WAITING)
    assert session.scalar(waiting) == 1
    assert waiting_revision(session, practitioner.id).content["bio"] == "Words three."


def test_a_place_still_to_come_waits_beside_the_others(session):
    practitioner, _author = make_owned(session)
    start = start_of(session, practitioner)

    added = (*start.places, make_place(key="new-1", city="Boulder"))
    proposed = propose_fields(session, practitioner, places=added)

    assert "places" in proposed.waiting.changes
    assert [place.city for place in start_of(session, practitioner).places] == ["Denver", "Boulder"]
    assert len(practitioner.locations) == 1
