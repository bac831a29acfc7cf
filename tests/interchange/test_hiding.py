"""Reasons to hide a listing: how they come, stand beside each other, and go."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from directory.interchange import hiding
from directory.interchange.hiding import (
    DEACTIVATED,
    DEPARTED,
    hidden_for,
    hide_deactivated,
    hide_departed,
    show_again,
)
from directory.interchange.record import Deactivation, Departure
from directory.log.models import Event
from directory.practitioners.hiding import REASON_LENGTH, without_reason
from directory.practitioners.models import Practitioner, Status
from tests.factories import make_practitioner
from tests.interchange.test_record import RECORD as BARE

RECORD = replace(BARE, updated_on=date(2017, 7, 8))
OUT = Deactivation(RECORD.npi, date(2021, 3, 3))
LEFT = Departure(RECORD.npi, date(2020, 1, 1))


@pytest.fixture
def listing(session):
    return make_practitioner(
        session,
        npi=RECORD.npi,
        source="nppes",
        status=Status.UNCLAIMED,
        source_updated_on=RECORD.updated_on,
    )


def actions(session):
    return session.scalars(select(Event.action).order_by(Event.id)).all()


def test_a_row_without_a_listed_profession_hides_an_unclaimed_listing(session, listing):
    outcome = hide_departed(session, listing, LEFT, 1)

    assert outcome == "left"
    assert (listing.status, listing.hidden_reason) == (Status.HIDDEN, DEPARTED)
    assert hide_departed(session, listing, LEFT, 1) == "already_hidden"


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.PENDING])
def test_what_an_owner_says_stands_against_the_registry(session, listing, status):
    listing.status = status

    assert hide_departed(session, listing, LEFT, 1) == "claimed_differs"
    assert listing.status == status


def test_an_older_row_hides_nothing(session, listing):
    older = replace(LEFT, on=date(2016, 1, 1))

    assert hide_departed(session, listing, older, 1) == "older"
    assert listing.status == Status.UNCLAIMED


def test_listings_from_elsewhere_and_none_are_not_the_registrys(session):
    other = make_practitioner(session, npi=RECORD.npi)

    assert hide_departed(session, other, LEFT, 1) == "not_listed"
    assert hide_departed(session, None, LEFT, 1) == "not_listed"
    assert hide_deactivated(session, None, OUT, 1) == "not_listed"


@pytest.mark.parametrize("updated", [date(2020, 1, 1), date(2020, 1, 2)])
def test_a_row_with_a_listed_profession_again_shows_it_again(session, listing, updated):
    hide_departed(session, listing, LEFT, 1)
    session.flush()

    assert show_again(session, listing, replace(RECORD, updated_on=updated), 2)
    assert (listing.status, listing.hidden_reason) == (Status.UNCLAIMED, None)


def test_an_older_row_with_a_listed_profession_does_not(session, listing):
    hide_departed(session, listing, LEFT, 1)
    session.flush()

    assert not show_again(session, listing, RECORD, 2)


def test_a_deactivation_is_added_to_what_a_moderator_said(session, listing):
    listing.status, listing.hidden_reason = Status.HIDDEN, "Asked for by phone."

    outcome = hide_deactivated(session, listing, OUT, 1)

    assert outcome == "hidden_too"
    assert listing.hidden_reason == f"Asked for by phone. {DEACTIVATED}"
    assert hidden_for(listing) == [DEACTIVATED]
    assert hide_deactivated(session, listing, OUT, 1) == "already_hidden"
    session.flush()
    assert actions(session) == ["also hidden"]


def test_when_it_is_lifted_what_the_moderator_said_stays(session, listing):
    listing.status, listing.hidden_reason = Status.HIDDEN, "Asked for by phone."
    hide_deactivated(session, listing, OUT, 1)
    session.flush()

    shown = show_again(session, listing, replace(RECORD, reactivated_on=date(2022, 1, 1)), 2)

    assert not shown
    assert (listing.status, listing.hidden_reason) == (Status.HIDDEN, "Asked for by phone.")


def test_when_the_moderators_reason_falls_away_the_registrys_stays():
    assert without_reason(f"Asked for. {DEACTIVATED}", "Asked for.") == DEACTIVATED
    assert without_reason(DEACTIVATED, DEACTIVATED) == ""


def test_of_two_reasons_of_the_registry_each_goes_by_itself(session, listing):
    hide_departed(session, listing, LEFT, 1)
    hide_deactivated(session, listing, OUT, 1)
    session.flush()

    between = replace(RECORD, updated_on=date(2020, 6, 1))
    assert not show_again(session, listing, between, 2)
    assert hidden_for(listing) == [DEACTIVATED]
    after = replace(RECORD, updated_on=date(2022, 6, 1))
    assert show_again(session, listing, after, 3)
    assert listing.status == Status.UNCLAIMED


@given(said=st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=200))
def test_a_reason_fits_whatever_stood_there(said):

    listing = Practitioner(status=Status.HIDDEN, hidden_reason=said or "x")
    listing.version = 1

    class Log:
        def add(self, _row):
            return None

        def scalars(self, _statement):
            return iter(())

    hiding.hide_deactivated(Log(), listing, OUT, 1)

    assert DEACTIVATED in listing.hidden_reason
    assert len(listing.hidden_reason) <= REASON_LENGTH


def test_what_is_shown_is_hidden_for_nothing(listing):
    assert hidden_for(listing) == []
