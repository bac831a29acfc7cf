"""Towns of one name in one region: each says which larger town it is near."""

from directory.geo.assemble import Town
from directory.geo.gazetteer import Gazetteer
from directory.geo.twins import told_apart
from tests.geo.test_build import build
from tests.geo.world import write_dumps


def town(name, latitude, population=1_000, region=1):
    return Town(name, "GB", region, latitude, -1.0, population)


def names(towns):
    return [(one.latitude, near) for one, near in told_apart(towns)]


BIG = [town("Leeds", 53.8, 400_000), town("London", 51.5, 9_000_000)]


def test_twins_are_told_apart_by_the_larger_town_nearby():
    twins = [town("Richmond", 54.4), town("Richmond", 51.4)]

    assert names([*BIG, *twins]) == [(54.4, "Leeds"), (51.4, "London")]


def test_equal_names_in_two_regions_need_nothing_more():
    assert names([*BIG, town("Richmond", 54.4), town("Richmond", 51.4, region=2)]) == []


def test_one_town_listed_twice_is_no_pair_of_twins():
    assert names([*BIG, town("Richmond", 54.4), town("Richmond", 54.45)]) == []


def test_an_outstanding_town_keeps_its_name():
    assert names([*BIG, town("Leeds", 51.2, 900)]) == [(51.2, "London")]


def test_without_any_larger_town_there_is_nothing_to_say():
    assert names([town("Richmond", 54.4), town("Richmond", 51.4)]) == []


def test_a_town_is_never_told_by_its_twin():
    twins = [town("Leeds", 51.4, 300_000), town("Leeds", 53.8, 400_000)]

    assert names(twins) == []


def test_both_are_offered_and_found_by_what_is_shown_of_them(tmp_path):
    towns = ["Richmond;;54.4;-1.74;GB;ENG;8413", "Richmond;;51.46;-0.30;GB;ENG;21469"]
    build(tmp_path / "gazetteer.sqlite", write_dumps(tmp_path, towns), ("US", "GB"))

    with Gazetteer(tmp_path / "gazetteer.sqlite") as finder:
        found = finder.resolve("Richmond, England")
        shown = [found.place, *found.alternatives]
        assert not found.confident
        assert [finder.resolve(place.query).place for place in shown] == shown
