"""Whether places of work can be as their owner states them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.place_checking import checked_places
from directory.listings.words import Faults
from tests.listings.factories import make_place


def check(*places):
    """The places cleaned, and the paths of what is wrong."""
    faults = Faults()
    return checked_places(places, faults), set(faults.errors)


def test_what_is_in_order_stays_as_it_is():
    place = make_place()

    assert check(place) == ((place,), set())


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("name", {"name": "x" * 201}),
        ("street", {"street": "x" * 201}),
        ("city", {"city": "", "postal_code": ""}),
        ("city", {"latitude": 91.0}),
        ("city", {"longitude": math.nan}),
        ("city", {"precision": "wizardry"}),
        ("region_code", {"region_code": "x" * 11}),
        ("postal_code", {"postal_code": "1" * 17}),
        ("country", {"country": ""}),
        ("country", {"country": "Ecuador"}),
        ("phone", {"phone": "call me"}),
        ("phone", {"phone": "12-()"}),
        ("phone", {"phone": "1" * 31}),
        ("hours", {"hours": {"mon": [["17:00", "08:00"]]}}),
        ("fee_first", {"fee_first": -1}),
        ("fee_first", {"fee_first": True}),
        ("fee_next", {"fee_next": math.inf}),
        ("fee_next", {"fee_next": 10_000.01}),
        ("currency", {"currency": None}),
        ("currency", {"currency": "dollars"}),
        ("self_pay", {"self_pay": "yes"}),
        ("payers", {"payers": ("wizards",)}),
        ("accessibility", {"accessibility": ("wings",)}),
    ],
)
def test_each_column_has_its_limits(column, wrong):
    _places, paths = check(make_place(**wrong))

    assert paths == {f"places/new-1/{column}"}


@pytest.mark.parametrize("keys", [[], ["new-1", "new-1"], ["a/b"], [f"new-{n}" for n in range(7)]])
def test_places_are_one_to_six_each_with_a_key_of_its_own(keys):
    _places, paths = check(*(make_place(key=key) for key in keys))

    assert "places" in paths


def test_a_place_is_cleaned():
    place = make_place(
        city=" Den\u202ever\n",
        country="us",
        phone="303\u00a0555  0100",
        fee_first=99.999,
        hours={"mon": [], "tue": [["08:00", "24:00"]]},
        payers=("cigna", "aetna", "cigna"),
        longitude=None,
    )

    (cleaned,), paths = check(place)

    assert paths == set()
    assert (cleaned.city, cleaned.country, cleaned.phone) == ("Denver", "US", "303 555 0100")
    assert cleaned.hours == {"tue": [["08:00", "24:00"]]}
    assert (cleaned.fee_first, cleaned.payers) == (100.0, ("aetna", "cigna"))
    assert (cleaned.latitude, cleaned.longitude, cleaned.precision) == (None, None, None)


def test_a_currency_without_a_fee_says_nothing():
    (cleaned,), paths = check(make_place(fee_first=None, fee_next=None, currency="usd"))

    assert (cleaned.currency, paths) == (None, set())


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_either_taken_clean_or_told(city, phone, country):
    places, paths = check(make_place(city=city, phone=phone, country=country))

    if not paths:
        assert check(*places) == (places, set())
