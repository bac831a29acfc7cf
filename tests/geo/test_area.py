"""Areas: a state or a country holds what states its code, and is called by its name."""

import pytest

from directory.geo.area import Area

OREGON = Area("US", "OR", "United States", "Oregon")


def test_a_state_holds_what_lies_in_it_and_nothing_else():
    assert OREGON.contains("US", "OR")
    assert not OREGON.contains("US", "WA")
    assert not OREGON.contains("CA", "OR")


def test_a_country_holds_all_its_states_and_what_states_none():
    country = Area("US", country_name="United States")

    assert country.contains("US", "OR")
    assert country.contains("US", None)
    assert not country.contains("CA", "ON")


@pytest.mark.parametrize(
    ("area", "code", "name"),
    [
        (OREGON, "US-OR", "Oregon"),
        (Area("DE", country_name="Germany"), "DE", "Germany"),
        (Area("DE", "BY"), "DE-BY", "DE-BY"),
        (Area("DE"), "DE", "DE"),
    ],
)
def test_an_area_has_its_iso_code_and_the_best_name_known(area, code, name):
    assert (area.code, area.name) == (code, name)
