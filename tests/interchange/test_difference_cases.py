"""Cases that imports open about listings that people have the say over."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import object_session

from directory.cases import Case, CaseStatus
from directory.interchange import difference_cases
from directory.interchange.difference_cases import lay_before
from directory.interchange.judging import keep_ours, show_despite
from directory.interchange.record import Departure
from directory.log.models import Event
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Fact, Practitioner, Status
from tests.interchange.contradicted import (
    FILED_ON,
    OTHERWISE,
    OUT_OF_USE,
    a_closed_number,
    a_difference,
    import_rows,
    newest_difference,
    owned_listing,
)
from tests.interchange.test_record import RECORD
from tests.listings.claim_factories import LETTERS, VERDICT

LATER = replace(OTHERWISE, updated_on=date(2026, 5, 20))


def cases(session):
    return session.scalar(select(func.count()).select_from(Case))


def stated(listing):
    """All that a listing says, column by column."""
    object_session(listing).expire_all()
    rows = [listing, *listing.locations, *listing.licences, *listing.terms, *listing.facts]
    return [
        {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}
        for row in rows
    ]


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.UNCLAIMED, Status.PENDING])
@pytest.mark.parametrize("source", ["nppes", "submission"])
def test_no_column_of_an_owned_listing_is_overwritten(session, status, source):
    listing = owned_listing(session, status=status, source=source)
    before = stated(listing)

    outcomes = import_rows(session, OTHERWISE)

    assert stated(listing) == before
    assert outcomes["claimed_differs"] == 1


@pytest.mark.parametrize(
    ("fact", "column"),
    [
        ("name", "name"),
        ("profession", "profession"),
        ("profession", "kind"),
        ("credentials", "credentials"),
        ("gender", "gender"),
    ],
)
@pytest.mark.parametrize("who", ["owner", "moderator"])
def test_a_stated_fact_of_an_unclaimed_listing_stays(session, fact, column, who):
    import_rows(session, RECORD)
    listing = session.query(Practitioner).filter_by(npi=RECORD.npi).one()
    listing.facts = [one for one in listing.facts if one.field != fact]
    session.flush()
    listing.facts.append(Fact(field=fact, source=who))
    before = getattr(listing, column)

    outcomes = import_rows(session, replace(OTHERWISE, gender="f"))

    assert getattr(listing, column) == before
    assert outcomes["updated"] == 1
    assert [f.source for f in listing.facts if f.field == fact] == [who]


def test_stated_places_and_licences_of_an_unclaimed_listing_stay(session):
    listing = owned_listing(
        session, status=Status.UNCLAIMED, source="nppes", said_by="moderator", owned=False
    )
    places = [(place.street, place.phone, place.source) for place in listing.locations]

    first = import_rows(session, OTHERWISE)
    again = import_rows(session, OTHERWISE)

    assert [(place.street, place.phone, place.source) for place in listing.locations] == places
    assert [licence.number for licence in listing.licences] == ["PT-1"]
    assert (first["updated"], again["unchanged"]) == (1, 1)


def test_a_difference_becomes_one_case_with_both_sides(session):
    case = a_difference(session)

    fields = case.details["fields"]
    assert (case.details["source"], case.details["updated_on"]) == ("nppes", FILED_ON.isoformat())
    assert fields["name"] == ["Greta Alderwood", "Greta Birch"]
    assert {path.rpartition("/")[2] for path in fields} >= {"city", "phone", "number", "kind"}
    assert cases(session) == 1


def test_a_newer_file_renews_the_case_and_opens_no_second(session):
    case = a_difference(session)

    outcomes = import_rows(session, replace(LATER, name="Greta Cedar"))

    assert outcomes["differences_renewed"] == 1
    assert case.details["fields"]["name"][1] == "Greta Cedar"
    assert case.details["updated_on"] == "2026-05-20"
    assert cases(session) == 1


def test_the_same_file_again_changes_nothing(session):
    a_difference(session)

    assert import_rows(session, OTHERWISE)["differences_waited"] == 1


def test_an_older_file_does_not_renew_the_case(session):
    case = a_difference(session)

    outcomes = import_rows(session, replace(OTHERWISE, name="Old", updated_on=date(2020, 1, 1)))

    assert outcomes["differences_waited"] == 1
    assert case.details["fields"]["name"][1] == "Greta Birch"


def test_what_a_moderator_kept_is_not_raised_again_but_something_else_is(session):
    keep_ours(session, a_difference(session), VERDICT, seen=None)

    same = import_rows(session, LATER)
    other = import_rows(session, replace(LATER, name="Greta Cedar"))

    assert same == {"claimed_differs": 1, "differences_judged": 1}
    assert other["differences_opened"] == 1
    assert set(newest_difference(session).details["fields"]) == {"name"}


def test_a_case_is_closed_when_the_registry_agrees(session):
    case = a_difference(session)

    outcomes = import_rows(session, replace(RECORD, updated_on=date(2026, 6, 1)))

    assert outcomes == {"claimed_same": 1, "differences_settled": 1}
    assert (case.status, case.decision) == (CaseStatus.DECIDED, "gone")


def test_a_submission_that_waits_is_not_raised_beside_itself(session):
    owned_listing(session, status=Status.PENDING)

    import_rows(session, OTHERWISE)

    assert cases(session) == 0


def test_enough_cases_wait_and_the_next_is_left_for_a_later_file(session, monkeypatch):
    monkeypatch.setattr(difference_cases, "MOST_WAITING", 0)
    owned_listing(session)

    outcomes = import_rows(session, OTHERWISE)

    assert outcomes["differences_no_room"] == 1
    assert cases(session) == 0


def test_nothing_compared_asks_nothing():
    assert lay_before(None, []) == {}


def test_a_closed_number_hides_an_owned_listing_tells_the_owner_and_opens_a_case(session):
    case = a_closed_number(session)

    listing = session.get(Practitioner, case.practitioner_id)
    assert listing.status == Status.HIDDEN
    assert case.details == {"source": "nppes", "deactivated_on": "2026-05-02"}
    mails = select(func.count()).select_from(OutboxEntry).where(OutboxEntry.topic == "mail")
    assert session.scalar(mails) == 1
    assert import_rows(session, OUT_OF_USE) == {"already_hidden": 1}
    assert session.scalar(mails) == 1


def test_a_number_in_use_again_shows_the_listing_and_closes_the_case(session):
    case = a_closed_number(session)

    outcomes = import_rows(session, replace(RECORD, reactivated_on=date(2026, 5, 9)))

    assert outcomes["restored"] == 1
    assert session.get(Practitioner, case.practitioner_id).status == Status.PUBLISHED
    assert (case.status, case.decision) == (CaseStatus.DECIDED, "gone")


@pytest.mark.parametrize(
    ("on", "outcome"),
    [(OUT_OF_USE.on, "shown_despite"), (None, "shown_despite"), (date(2026, 9, 9), "hidden")],
)
def test_what_a_moderator_shows_is_hidden_by_a_later_notice_alone(session, on, outcome):
    case = a_closed_number(session)
    show_despite(session, case, VERDICT, seen=None, letters=LETTERS)

    assert import_rows(session, replace(OUT_OF_USE, on=on)) == {outcome: 1}


@pytest.mark.parametrize("status", [Status.UNCLAIMED, Status.HIDDEN, Status.PUBLISHED])
def test_a_profession_that_an_owner_states_stands_when_the_registry_drops_it(session, status):
    reason = "Asked for." if status == Status.HIDDEN else None
    listing = owned_listing(session, status=status, source="nppes", hidden_reason=reason)

    outcomes = import_rows(session, Departure(RECORD.npi, date(2026, 6, 1)))

    assert outcomes == {"claimed_differs": 1}
    assert (listing.status, listing.hidden_reason) == (status, reason)


def test_a_case_is_opened_with_one_log_row_that_names_nobody(session):
    case = a_difference(session)

    (event,) = session.scalars(select(Event).where(Event.subject_id == str(case.public_id)))
    assert (event.actor, event.action) == ("command:import", "opened")
    assert "Greta" not in str(event.after)
