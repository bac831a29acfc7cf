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
from tests.interchange.nppes_rows import DENTIST, SmallWorld, person, write_file


@pytest.fixture
def part(tmp_path):
    """Two steps of listed rows."""
    rows = [person(last=f"ELM{chr(65 + n % 26)}") for n in range(BATCH_CHANGES + 5)]
    (found,) = parts_of(write_file(tmp_path / "f.csv", [person(codes=(DENTIST,)), *rows]))
    return found


def steps_of(table, part):
    reader = ProviderReader(table, taxonomy(), Locator(SmallWorld()))
    return provider_steps(reader, table, part.size, "a site's key")


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
