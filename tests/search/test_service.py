"""From question to cards: the place said, the words understood, nobody hidden shown, never silent."""

import pytest

from directory.geo.failures import PlaceNotFound
from directory.geo.point import GeoPoint
from directory.search.engine import SearchUnavailable
from directory.search.request import DEFAULT_RADIUS_KM, MAX_RADIUS_KM
from tests.factories import DENVER, make_noise, make_practitioner
from tests.search.places import COLORADO, DENVER_NC, DENVER_PLACE, HIGH_SEAS, NOWHERE

KM_NORTH = 1 / 111.2
GAIT = {"method": ["running_gait"]}


def north_of_denver(km):
    return [{"point": GeoPoint(DENVER.latitude + km * KM_NORTH, DENVER.longitude)}]


def names(results):
    return [card.practitioner.name for card in results.cards]


# The place


def test_the_place_understood_is_said_with_its_namesakes(session, search, indexed):
    make_practitioner(session)
    make_noise(session)
    indexed()

    results = search(near="Denver")

    said = results.interpretation
    assert (said.place, said.alternatives) == (DENVER_PLACE, (DENVER_NC,))
    assert (said.center, said.radius_km, said.currency) == (DENVER, DEFAULT_RADIUS_KM, "USD")
    assert (results.total, said.widened, said.telehealth_only) == (1, False, False)


def test_a_place_that_nobody_knows_is_said_to_be_unknown(search):
    with pytest.raises(PlaceNotFound):
        search(near="Atlantis")


def test_without_an_index_search_is_unavailable(search):
    with pytest.raises(SearchUnavailable):
        search(q="knee")


def test_a_position_is_rounded_before_anything_is_done_with_it(session, search, indexed):
    make_practitioner(session)
    indexed()

    results = search(point=GeoPoint(39.739236, -104.990251), near="Berlin")

    assert results.interpretation.center == GeoPoint(39.74, -104.99)
    assert results.interpretation.place == DENVER_PLACE
    assert results.total == 1


@pytest.mark.parametrize("point", [GeoPoint(0.0, 0.0), NOWHERE])
def test_a_position_at_sea_is_searched_and_has_no_currency(session, search, indexed, point):
    make_practitioner(session, locations=[{"point": point}])
    indexed()

    results = search(point=point)

    assert results.interpretation.place == (None if point == NOWHERE else HIGH_SEAS)
    assert results.interpretation.currency is None
    assert results.total == 1


def test_a_state_is_searched_by_its_border(session, search, indexed):
    make_practitioner(session, name="Far Corner", locations=[{"point": None}])
    make_practitioner(session, locations=[{"region_code": "WY", "point": DENVER}])
    indexed()

    results = search(near="Colorado")

    assert names(results) == ["Far Corner"]
    said = results.interpretation
    assert (said.place, said.center, said.radius_km) == (COLORADO, None, None)
    assert (said.widened, said.telehealth_only) == (False, False)
    assert results.cards[0].distance_km is None


def test_a_place_without_a_point_reaches_everywhere(session, search, indexed):
    make_practitioner(session)
    indexed()

    results = search(near="Vatican")

    assert (results.total, results.interpretation.center) == (1, None)


def test_without_a_place_everybody_is_found(session, search, indexed):
    make_practitioner(session)
    make_noise(session, 2)
    indexed()

    results = search(near="  ")

    assert results.total == 3
    assert results.interpretation.place is None


def test_a_radius_has_an_end(session, search, indexed):
    indexed()

    results = search(near="Denver", radius_km=1e9)

    assert results.interpretation.asked_radius_km == MAX_RADIUS_KM


# Widening


@pytest.mark.parametrize(("km", "step"), [(60, 80.0), (120, 160.0), (300, 400.0)])
def test_the_radius_grows_by_steps_until_somebody_is_found(session, search, indexed, km, step):
    make_practitioner(session, locations=north_of_denver(km))
    indexed()

    results = search(near="Denver", radius_km=40.0)

    said = results.interpretation
    assert (said.asked_radius_km, said.radius_km, said.widened) == (40.0, step, True)
    assert results.total == 1


def test_a_small_radius_grows_to_the_usual_one_first(session, search, indexed):
    make_practitioner(session, locations=north_of_denver(20))
    indexed()

    assert search(near="Denver", radius_km=5.0).interpretation.radius_km == 40.0


def test_when_nobody_is_near_those_who_work_by_video_come(session, search, indexed):
    make_practitioner(session, name="Video Yes", telehealth=True, locations=north_of_denver(900))
    make_practitioner(session, telehealth=None, locations=north_of_denver(900))
    make_practitioner(session, telehealth=False, locations=north_of_denver(900))
    indexed()

    results = search(near="Denver", radius_km=500.0)

    assert names(results) == ["Video Yes"]
    said = results.interpretation
    assert said.telehealth_only
    assert (said.center, said.radius_km, said.widened) == (DENVER, 500.0, False)
    assert results.cards[0].distance_km is None


def test_when_there_is_nobody_at_all_the_question_stands_as_asked(session, search, indexed):
    make_practitioner(session, telehealth=False, locations=north_of_denver(900))
    indexed()

    results = search(near="Denver")

    assert (results.total, results.cards, results.pages) == (0, (), 0)
    said = results.interpretation
    assert (said.radius_km, said.widened, said.telehealth_only) == (40.0, False, False)


# Words


def test_words_bring_their_synonyms_and_say_so(session, search, indexed):
    make_practitioner(session, name="Gait Person", terms=GAIT)
    make_noise(session)
    indexed()

    results = search(q="running analysis -yoga", near="Denver")

    assert names(results) == ["Gait Person"]
    (term,) = results.interpretation.terms
    assert term[0] == "running analysis"
    assert "running gait" in term[1]
    assert results.interpretation.excluded == ("yoga",)


def test_the_sore_link_is_told(session, search, indexed):
    indexed()

    assert search(q="knee pain").interpretation.sore == "knees"
    assert search(q="yoga").interpretation.sore is None


def test_people_are_found_by_name_without_their_accents(session, search, indexed):
    make_practitioner(session, name="Zoë Łukaszewicz", locations=[{"name": "Étoile"}])
    make_practitioner(session, bio="A friend of Zoe.")
    indexed()

    assert names(search(q="zoe lukaszewicz"))[0] == "Zoë Łukaszewicz"
    assert names(search(q="ETOILE")) == ["Zoë Łukaszewicz"]


def test_those_who_state_no_methods_follow_when_their_profession_fits(session, search, indexed):
    make_practitioner(session, name="Silent Fit")
    make_practitioner(session, name="Silent Unfit", profession="dietitian")
    make_practitioner(session, name="States Other", terms={"modality": ["acupuncture"]})
    make_practitioner(session, name="Far Match", terms=GAIT, locations=north_of_denver(30))
    indexed()

    results = search(q="gait analysis", near="Denver")

    assert names(results) == ["Far Match", "Silent Fit"]
    assert (results.total, results.matched, results.unstated) == (2, 1, {"text": 1})
    assert "method_unstated" in {reason.code for reason in results.cards[1].reasons}
    stated = search(q="gait analysis", near="Denver", stated_only=frozenset({"text"}))
    assert names(stated) == ["Far Match"]


# Cards
