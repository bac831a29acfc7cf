"""Who finds places: the gazetteer alone, unless the operator has named a server."""

import pytest

from directory.config import Settings
from directory.geo.finder import place_finder
from directory.geo.gazetteer import Gazetteer
from directory.geo.nominatim import NominatimPlaces


def settings_of(folder, url=""):
    return Settings.from_env({"DIRECTORY_VAR": str(folder), "NOMINATIM_URL": url})


def test_without_setting_nobody_outside_is_asked(tmp_path):
    assert isinstance(place_finder(settings_of(tmp_path)), Gazetteer)


def test_with_a_server_named_the_gazetteer_still_answers_the_rest(tmp_path, small_file):
    settings = settings_of(tmp_path, "http://127.0.0.1:9")
    settings.gazetteer_path.parent.mkdir(parents=True)
    settings.gazetteer_path.write_bytes(small_file.read_bytes())

    finder = place_finder(settings)

    assert isinstance(finder, NominatimPlaces)
    assert finder.resolve("Portland, OR").place.label == "Portland, Oregon"
    finder.close()


def test_a_server_that_is_no_address_is_refused_at_once(tmp_path):
    with pytest.raises(ValueError, match="NOMINATIM_URL"):
        place_finder(settings_of(tmp_path, "somewhere"))
