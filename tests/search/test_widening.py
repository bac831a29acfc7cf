"""How far is looked when nobody is found, against an engine that answers by rule."""

from directory.geo.area import Area
from directory.geo.point import GeoPoint
from directory.search.query import Circle, Facet, Filters, Member, Page, Query, TermGroup, Text
from directory.search.widening import WIDER_KM, find
from tests.search.worlds import TODAY

HERE = GeoPoint(39.7, -105.0)
OREGON = Area("US", "OR", "United States", "Oregon")


class Answering:
    """Finds somebody where the rule says so, and remembers what it was asked."""

    def __init__(self, rule):
        self.rule = rule
        self.asked = []

    def search(self, query):
        self.asked.append(query)
        kinds = {"therapist": len(self.asked)}
        return Page(total=int(self.rule(query)), facets={"kind": Facet(kinds)})


def by_video(query):
    return query.filters.chosen.get("telehealth") == {"yes"}


def test_who_is_found_at_once_is_not_looked_for_further():
    engine = Answering(lambda _query: True)

    found = find(engine, Query(today=TODAY, where=Circle(HERE, 10.0)), "US")

    assert len(engine.asked) == 1
    assert (found.by_video, found.whole_country) == (False, False)


def test_circles_grow_step_by_step():
    engine = Answering(lambda query: query.where == Circle(HERE, WIDER_KM[2]))

    found = find(engine, Query(today=TODAY, where=Circle(HERE, 10.0)), "US")

    assert [query.where.radius_km for query in engine.asked] == [10.0, *WIDER_KM[:3]]
    assert found.query.where == Circle(HERE, WIDER_KM[2])


def test_a_region_widens_to_its_country():
    engine = Answering(lambda query: query.where == Area("US", None, "United States"))

    found = find(engine, Query(today=TODAY, where=OREGON), "US")

    assert found.whole_country
    assert not found.by_video


def test_those_by_video_come_from_the_same_country_first():
    engine = Answering(by_video)

    found = find(engine, Query(today=TODAY, where=Circle(HERE, 10.0)), "US")

    assert found.by_video
    assert found.query.where == Area("US")
    assert found.query.filters.stated_only == {"telehealth"}


def test_those_by_video_come_from_anywhere_when_the_country_has_none():
    engine = Answering(lambda query: by_video(query) and query.where is None)

    assert find(engine, Query(today=TODAY, where=Area("US")), "US").query.where is None
    assert find(engine, Query(today=TODAY, where=Circle(HERE, 10.0)), None).by_video


def test_when_there_is_nobody_the_question_keeps_its_own_answer():
    asked = Query(today=TODAY, where=OREGON, filters=Filters({"kind": frozenset({"therapist"})}))
    engine = Answering(lambda _query: False)

    found = find(engine, asked, "US")

    assert found.query is asked
    assert found.page.facets["kind"].counts == {"therapist": 1}


def test_without_a_place_there_is_nothing_to_widen():
    engine = Answering(lambda _query: False)

    find(engine, Query(today=TODAY), None)

    assert len(engine.asked) == 1


KNEE = Text((TermGroup("knee", (Member(("knee",)),)),), excluded=(("yoga",),))


def test_words_that_nobody_says_are_left_out_in_the_end_where_they_need_not_matter():
    engine = Answering(lambda query: not query.text.groups)

    found = find(engine, Query(today=TODAY, text=KNEE), "US", words_matter=False)

    assert found.words_dropped
    assert found.query.text == Text(excluded=(("yoga",),))


def test_words_that_matter_are_kept_though_nobody_says_them():
    engine = Answering(lambda query: not query.text.groups)

    found = find(engine, Query(today=TODAY, text=KNEE), "US")

    assert not found.words_dropped
    assert found.page.total == 0


def test_where_nobody_is_at_all_the_question_stands_as_asked():
    query = Query(today=TODAY, text=KNEE)

    found = find(Answering(lambda _query: False), query, "US", words_matter=False)

    assert (found.query, found.words_dropped) == (query, False)
