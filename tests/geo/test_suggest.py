"""Places for what is typed so far: which come, in which order, and that each is what it says."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.geo.build import build_gazetteer
from directory.geo.folding import fold
from directory.geo.gazetteer import Gazetteer
from directory.geo.suggest import MOST
from tests.geo.world import SEEDS, TOWNS, no_progress, write_dumps

_NAMES = [line.split(";")[0] for line in TOWNS.split("\n")[1:-1]]
beginnings_of_names = st.sampled_from(_NAMES).flatmap(
    lambda name: st.integers(1, len(name)).map(lambda length: name[:length])
)


def labels(gazetteer, text, **hint):
    return [place.label for place in gazetteer.suggest(text, **hint)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("port", "Portland, Oregon"),
        ("PORTL", "Portland, Oregon"),
        ("st pa", "Saint Paul, Minnesota"),
        ("Saint-P", "Saint Paul, Minnesota"),
        ("zuri", "Zürich, Switzerland"),
        ("Zür", "Zürich, Switzerland"),
        ("muenst", "Münster, Nordrhein-Westfalen, Germany"),
        ("oshk", "Oshkosh, Wisconsin"),
        ("calif", "California"),
        ("germ", "Germany"),
        ("CA", "California"),
        ("lancaster, e", "Lancaster, England, United Kingdom"),
        ("lancaster, england, uni", "Lancaster, England, United Kingdom"),
        ("portland, me", "Portland, Maine"),
        ("portland me", "Portland, Maine"),
        ("portland, united", "Portland, Oregon"),
        ("935", "93535 Lancaster, California"),
        ("sw1", "SW1A London, England, United Kingdom"),
        ("624 6", "624 66 Fårö, Gotlands län, Sweden"),
    ],
)
def test_the_likeliest_place_comes_first(gazetteer, typed, first):
    assert labels(gazetteer, typed)[:1] == [first]


def test_larger_places_stand_before_smaller_ones(gazetteer):
    found = [label for label in labels(gazetteer, "london") if label.startswith("London, ")]

    assert found == [
        "London, England, United Kingdom",
        "London, Ontario, Canada",
        "London, California",
    ]


def test_a_place_in_the_visitors_country_comes_earlier_but_only_lightly(gazetteer):
    american, english = "Lancaster, California", "Lancaster, England, United Kingdom"
    abroad = labels(gazetteer, "lanc")
    at_home = labels(gazetteer, "lanc", country_hint="GB")
    london = labels(gazetteer, "lond", country_hint="US")

    assert abroad.index(american) < abroad.index(english)
    assert at_home.index(english) < at_home.index(american)
    assert london[0] == "London, England, United Kingdom"


def test_towns_of_countries_the_site_is_not_for_come_late_but_not_for_their_own(tmp_path):
    path = tmp_path / "gazetteer.sqlite"
    postal, towns = write_dumps(tmp_path, ["Portoville;;6.5;3.4;NG;05;3000000"])
    build_gazetteer(
        path, postal=postal, towns=towns, seeds=SEEDS, countries=("US",), progress=no_progress
    )

    with Gazetteer(path) as finder:
        assert labels(finder, "port")[0] == "Portland, Oregon"
        assert labels(finder, "port", country_hint="NG")[0].startswith("Portoville")


def test_codes_of_the_visitors_country_come_first(gazetteer):
    assert labels(gazetteer, "101")[0] == "10115 New York"
    assert labels(gazetteer, "101", country_hint="DE")[0] == "10115 Berlin, Germany"


def test_a_first_name_stands_before_another_towns_other_name(gazetteer):
    found = labels(gazetteer, "cologne")

    assert set(found) == {"Köln, Nordrhein-Westfalen, Germany", "Cologne, Lombardia, Italy"}
    assert "Oshkosh, Wisconsin" not in labels(gazetteer, "brook")


@pytest.mark.parametrize("typed", ["", "p", "9", "93", "x" * 500, "a\x00b", "*%_", "1 2 3"])
def test_what_says_too_little_or_nothing_brings_nothing(gazetteer, typed):
    assert gazetteer.suggest(typed) == ()


def test_a_name_that_goes_on_in_another_state_brings_nothing(gazetteer):
    assert gazetteer.suggest("portland, zz") == ()


@given(beginnings_of_names | st.text(string.printable + "üéß", max_size=12))
@example("99999")
@example("new york")
def test_whatever_is_picked_finds_the_very_place(gazetteer, typed):
    found = gazetteer.suggest(typed)

    assert len(found) <= MOST
    assert len({place.query for place in found}) == len(found)
    for place in found:
        assert gazetteer.resolve(place.query).place == place


@given(st.sampled_from(_NAMES).filter(lambda name: name not in {"Attu", "Tokyo"}))
def test_every_town_of_some_size_is_found_by_its_whole_name(gazetteer, name):
    assert any(fold(place.name) == fold(name) for place in gazetteer.suggest(name))


def test_a_beginning_that_hundreds_share_still_brings_the_largest(tmp_path):
    path = tmp_path / "gazetteer.sqlite"
    postal, towns = write_dumps(
        tmp_path, [f"Sandhill {n:03};;{30 + n / 50};-95.1;US;TX;{1000 + n}" for n in range(260)]
    )
    build_gazetteer(
        path, postal=postal, towns=towns, seeds=SEEDS, countries=("US",), progress=no_progress
    )

    with Gazetteer(path) as finder:
        assert labels(finder, "sandh")[0] == "Sandhill 259, Texas"
        assert len(labels(finder, "sandh")) == MOST
