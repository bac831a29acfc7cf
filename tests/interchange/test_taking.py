"""Batches taken into the directory."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from directory.interchange import hiding, service
from directory.interchange.record import Deactivation, Departure
from directory.interchange.suppression import suppress
from directory.interchange.taking import take as take_batch
from directory.log.models import Event
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Practitioner, Status
from tests.factories import make_noise, make_practitioner
from tests.interchange.test_record import RECORD as BARE
from tests.listings.factories import LETTERS

RECORD = replace(BARE, updated_on=date(2017, 7, 8), specialties=("sports",))
OUT_OF_USE = Deactivation(RECORD.npi, date(2021, 3, 3))
SITE_KEY = "one site's secret"


@pytest.fixture
def run_id(session):
    make_noise(session)
    return service.start_run(session, source="nppes", file_name="f.csv", file_size=10).id


@pytest.fixture
def take(session, run_id):
    """Takes changes in and gives the outcomes; what is in the session is written and forgotten."""

    def take_in(*changes):
        by_npi = {change.npi: change for change in changes}
        outcomes = take_batch(session, run_id, by_npi, SITE_KEY, letters=LETTERS)
        session.flush()
        session.expire_all()
        return dict(outcomes)

    return take_in


@pytest.fixture
def listing(session, take):
    take(RECORD)
    return session.scalars(select(Practitioner).where(Practitioner.npi == RECORD.npi)).one()


def promises(session, listing):
    key = str(listing.public_id)
    statement = select(func.count()).select_from(OutboxEntry).where(OutboxEntry.key == key)
    return session.scalar(statement)


def actions(session, listing):
    subject = str(listing.public_id)
    return list(session.scalars(select(Event.action).where(Event.subject_id == subject)))


def test_a_new_number_becomes_a_listing(session, take):
    outcomes = take(RECORD)

    assert outcomes == {"added": 1}
    assert session.scalar(select(Practitioner.name).where(Practitioner.npi == RECORD.npi))


def test_the_same_again_changes_nothing(session, take, listing):
    before = (listing.version, listing.updated_at, promises(session, listing))

    outcomes = take(RECORD)

    assert outcomes == {"unchanged": 1}
    assert (listing.version, listing.updated_at, promises(session, listing)) == before


def test_a_change_is_taken_over_once(session, take, listing):
    outcomes = take(replace(RECORD, credentials="DPT"))

    assert outcomes == {"updated": 1}
    assert (listing.credentials, listing.version) == ("DPT", 2)
    assert promises(session, listing) == 2


def test_an_older_file_does_not_turn_the_clock_back(take, listing):
    outcomes = take(replace(RECORD, name="Former Name", updated_on=date(2016, 1, 1)))

    assert outcomes == {"older": 1}
    assert listing.name == RECORD.name


def test_what_visitors_found_wrong_comes_back_with_a_newer_row_alone(session, take, listing):
    listing.doubted_on, listing.locations[0].phone = date(2026, 5, 1), None
    session.flush()

    assert take(RECORD) == {"older": 1}
    assert listing.locations[0].phone is None
    assert take(replace(RECORD, updated_on=date(2026, 5, 2))) == {"updated": 1}
    assert listing.locations[0].phone == RECORD.location.phone


def test_a_deactivated_number_hides_its_listing_with_a_reason(session, take, listing):
    outcomes = take(OUT_OF_USE)

    assert outcomes == {"hidden": 1}
    assert (listing.status, listing.hidden_reason) == (Status.HIDDEN, hiding.DEACTIVATED)
    assert promises(session, listing) == 2
    event = session.scalars(select(Event).where(Event.action == "hidden")).one()
    assert event.before == {"status": "unclaimed"}
    assert event.after["deactivated_on"] == "2021-03-03"


def test_a_deactivation_without_a_date_hides_too(take, listing):
    assert take(replace(OUT_OF_USE, on=None)) == {"hidden": 1}


def test_a_hidden_listing_is_hidden_once(session, take, listing):
    take(OUT_OF_USE)

    outcomes = take(OUT_OF_USE)

    assert outcomes == {"already_hidden": 1}
    assert actions(session, listing) == ["hidden"]


def test_a_deactivated_number_that_is_not_listed_adds_nothing(session, take):
    before = session.scalar(select(func.count()).select_from(Practitioner))

    outcomes = take(OUT_OF_USE)

    assert outcomes == {"not_listed": 1}
    assert session.scalar(select(func.count()).select_from(Practitioner)) == before


@pytest.mark.parametrize(
    "sign",
    [
        {"updated_on": date(2021, 3, 4)},
        {"reactivated_on": date(2021, 3, 3)},
        {"reactivated_on": date(2022, 1, 1), "credentials": "DPT"},
    ],
)
def test_a_number_in_use_again_shows_its_listing_again(session, take, listing, sign):
    take(OUT_OF_USE)
    changed = replace(RECORD, **sign)

    outcomes = take(changed)

    assert outcomes == {"restored": 1}
    assert (listing.status, listing.hidden_reason) == (Status.UNCLAIMED, None)
    assert listing.credentials == changed.credentials
    assert actions(session, listing) == ["hidden", "restored"]


@pytest.mark.parametrize(
    "sign",
    [
        {},
        {"name": "Former Name", "updated_on": date(2016, 1, 1)},
        {"updated_on": date(2021, 3, 3)},
        {"updated_on": None},
        {"reactivated_on": date(2006, 3, 22)},
    ],
)
def test_a_file_from_before_the_deactivation_shows_nothing_again(session, take, listing, sign):
    take(OUT_OF_USE)

    outcomes = take(replace(RECORD, **sign))

    assert outcomes == {"older": 1}
    assert (listing.status, listing.hidden_reason) == (Status.HIDDEN, hiding.DEACTIVATED)
    assert (listing.name, actions(session, listing)) == (RECORD.name, ["hidden"])


@pytest.mark.parametrize("on", [None, date(2010, 1, 1)], ids=["undated", "dated back"])
def test_only_a_later_update_lifts_a_deactivation_without_a_telling_date(take, listing, on):
    take(replace(OUT_OF_USE, on=on))

    assert take(RECORD) == {"older": 1}
    assert take(replace(RECORD, updated_on=date(2017, 7, 9))) == {"restored": 1}


def test_an_older_row_with_a_reactivation_shows_a_listing_but_does_not_change_it(take, listing):
    take(replace(OUT_OF_USE, on=None))
    former = replace(RECORD, name="Former Name", updated_on=date(2016, 1, 1))

    outcomes = take(replace(former, reactivated_on=date(2016, 1, 1)))

    assert outcomes == {"restored": 1}
    assert listing.name == RECORD.name


def test_a_claimed_listing_comes_back_as_the_claimed_one_it_was(take, session, listing):
    listing.status = Status.PUBLISHED
    session.flush()
    take(OUT_OF_USE)

    outcomes = take(replace(RECORD, name="Another Name", updated_on=date(2022, 1, 1)))

    assert outcomes == {"restored": 1, "differences_opened": 1}
    assert (listing.status, listing.name) == (Status.PUBLISHED, RECORD.name)


def test_a_listing_hidden_without_a_trace_comes_back_unclaimed(session, take, listing):
    listing.status, listing.hidden_reason = Status.HIDDEN, hiding.DEACTIVATED
    session.flush()

    take(replace(RECORD, updated_on=date(2022, 1, 1)))

    assert listing.status == Status.UNCLAIMED


def test_what_a_moderator_hid_stays_hidden(session, take, listing):
    listing.status, listing.hidden_reason = Status.HIDDEN, "Asked for by phone."
    session.flush()

    outcomes = take(replace(RECORD, credentials="DPT"))

    assert outcomes == {"held": 1}
    assert (listing.credentials, listing.hidden_reason) == ("", "Asked for by phone.")


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.PENDING])
@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        (RECORD, "claimed_same"),
        (replace(RECORD, name="Another Name"), "claimed_differs"),
        (replace(RECORD, location=replace(RECORD.location, city="Pueblo")), "claimed_differs"),
    ],
)
def test_a_claimed_listing_is_compared_and_never_overwritten(
    session, take, listing, status, record, outcome
):
    listing.status = status
    session.flush()

    outcomes = take(record)

    assert outcomes.pop(outcome) == 1
    raised = outcome == "claimed_differs" and status == Status.PUBLISHED
    assert outcomes == ({"differences_opened": 1} if raised else {})
    assert (listing.name, listing.version) == (RECORD.name, 1)


def test_a_listing_from_elsewhere_with_the_number_is_left_alone(session, take):
    other = make_practitioner(session, npi=RECORD.npi, status=Status.UNCLAIMED)

    outcomes = take(RECORD)

    assert outcomes == {"claimed_differs": 1}
    assert other.source == "submission"


@pytest.mark.parametrize("change", [RECORD, OUT_OF_USE])
def test_those_who_asked_to_be_left_out_never_come_back(session, take, change):
    suppress(session, RECORD.npi, SITE_KEY, actor="command:test")

    outcomes = take(change)

    assert outcomes == {"suppressed": 1}
    assert session.scalar(select(Practitioner).where(Practitioner.npi == RECORD.npi)) is None


def test_a_row_that_lost_its_profession_hides_the_listing(take, listing):
    outcomes = take(Departure(RECORD.npi, date(2018, 1, 1)))

    assert outcomes == {"left": 1}
    assert (listing.status, listing.hidden_reason) == (Status.HIDDEN, hiding.DEPARTED)


def test_a_number_given_again_counts_only_with_a_later_date(session, run_id, take, listing):
    def again(**changes):
        by_npi = {RECORD.npi: replace(RECORD, **changes)}
        return dict(take_batch(session, run_id, by_npi, SITE_KEY, by_npi, letters=LETTERS))

    assert again(name="Another") == {"repeated": 1}
    assert again(name="Another", updated_on=None) == {"repeated": 1}
    assert again() == {"unchanged": 1}
    assert again(name="Another", updated_on=date(2018, 1, 1)) == {"updated": 1}


def test_a_further_name_alone_is_a_change(take, listing):
    assert take(replace(RECORD, other_names=("Greta Elm",))) == {"updated": 1}
    assert listing.other_names == ["Greta Elm"]
    assert take(RECORD) == {"updated": 1}
    assert listing.other_names is None


def test_a_moderators_reason_keeps_a_listing_hidden_when_its_number_is_back(session, take, listing):
    listing.status, listing.hidden_reason = Status.HIDDEN, "Asked for by phone."
    session.flush()
    take(OUT_OF_USE)

    outcomes = take(replace(RECORD, reactivated_on=date(2022, 1, 1)))

    assert outcomes == {"held": 1}
    assert listing.hidden_reason == "Asked for by phone."
