"""`pl_pfile` taken in; tests/cli/test_nppes_import.py runs it within whole downloads."""

import pytest
from sqlalchemy import event, select

from directory.interchange.archives import parts_of
from directory.interchange.gathered_steps import GROUPS_AT_ONCE, GatheredFile
from directory.interchange.gathering import Gathering, scratch
from directory.interchange.places import Locator
from directory.interchange.provider_steps import listed_npis
from directory.interchange.secondary_steps import PlaceTaker
from directory.interchange.tables import open_table
from directory.practitioners.models import Fact, Ownership, Practitioner, Status
from tests.accounts.factories import make_account
from tests.factories import make_noise, make_practitioner
from tests.interchange.nppes_files import PLACES_HEADER, place_row, write_table
from tests.interchange.nppes_rows import SmallWorld, as_row, make_npi, person, write_file


@pytest.fixture
def take(session, tmp_path):
    """Takes rows of places in, with rows of providers if given, and tells the outcomes."""

    def run(rows, *, providers=(), whole=False):
        path = write_table(tmp_path / "pl_pfile.csv", PLACES_HEADER, rows)
        known = parts_of(write_file(tmp_path / "npidata_pfile.csv", providers)) if providers else []
        counts = {}
        with scratch(tmp_path) as aside, open_table(parts_of(path)[0]) as table:
            taker = PlaceTaker(Locator(SmallWorld()), aside, known, whole=whole)
            file = GatheredFile(table, taker, path.stat().st_size)
            for step in file.steps(Gathering(aside), listed_npis(session)):
                found = step.counts + step.take(session, 1) if step.take else step.counts
                for name, number in found.items():
                    counts[name] = counts.get(name, 0) + number
        session.flush()
        session.expire_all()
        return counts

    return run


def unclaimed(session, npi, **what_matters):
    columns = {"status": Status.UNCLAIMED, "source": "nppes"} | what_matters
    return make_practitioner(session, npi=npi, locations=[{"source": "nppes"}], **columns)


def test_rows_of_one_listing_need_not_be_neighbours(session, take):
    make_noise(session)
    one, other = make_npi(), make_npi()
    listing = unclaimed(session, one)
    unclaimed(session, other)

    counts = take(
        [place_row(one), place_row(other), place_row(make_npi()), place_row(one, city="VAIL")]
    )

    assert [location.city for location in listing.locations] == ["Denver", "Pueblo", "Vail"]
    assert (counts["of_listings"], counts["of_others"], counts["places_renewed"]) == (3, 1, 2)
    assert listing.version == 2


def test_the_same_again_changes_nothing(session, take):
    npi = make_npi()
    listing = unclaimed(session, npi)
    take([place_row(npi)])

    counts = take([place_row(npi)])

    assert counts["places_unchanged"] == 1
    assert listing.version == 2


@pytest.mark.parametrize(
    "columns",
    [{"status": Status.PUBLISHED}, {"status": Status.HIDDEN, "hidden_reason": "x"}],
)
def test_a_listing_kept_by_its_owner_or_hidden_is_left_alone(session, take, columns):
    npi = make_npi()
    listing = unclaimed(session, npi, **columns)

    counts = take([place_row(npi)])

    assert counts["places_left_alone"] == 1
    assert len(listing.locations) == 1


@pytest.mark.parametrize(("whole", "left"), [(True, 1), (False, 2)])
def test_silence_takes_out_only_in_a_whole_file(session, take, whole, left):
    npi = make_npi()
    listing = unclaimed(session, npi)
    take([place_row(npi)])

    take([], whole=whole)

    assert len(listing.locations) == left


def test_the_providers_file_tells_homes_from_clinics(session, take):
    home, clinic, other = make_npi(), make_npi(), make_npi()
    listings = [unclaimed(session, npi) for npi in (home, clinic, other)]
    mail = {"mailing_street": "500 MAIN ST", "mailing_zip": "81001"}
    broken = as_row(person())[:-1]
    providers = [person(npi=home, sole="Y", **mail), person(npi=clinic, sole="N", **mail), broken]

    take([place_row(npi) for npi in (home, clinic, other)], providers=providers)

    streets = [listing.locations[1].street for listing in listings]
    assert streets == ["", "500 Main St", ""]


def test_broken_rows_are_told(session, take):
    npi = make_npi()
    unclaimed(session, npi)

    counts = take([place_row(npi)[:-1], place_row(npi)])

    assert (counts["wrong_width"], counts["rejected"], counts["places_added"]) == (1, 1, 1)


def test_a_listing_that_a_moment_ago_was_removed_is_no_matter(session, take):
    assert take([place_row(make_npi())])["of_others"] == 1
    assert session.scalars(select(Practitioner)).all() == []


def test_bytes_that_are_no_text_stop_nothing(session, take, tmp_path):
    npi = make_npi()
    listing = unclaimed(session, npi)
    odd = "500 MAIN ST \udcff\udc80"
    providers = [person(npi=npi, sole="Y", mailing_street=odd, mailing_zip="81001")]

    take([place_row(npi, street=odd, city="PUEBLO\udce9")], providers=providers)

    assert [place.street for place in listing.locations] == ["1 Main Street", ""]


def test_however_many_listings_lose_a_place_no_statement_takes_more_values_than_a_page(
    session, take
):
    place = {"source": "nppes"}
    listings = [
        make_practitioner(
            session, npi=make_npi(), status=Status.UNCLAIMED, source="nppes", locations=[place] * 2
        )
        for _ in range(GROUPS_AT_ONCE + 1)
    ]
    session.flush()
    values = []

    def noting(_connection, _cursor, _statement, parameters, _context, executemany):
        values.append(0 if executemany else len(parameters))

    event.listen(session.connection(), "before_cursor_execute", noting)
    counts = take([place_row(listings[7].npi)], whole=True)

    assert counts["places_renewed"] == GROUPS_AT_ONCE + 1
    assert max(values) == GROUPS_AT_ONCE
    assert {len(listing.locations) for listing in listings if listing is not listings[7]} == {1}


@pytest.mark.parametrize("who", ["an owner", "a moderator's fact"])
def test_places_that_somebody_has_stated_are_left_alone(session, take, who):
    npi = make_npi()
    listing = unclaimed(session, npi)
    if who == "an owner":
        owner = make_account(session)
        session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))
    else:
        listing.facts.append(Fact(field="location", source="moderator"))
    session.flush()

    counts = take([place_row(npi)])

    assert counts["places_left_alone"] == 1
    assert listing.version == 1
