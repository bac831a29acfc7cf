"""A table held against what people have stated here."""

import pytest
from sqlalchemy import select

from directory.cases import Case, CaseKind
from directory.interchange.sheet.keeping import as_record, respecting
from directory.interchange.sheet.record import SheetListing, SheetPerson, SheetPlace
from directory.interchange.sheet.service import take
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.practitioners.vocabulary import Kind
from tests.accounts.factories import make_account
from tests.databases import ensure_writing

SITE_KEY = "a site's key"
PLACE = SheetPlace(street="1 Main St", city="Denver", region_code="CO", country="US", phone="1")
LISTED = SheetListing(
    "a1",
    SheetPerson("Ada Alder", Kind.THERAPIST, "physical_therapist", terms=(("language", ("en",)),)),
    (PLACE,),
)
TABLE = SheetListing(
    "a1",
    SheetPerson(
        "Bea Birch",
        Kind.RUNNING_COACH,
        "running_coach",
        credentials="LMT",
        telehealth=True,
        accepting=True,
        terms=(("language", ("de",)), ("modality", ("massage",))),
    ),
    (SheetPlace(city="Pueblo", region_code="CO", country="US", phone="2", fee_first=9.0), PLACE),
)


@pytest.mark.parametrize(
    ("fact", "stays"),
    [
        ("name", {"name"}),
        ("profession", {"kind", "profession"}),
        ("credentials", {"credentials"}),
        ("telehealth", {"telehealth"}),
        ("accepting", {"accepting"}),
        ("hours", set()),
    ],
)
def test_a_kept_fact_stays_and_the_rest_is_the_tables(fact, stays):
    told = respecting(TABLE, LISTED, {fact})

    for field in ("name", "kind", "profession", "credentials", "telehealth", "accepting"):
        source = LISTED if field in stays else TABLE
        assert getattr(told.person, field) == getattr(source.person, field)
    assert told.places == TABLE.places


def test_kept_words_stay_and_others_come():
    told = respecting(TABLE, LISTED, {"language"})

    assert dict(told.person.terms) == {"language": ("en",), "modality": ("massage",)}


def test_kept_places_stay_as_they_are_and_kept_columns_of_places_too():
    assert respecting(TABLE, LISTED, {"location", "phone"}).places == LISTED.places
    first, second = respecting(TABLE, LISTED, {"phone", "fees"}).places
    assert (first.city, first.phone, first.fee_first) == ("Pueblo", "1", None)
    assert second == PLACE


def test_a_listing_is_held_against_the_first_place():
    assert as_record(TABLE, "club").location.city == "Pueblo"
    assert as_record(SheetListing("a1", TABLE.person), "club").location.city == ""


def take_in(session, listing):
    ensure_writing(session)
    outcomes = take(session, [listing], source="club", secret=SITE_KEY)
    session.flush()
    session.expire_all()
    return {name: number for name, number in outcomes.items() if number}


@pytest.fixture
def practitioner(session):
    take_in(session, LISTED)
    return session.scalars(select(Practitioner)).one()


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.UNCLAIMED])
def test_a_table_that_contradicts_an_owner_changes_nothing_and_opens_one_case(
    session, practitioner, status
):
    practitioner.status = status
    owner = make_account(session)
    session.add(Ownership(practitioner_id=practitioner.id, account_id=owner.id))

    first, again = take_in(session, TABLE), take_in(session, TABLE)

    assert first == {"claimed_differs": 1, "differences_opened": 1}
    assert again == {"claimed_differs": 1, "differences_waited": 1}
    assert (practitioner.name, practitioner.locations[0].city) == ("Ada Alder", "Denver")
    (case,) = session.scalars(select(Case).where(Case.kind == CaseKind.IMPORT_DIFFERENCE))
    assert case.details["fields"]["name"] == ["Ada Alder", "Bea Birch"]


def test_what_a_moderator_put_right_stays_when_the_table_comes_again(session, practitioner):
    fact = next(one for one in practitioner.facts if one.field == "name")
    practitioner.name, fact.source = "Ada Alderwood", "moderator"

    first, again = take_in(session, TABLE), take_in(session, TABLE)

    assert practitioner.name == "Ada Alderwood"
    assert practitioner.profession == "running_coach"
    assert (first["updated"], again["unchanged"]) == (1, 1)
