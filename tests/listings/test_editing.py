"""Edits of a listing that stands: what is safe goes live, the rest waits."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from directory.cases.models import Case, CaseStatus
from directory.listings.checking import ContentInvalid
from directory.listings.editing import onto, together
from directory.listings.models import RevisionKind, Stage
from directory.listings.reading import content_of
from directory.listings.service import Proposed, propose, start_of, waiting_revision
from directory.log.models import Event
from directory.practitioners.models import Status
from tests.factories import make_practitioner
from tests.listings.factories import (
    HOURS,
    LETTERS,
    NOW,
    case_of,
    make_content,
    make_owned,
    make_revision,
    owner_of,
    propose_fields,
)

pytestmark = pytest.mark.databases("sqlite")

both = pytest.mark.databases("sqlite", "postgres")
CHANGES = st.dictionaries(
    st.sampled_from("abcd"), st.tuples(st.integers(0, 3), st.integers(0, 3)).map(list)
)


def open_cases(session):
    statement = select(func.count(Case.id)).where(Case.status == CaseStatus.OPEN)
    return session.scalar(statement)


@both
def test_safe_changes_show_at_once_and_are_seen_afterwards(session):
    practitioner = make_practitioner(session)
    place = content_of(session, practitioner).places[0]

    proposed = propose_fields(
        session, practitioner, accepting=False, places=(replace(place, hours=HOURS),)
    )

    assert proposed.waiting is None
    assert (practitioner.accepting, practitioner.accepting_as_of) == (False, NOW.date())
    assert practitioner.locations[0].hours == HOURS
    assert (proposed.live.kind, proposed.live.status) == (RevisionKind.LIVE, Stage.WAITING)
    assert set(proposed.live.changes) == {"accepting", f"places/{place.key}/hours"}
    assert case_of(session, proposed.live).details["kind"] == "live"


@both
def test_all_else_waits_and_the_page_keeps_what_was_approved(session):
    practitioner = make_practitioner(session, bio="Old words.")

    proposed = propose_fields(session, practitioner, bio="New words.", accepting=True)

    assert practitioner.bio == "Old words."
    assert practitioner.accepting is True
    assert proposed.waiting.changes == {"bio": ["Old words.", "New words."]}
    assert proposed.waiting.kind == RevisionKind.EDIT
    assert open_cases(session) == 2


def test_each_state_is_logged_once_and_without_words(session):
    practitioner = make_practitioner(session)

    propose_fields(session, practitioner, bio="Private words.", wait_days=3)

    of_listing = select(Event).where(Event.subject_type == "practitioner").order_by(Event.id)
    rows = [(row.action, row.after) for row in session.scalars(of_listing)]
    assert rows == [("edited", {"fields": ["wait_days"]}), ("edit proposed", {"fields": ["bio"]})]


def test_nothing_changed_writes_nothing(session):
    practitioner = make_practitioner(session)
    owner_of(session, practitioner)
    before = session.scalar(select(func.count(Event.id)))

    proposed = propose_fields(session, practitioner)

    assert proposed == Proposed(None, None)
    assert session.scalar(select(func.count(Event.id))) == before


@both
def test_one_case_collects_safe_changes_until_somebody_looked(session):
    practitioner = make_practitioner(session, wait_days=1, evening_hours=False)
    first = propose_fields(session, practitioner, wait_days=2).live
    later = NOW + timedelta(hours=1)

    second = propose_fields(session, practitioner, now=later, wait_days=3, evening_hours=True).live

    assert second is first
    assert first.changes == {"evening_hours": [False, True], "wait_days": [1, 3]}
    assert first.submitted_at == later
    assert open_cases(session) == 1
    assert case_of(session, first).details["fields"] == ["evening_hours", "wait_days"]


def test_safe_changes_taken_back_by_the_owner_need_no_look(session):
    practitioner = make_practitioner(session, wait_days=1)
    live = propose_fields(session, practitioner, wait_days=2).live

    propose_fields(session, practitioner, wait_days=1)

    assert live.status == Stage.WITHDRAWN
    assert open_cases(session) == 0


@both
def test_a_newer_edit_replaces_the_one_that_waits(session):
    practitioner = make_practitioner(session)
    first = make_revision(session, practitioner, bio="First words.")
    old = case_of(session, first)

    second = propose_fields(session, practitioner, website="https://ada.example").waiting

    assert (first.status, old.decision) == (Stage.WITHDRAWN, "replaced")
    assert set(second.changes) == {"bio", "website"}
    assert open_cases(session) == 1


def test_sending_the_same_edit_again_changes_nothing(session):
    practitioner = make_practitioner(session)
    first = make_revision(session, practitioner)

    proposed = propose_fields(session, practitioner)

    assert proposed == Proposed(None, None)
    assert waiting_revision(session, practitioner.id) is first


def test_a_quick_safe_change_leaves_the_edit_that_waits(session):
    practitioner = make_practitioner(session)
    waiting = make_revision(session, practitioner)
    shown = content_of(session, practitioner)

    proposed = propose(
        session,
        practitioner=practitioner,
        author=owner_of(session, practitioner),
        content=replace(shown, accepting=False),
        letters=LETTERS,
        now=NOW,
    )

    assert proposed.waiting is None
    assert waiting_revision(session, practitioner.id) is waiting


def test_what_the_page_shows_takes_the_edit_back(session):
    practitioner = make_practitioner(session, bio="Old words.")
    waiting = make_revision(session, practitioner)

    propose_fields(session, practitioner, bio="Old words.")

    assert waiting.status == Stage.WITHDRAWN
    assert open_cases(session) == 0


def test_hours_of_a_new_place_wait_with_it(session):
    practitioner, _author = make_owned(session)
    start = start_of(session, practitioner)
    added = (*start.places, replace(start.places[0], key="new-1", city="Boulder"))

    proposed = propose_fields(session, practitioner, places=added)

    assert proposed.live is None
    assert "places/new-1/hours" in proposed.waiting.changes


def test_a_claimed_listing_that_a_register_wrote_can_state_one_thing(session):
    practitioner = make_practitioner(
        session, status=Status.UNCLAIMED, source="nppes", locations=[{"phone": "ask"}]
    )

    proposed = propose_fields(session, practitioner, accepting=True)

    assert proposed.live.changes == {"accepting": [None, True]}
    assert practitioner.status == Status.UNCLAIMED


def test_what_cannot_be_changes_nothing(session):
    practitioner = make_practitioner(session)

    with pytest.raises(ContentInvalid) as raised:
        propose_fields(session, practitioner, accepting=False, website="javascript:alert(1)")

    assert set(raised.value.errors) == {"website"}
    assert practitioner.accepting is None
    assert open_cases(session) == 0


@given(CHANGES, CHANGES)
def test_changes_one_after_the_other_keep_the_first_and_the_last_value(earlier, later):
    both_of_them = together(earlier, later)

    for path, (before, after) in both_of_them.items():
        assert before == (earlier.get(path) or later[path])[0]
        assert after == (later.get(path) or earlier[path])[1]
        assert before != after


def test_what_was_written_keeps_what_another_page_has_sent_meanwhile():
    base = make_content(bio="As it was.", photo=None, wait_days=7)
    since = replace(base, photo="a.jpg", wait_days=28)

    both_hold = onto(since, base, replace(base, bio="Anew.", wait_days=14))

    assert both_hold == replace(base, bio="Anew.", photo="a.jpg", wait_days=14)


def test_what_was_written_is_sent_as_it_is_where_nothing_came_between():
    base = make_content()
    written = replace(base, bio="Anew.")

    assert onto(base, base, written) is written
