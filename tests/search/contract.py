"""What any search engine must keep to; a test class for an engine inherits
`AnswerContract` and `tests.search.contract_changes.ChangeContract`."""

from abc import ABC, abstractmethod
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.geo.area import Area
from directory.geo.point import GeoPoint
from directory.search.engine import Batch, DocumentLocation
from directory.search.query import MAX_OFFSET, Circle, Filters, Query, Sort
from tests.search.brute_force import BruteForce
from tests.search.worlds import (
    DENVER,
    TODAY,
    asking,
    batches,
    beginnings,
    crowds,
    document,
    public_id,
    queries,
)

slow = settings(
    max_examples=60,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.differing_executors,
    ],
)
questions = st.lists(queries, min_size=6, max_size=6)
EVERYBODY = Query(today=TODAY, limit=50)


def assert_same(page, expected):
    """Two answers are equal; final scores to one millionth."""
    assert page.total == expected.total
    assert page.matched == expected.matched
    assert page.facets == expected.facets
    assert {n: c for n, c in page.unstated.items() if c} == {
        n: c for n, c in expected.unstated.items() if c
    }
    assert [hit.score for hit in page.hits] == pytest.approx(
        [hit.score for hit in expected.hits], abs=1e-6
    )
    bare = [replace(hit, score=0.0) for hit in page.hits]
    assert bare == [replace(hit, score=0.0) for hit in expected.hits]


def ids(page):
    return [hit.id for hit in page.hits]


class EngineHome(ABC):
    """An engine's class says how to make it a home, open it there and hold its writer."""

    @abstractmethod
    def new_home(self):
        """A place without an index."""

    @abstractmethod
    def open(self, home):
        """An engine on a place; two of them share its index."""

    @abstractmethod
    def writer_held(self, home):
        """A context in which somebody else is writing the index."""

    @pytest.fixture
    def home(self):
        return self.new_home()

    @pytest.fixture
    def engine(self, home):
        return self.open(home)


class AnswerContract(EngineHome):
    """What an engine answers."""

    # Equal to reading every document

    @slow
    @given(crowds, questions)
    def test_a_built_index_answers_like_reading_everything(self, crowd, asked):
        engine = self.open(self.new_home())
        judge = BruteForce(crowd)

        engine.rebuild(crowd)

        for query in asked:
            assert_same(engine.search(query), judge.search(query))

    @slow
    @given(crowds, st.lists(batches, min_size=1, max_size=5), questions)
    def test_a_changed_index_answers_like_reading_everything(self, crowd, changes, asked):
        home = self.new_home()
        engine, reader = self.open(home), self.open(home)
        judge = BruteForce(crowd)
        engine.rebuild(crowd)

        for number, batch in enumerate(changes):
            engine.apply(batch)
            judge.apply(batch)
            assert_same(reader.search(asked[number]), judge.search(asked[number]))

        for query in asked:
            assert_same(engine.search(query), judge.search(query))
            assert_same(self.open(home).search(query), judge.search(query))

    @settings(slow, max_examples=15)
    @given(crowds, batches, questions)
    def test_the_same_batch_twice_leaves_the_same_index(self, crowd, batch, asked):
        engine = self.open(self.new_home())
        engine.rebuild(crowd)
        engine.apply(batch)
        once = [engine.search(query) for query in asked]

        engine.apply(batch)

        for query, page in zip(asked, once, strict=True):
            assert_same(engine.search(query), page)

    # Names

    @slow
    @given(crowds, st.lists(batches, max_size=2), beginnings, st.integers(1, 4))
    def test_names_are_found_like_reading_everything(self, crowd, changes, asked, limit):
        home = self.new_home()
        engine, reader = self.open(home), self.open(home)
        judge = BruteForce(crowd)
        engine.rebuild(crowd)
        for batch in changes:
            engine.apply(batch)
            judge.apply(batch)
            assert reader.names(asked, limit) == judge.names(asked, limit)

        assert engine.names(asked, limit) == judge.names(asked, limit)
        assert self.open(home).names(asked, limit) == judge.names(asked, limit)

    def test_a_name_is_found_by_the_beginnings_of_its_words_in_any_order(self, engine):
        engine.rebuild([document(1, texts={"name": "Zoë Łukasz-O'Neil\nMovement Lab"})])

        for asked in (["zo"], ["luk"], ["oneil"], ["onei", "z"], ["zoe", "lu"]):
            assert engine.names(asked, 3) == ("Zoë Łukasz-O'Neil",)
        for asked in ([], ["oe"], ["movement"], ["zoe", "lab"]):
            assert engine.names(asked, 3) == ()

    def test_names_that_begin_as_asked_come_first_and_namesakes_once(self, engine):
        called = ["Bo Anders", "Anna Li", "Ann Zed", "Anna Li", "Carl An"]
        engine.rebuild([document(n, texts={"name": name}) for n, name in enumerate(called)])

        assert engine.names(["an"], 9) == ("Ann Zed", "Anna Li", "Carl An", "Bo Anders")
        assert engine.names(["an"], 2) == ("Ann Zed", "Anna Li")

    def test_a_name_is_gone_with_the_listing_and_renamed_with_it(self, home):
        engine, reader = self.open(home), self.open(home)
        engine.rebuild([document(n, texts={"name": f"Person {n}"}) for n in range(3)])
        reader.names(["person"], 3)

        renamed = document(2, version=9, texts={"name": "Somebody Else"})
        engine.apply(Batch([renamed], removed={public_id(1)}))

        assert reader.names(["person"], 3) == ("Person 0",)
        assert reader.names(["somebody"], 3) == ("Somebody Else",)

    # Words

    def test_words_are_told_with_how_many_have_them(self, engine):
        texts = {"name": "Zoë Holt", "bio": "Knees, knees and gaits", "focus": "Knees"}
        engine.rebuild([document(1, texts=texts), document(2, texts={"bio": "gaits"})])

        words = engine.words()

        assert words.text == {"knees": 1, "gaits": 2}
        assert words.names == {"zoe": 1, "holt": 1}
        assert engine.words() is words

    def test_a_word_is_had_in_any_inflection_and_any_field(self, engine):
        engine.rebuild([document(1, texts={"name": "Zoë", "focus": "Knees"})])

        had = [word for word in ("knee", "zoe", "gait") if engine.has(word)]

        assert had == ["knee", "zoe"]

    # Order and pages

    def test_pages_repeat_nobody_and_skip_nobody(self, engine):
        engine.rebuild([document(number) for number in range(57)])
        query = asking("knee pain", where=Circle(DENVER, 40.0), limit=10)

        pages = [engine.search(replace(query, offset=offset)) for offset in range(0, 60, 10)]

        seen = [public for page in pages for public in ids(page)]
        assert seen == sorted(public_id(number) for number in range(57))
        assert {page.total for page in pages} == {57}

    @pytest.mark.parametrize("sort", Sort)
    def test_equal_listings_stand_in_the_order_of_their_ids(self, engine, sort):
        crowd = [document(number) for number in (5, 3, 9, 1)]
        engine.rebuild(crowd[:2])
        engine.apply(Batch(crowd[2:]))

        page = engine.search(asking("knee", where=Circle(DENVER, 5.0), sort=sort))

        assert ids(page) == sorted(document.id for document in crowd)

    def test_ids_that_begin_alike_stand_in_order_too(self, engine):
        alike = ["00000000-0000-4000-8000-00000000000b", "00000000-0000-4000-8000-00000000000a"]
        engine.rebuild([replace(document(), id=public) for public in alike])

        assert ids(engine.search(replace(EVERYBODY, limit=1))) == [alike[1]]

    def test_paging_ends_where_it_was_promised_to(self, engine):
        engine.rebuild([document(number) for number in range(12)])

        page = engine.search(replace(EVERYBODY, offset=MAX_OFFSET))

        assert (page.total, page.hits) == (12, ())

    # Places

    @pytest.mark.parametrize(
        ("center", "beyond"),
        [
            (GeoPoint(-17.0, 179.999), GeoPoint(-17.0, -179.999)),
            (GeoPoint(-17.0, -180.0), GeoPoint(-17.0, 180.0)),
            (GeoPoint(89.999, 0.0), GeoPoint(89.999, 180.0)),
            (GeoPoint(-90.0, 77.0), GeoPoint(-89.99, -100.0)),
        ],
    )
    def test_a_circle_reaches_over_the_antimeridian_and_the_poles(self, engine, center, beyond):
        engine.rebuild([document(1, point=beyond), document(2, point=GeoPoint(0.0, 0.0))])

        page = engine.search(replace(EVERYBODY, where=Circle(center, 5.0)))

        assert ids(page) == [public_id(1)]
        assert page.hits[0].distance_km == pytest.approx(center.distance_km(beyond), abs=1e-6)

    def test_the_nearest_of_several_places_counts(self, engine):
        far, near = GeoPoint(40.0, -105.0), GeoPoint(39.75, -104.99)
        places = tuple(DocumentLocation(point, "US", "CO") for point in (None, far, near))
        engine.rebuild([document(locations=places)])

        (hit,) = engine.search(replace(EVERYBODY, where=Circle(DENVER, 100.0))).hits

        assert hit.location == 2
        assert hit.distance_km == pytest.approx(DENVER.distance_km(near), abs=1e-6)

    def test_listings_without_a_place_are_found_only_when_none_is_asked_for(self, engine):
        nowhere = document(1, locations=())
        unknown = document(2, locations=(DocumentLocation(None, "US", "CO"),))
        engine.rebuild([nowhere, unknown])

        everywhere = engine.search(EVERYBODY)
        around = engine.search(replace(EVERYBODY, where=Circle(DENVER, 20_100.0)))
        colorado = engine.search(replace(EVERYBODY, where=Area("US", "CO")))

        assert [(hit.id, hit.location) for hit in everywhere.hits] == [
            (nowhere.id, -1),
            (unknown.id, 0),
        ]
        assert around.total == 0
        assert [(hit.id, hit.location, hit.distance_km) for hit in colorado.hits] == [
            (unknown.id, 0, None)
        ]

    # Silence is not no

    def test_a_quoted_phrase_leaves_out_those_who_state_nothing(self, engine):
        engine.rebuild([document(1, texts={"name": "Silent"}, states_methods=False)])
        loose = asking("gait", unstated_professions=frozenset({"physical_therapist"}))
        quoted = replace(loose.text.groups[0], required=True)

        assert engine.search(loose).total == 1
        assert engine.search(replace(loose, text=replace(loose.text, groups=(quoted,)))).total == 0

    def test_stated_stands_before_unstated_even_when_farther(self, engine):
        near_silent = document(1)
        far_stated = document(
            2, point=GeoPoint(39.9, -105.1), keys=document().keys | {"language": ("de",)}
        )
        engine.rebuild([near_silent, far_stated])
        filters = Filters(chosen={"language": frozenset({"de"})})

        page = engine.search(replace(EVERYBODY, where=Circle(DENVER, 90.0), filters=filters))

        assert ids(page) == [far_stated.id, near_silent.id]
        assert page.unstated == {"language": 1}
        assert page.hits[1].unstated == {"language"}
