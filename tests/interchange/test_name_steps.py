"""`othername_pfile` taken in."""

import pytest
from sqlalchemy import func, select

from directory.interchange.gathered_steps import Stretch
from directory.interchange.gathering import Group
from directory.interchange.name_steps import NameTaker
from directory.interchange.npi_sets import KnownNpis
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Ownership, Status
from tests.accounts.factories import make_account
from tests.factories import make_noise, make_practitioner
from tests.interchange.nppes_files import name_row

NPI = "1234567893"


@pytest.fixture
def take(session):
    """Takes names of one NPI in and tells the outcomes."""

    def run(*names):
        rows = [(line, name_row(NPI, name)) for line, name in enumerate(names, start=2)]
        outcomes = NameTaker().take(session, 1, Stretch([Group(NPI, rows)], "", NPI))
        session.flush()
        return dict(outcomes)

    return run


def firm(session, **what_matters):
    make_noise(session)
    columns = {"status": Status.UNCLAIMED, "source": "nppes", "credentials": ""} | what_matters
    return make_practitioner(session, npi=NPI, name="Mile High PT", **columns)


def test_names_are_added_and_promised_to_the_search(session, take):
    listing = firm(session)

    assert take("PEAK REHAB", "MILE HIGH PT") == {"names_renewed": 1}

    assert listing.other_names == ["Peak Rehab"]
    key = str(listing.public_id)
    promises = select(func.count()).select_from(OutboxEntry).where(OutboxEntry.key == key)
    assert session.scalar(promises) == 2


def test_the_same_again_changes_nothing(session, take):
    listing = firm(session, other_names=["Peak Rehab"])

    assert take("PEAK REHAB") == {"names_unchanged": 1}
    assert listing.version == 1


@pytest.mark.parametrize(
    "columns",
    [
        {"status": Status.PUBLISHED},
        {"source": "submission"},
        {"gender": "female"},
        {"credentials": "PT"},
    ],
    ids=["claimed", "from elsewhere", "a person", "a person with credentials"],
)
def test_others_are_left_alone(session, take, columns):
    listing = firm(session, **columns)

    assert take("PEAK REHAB") == {"names_left_alone": 1}
    assert listing.other_names is None


def test_an_owned_listing_is_left_alone_whatever_its_status(session, take):
    listing = firm(session)
    owner = make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))

    assert take("PEAK REHAB") == {"names_left_alone": 1}
    assert listing.other_names is None


def test_nothing_else_needs_to_be_known():
    assert list(NameTaker().prepare(KnownNpis([NPI]))) == []
