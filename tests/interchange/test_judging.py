"""Deciding between a registry and an owner."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from directory.cases import CaseStatus
from directory.cases.deciding import AlreadyDecided, ReasonMissing
from directory.interchange.differences import seen_of
from directory.interchange.judging import (
    AskedAlready,
    DifferenceChanged,
    FactNewer,
    NobodyToAsk,
    NotThisDifference,
    ask_owner,
    confirmed_since,
    is_asked,
    keep_ours,
    says,
    show_despite,
    take_theirs,
    topics_of,
)
from directory.log.models import Event
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Ownership, Practitioner, Status
from tests.interchange.contradicted import (
    FILED_ON,
    OTHERWISE,
    a_closed_number,
    a_difference,
    import_rows,
)
from tests.listings.claim_factories import LETTERS, VERDICT


def listing_of(session, case):
    return session.get(Practitioner, case.practitioner_id)


def mails(session):
    statement = select(func.count()).select_from(OutboxEntry).where(OutboxEntry.topic == "mail")
    return session.scalar(statement)


def take(session, case, **how):
    take_theirs(session, case, VERDICT, **{"seen": None, "letters": LETTERS} | how)
    session.flush()
    session.expire_all()


def test_keeping_ours_changes_nothing_of_the_listing(session):
    case = a_difference(session)
    version = listing_of(session, case).version

    keep_ours(session, case, VERDICT, seen=seen_of(case.details))

    assert (case.status, case.decision) == (CaseStatus.DECIDED, "keep")
    assert listing_of(session, case).version == version
    assert mails(session) == 0


def test_taking_theirs_writes_every_fact_and_tells_the_owner(session):
    case = a_difference(session)
    listing = listing_of(session, case)
    slug = listing.slug

    take(session, case, seen=seen_of(case.details))

    (place,) = listing.locations
    assert (listing.name, listing.profession) == (OTHERWISE.name, OTHERWISE.profession)
    assert (listing.kind, listing.credentials) == (OTHERWISE.kind, "LMT")
    assert (place.street, place.city, place.postal_code) == ("90 Elm Ave", "Pueblo", "81001")
    assert (place.latitude, place.phone) == (38.2544, "+1 303-555-0199")
    assert listing.licences[0].number == "PT-9"
    assert listing.other_names == ["Alder Practice"]
    assert [former.slug for former in listing.former_slugs] == [slug]
    said = {fact.field: (fact.source, fact.verified_on) for fact in listing.facts}
    assert said.pop("gender") == ("owner", None)
    assert set(said.values()) == {("nppes", None)}
    assert mails(session) == 1
    assert import_rows(session, OTHERWISE) == {"claimed_same": 1}


def test_taking_theirs_states_a_fact_that_had_no_source(session):
    case = a_difference(session)
    listing_of(session, case).facts = []

    take(session, case)

    assert {fact.source for fact in listing_of(session, case).facts} == {"nppes"}


def test_the_log_tells_which_facts_were_taken_and_not_what_they_say(session):
    case = a_difference(session)

    take(session, case)

    (event,) = session.scalars(select(Event).where(Event.action == "corrected"))
    assert event.after["facts"] == topics_of(case.details["fields"])
    assert "Greta" not in str(event.after)


@pytest.mark.parametrize("where", ["fact", "listing"])
def test_what_the_owner_confirmed_after_the_file_is_not_taken(session, where):
    case = a_difference(session)
    listing = listing_of(session, case)
    row, column = (
        (listing.facts[0], "verified_on") if where == "fact" else (listing, "confirmed_on")
    )
    setattr(row, column, FILED_ON + timedelta(days=1))
    session.flush()

    with pytest.raises(FactNewer):
        take(session, case)
    assert case.status == CaseStatus.OPEN


def test_a_fact_confirmed_on_the_day_of_the_file_may_be_taken(session):
    case = a_difference(session)
    listing_of(session, case).confirmed_on = FILED_ON
    session.flush()

    take(session, case)

    assert case.decision == "take"


def test_of_a_row_without_a_date_whatever_is_confirmed_is_newer():
    listing = Practitioner(confirmed_on=date(2001, 1, 1))

    assert confirmed_since(listing, ["name"], None)
    assert not confirmed_since(Practitioner(), ["name"], None)


def test_what_the_owner_has_changed_meanwhile_is_not_overwritten(session):
    case = a_difference(session)
    listing_of(session, case).credentials = "OCS"
    session.flush()

    with pytest.raises(DifferenceChanged):
        take(session, case)


@pytest.mark.parametrize("decide", [keep_ours, take_theirs, ask_owner])
def test_a_newer_difference_than_the_one_seen_is_not_decided(session, decide):
    case = a_difference(session)
    seen = seen_of(case.details)
    import_rows(session, replace(OTHERWISE, name="Greta Cedar"))
    letters = {} if decide is keep_ours else {"letters": LETTERS}

    with pytest.raises(DifferenceChanged):
        decide(session, case, VERDICT, seen=seen, **letters)


def test_the_owner_is_asked_once_and_the_case_stays_open(session):
    case = a_difference(session)

    ask_owner(session, case, VERDICT, seen=None, letters=LETTERS)

    assert case.status == CaseStatus.OPEN
    assert case.waits_until == VERDICT.now + timedelta(days=14)
    assert is_asked(case, VERDICT.now)
    assert not is_asked(case, case.waits_until)
    assert mails(session) == 1
    with pytest.raises(AskedAlready):
        ask_owner(session, case, VERDICT, seen=None, letters=LETTERS)


def test_without_an_owner_nobody_is_asked(session):
    case = a_difference(session)
    session.query(Ownership).delete()

    with pytest.raises(NobodyToAsk):
        ask_owner(session, case, VERDICT, seen=None, letters=LETTERS)


def test_asking_needs_a_reason_as_deciding_does(session):
    with pytest.raises(ReasonMissing):
        ask_owner(
            session, a_difference(session), replace(VERDICT, reason=" "), seen=None, letters=LETTERS
        )


def test_a_listing_is_shown_although_its_number_is_closed(session):
    case = a_closed_number(session)

    show_despite(session, case, VERDICT, seen=seen_of(case.details), letters=LETTERS)

    assert listing_of(session, case).status == Status.PUBLISHED
    assert mails(session) == 2


def test_a_closed_number_is_neither_taken_nor_asked_about(session):
    case = a_closed_number(session)

    for decide in (take_theirs, ask_owner):
        with pytest.raises(NotThisDifference):
            decide(session, case, VERDICT, seen=None, letters=LETTERS)


def test_facts_that_differ_are_nothing_to_show(session):
    with pytest.raises(NotThisDifference):
        show_despite(session, a_difference(session), VERDICT, seen=None, letters=LETTERS)


def test_a_decided_case_is_not_decided_again(session):
    case = a_difference(session)
    keep_ours(session, case, VERDICT, seen=None)

    with pytest.raises(AlreadyDecided):
        take(session, case)


def test_what_is_not_there_any_more_says_nothing():
    assert says(Practitioner(), "places/7/street") is None
    assert says(Practitioner(), "licences/0/number") is None
