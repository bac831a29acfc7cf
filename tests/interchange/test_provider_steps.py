"""`npidata_pfile` in steps."""

import pytest
from sqlalchemy import select

from directory.interchange.archives import parts_of
from directory.interchange.nucc import taxonomy
from directory.interchange.places import Locator
from directory.interchange.provider_steps import listed_npis, provider_steps
from directory.interchange.reading import BATCH_CHANGES, ProviderReader
from directory.interchange.tables import Mark, open_table
from directory.practitioners.models import Practitioner
from tests.factories import make_practitioner
from tests.interchange.nppes_rows import DENTIST, SmallWorld, make_npi, person, write_file
from tests.listings.factories import LETTERS


@pytest.fixture
def part(tmp_path):
    """Two steps of listed rows."""
    rows = [person(last=f"ELM{chr(65 + n % 26)}") for n in range(BATCH_CHANGES + 5)]
    (found,) = parts_of(write_file(tmp_path / "f.csv", [person(codes=(DENTIST,)), *rows]))
    return found


def steps_of(table, part):
    reader = ProviderReader(table, taxonomy(), Locator(SmallWorld()))
    return provider_steps(reader, table, part.size, "a site's key", LETTERS)


def test_each_step_takes_its_rows_and_tells_where_it_ends(session, part):
    with open_table(part) as table:
        steps = [(step, step.take(session, 1)) for step in steps_of(table, part)]

    assert [outcomes["added"] for _, outcomes in steps] == [BATCH_CHANGES, 5]
    assert sum(step.rows for step, _ in steps) == BATCH_CHANGES + 6
    assert [step.total for step, _ in steps] == [part.size] * 2
    assert steps[-1][0].done == part.size


def test_from_the_end_of_a_step_the_rest_can_be_taken(session, part):
    with open_table(part) as table:
        first = next(steps_of(table, part))
        first.take(session, 1)

    with open_table(part) as table:
        assert table.skip_to(Mark(**first.place))
        (rest,) = steps_of(table, part)
        assert rest.take(session, 1) == {"added": 5}
    assert len(session.scalars(select(Practitioner.id)).all()) == BATCH_CHANGES + 5


def test_a_step_without_changes_asks_nothing_of_the_database(tmp_path):
    (part,) = parts_of(write_file(tmp_path / "f.csv", [person(codes=(DENTIST,))]))
    with open_table(part) as table:
        (step,) = steps_of(table, part)

        assert step.take(None, 1) == {}


def test_only_listings_of_the_registry_are_its_own(session):
    make_practitioner(session, npi="1234567893", source="nppes")
    make_practitioner(session, npi="1000000004")
    make_practitioner(session, source="nppes")

    listed = listed_npis(session)

    assert listed.places_among(["1000000004", "1234567893", ""]) == [1]


@pytest.mark.parametrize(
    ("second", "name"),
    [("07/07/2017", "First"), ("07/08/2017", "Second"), ("07/09/2017", "Second")],
)
def test_of_two_rows_around_an_interruption_an_earlier_one_never_counts(
    session, tmp_path, second, name
):
    npi = make_npi()
    rows = [person() for _ in range(BATCH_CHANGES - 1)]
    first = person(npi=npi, first="FIRST", updated="07/08/2017")
    rows = [first, *rows, person(npi=npi, first="SECOND", updated=second)]
    (part,) = parts_of(write_file(tmp_path / "f.csv", rows))
    with open_table(part) as table:
        broken_off = next(steps_of(table, part))
        broken_off.take(session, 1)

    with open_table(part) as table:
        assert table.skip_to(Mark(**broken_off.place))
        for step in steps_of(table, part):
            step.take(session, 1)

    assert listing_of(session, npi).name == f"{name} Alderwood"
    with open_table(part) as table:
        for step in steps_of(table, part):
            step.take(session, 2)
    expected = "Second" if second > "07/08/2017" else "First"
    assert listing_of(session, npi).name == f"{expected} Alderwood"


def listing_of(session, npi):
    session.flush()
    session.expire_all()
    return session.scalars(select(Practitioner).where(Practitioner.npi == npi)).one()
