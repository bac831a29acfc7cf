"""How many people live in a region, as the place data has it."""

from directory.geo.region_people import region_people


def test_each_region_of_a_covered_country_has_a_name_and_its_people(small_file):
    found = region_people(small_file)

    assert found["US", "CO"].name == "Colorado"
    assert found["US", "CO"].people > 0


def test_without_place_data_nothing_is_known(tmp_path):
    assert region_people(tmp_path / "none.sqlite") == {}


def test_of_a_file_that_is_none_nothing_is_known(tmp_path):
    path = tmp_path / "places.sqlite"
    path.write_text("These are no places.", encoding="utf-8")

    assert region_people(path) == {}
