"""Facts that somebody has stated here, beside what a registry says."""

from dataclasses import replace

import pytest

from directory.interchange.kept_facts import kept_facts, respecting
from directory.practitioners.models import Fact, Practitioner
from directory.practitioners.vocabulary import Kind
from tests.interchange.test_record import LOCATION, RECORD

OTHERWISE = replace(
    RECORD,
    name="Another Name",
    kind=Kind.MOVEMENT_COACH,
    profession="health_coach",
    credentials="DPT",
    gender="f",
    specialties=("sports",),
    location=replace(LOCATION, city="Pueblo", phone="+1 303-555-0199"),
    town_only=True,
)


def listing_with(*facts):
    return Practitioner(facts=[Fact(field=field, source=source) for field, source in facts])


def test_what_owners_and_moderators_stated_is_kept_and_what_registers_stated_is_not():
    listing = listing_with(("name", "owner"), ("gender", "nppes"), ("location", "moderator"))

    assert kept_facts(listing) == {"name", "location", "phone"}


@pytest.mark.parametrize(
    ("fact", "stays"),
    [
        ("name", {"name"}),
        ("profession", {"profession", "kind"}),
        ("credentials", {"credentials"}),
        ("gender", {"gender"}),
        ("specialties", {"specialties"}),
        ("location", {"location", "town_only"}),
        ("hours", set()),
    ],
)
def test_a_kept_fact_stays_and_the_rest_is_the_registrys(fact, stays):
    taken = respecting(OTHERWISE, RECORD, {fact})

    for field in ("name", "profession", "kind", "credentials", "gender", "specialties"):
        assert getattr(taken, field) == getattr(RECORD if field in stays else OTHERWISE, field)
    assert taken.location == (RECORD if "location" in stays else OTHERWISE).location
    assert taken.town_only is ("town_only" not in stays)


def test_a_kept_phone_stays_at_the_place_the_registry_gives():
    taken = respecting(OTHERWISE, RECORD, {"phone"})

    assert taken.location == replace(OTHERWISE.location, phone=LOCATION.phone)
