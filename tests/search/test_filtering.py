"""Filters tell no from not stated, and each facet is counted as if it were not set."""

import pytest

from directory.search.engine import DocumentLocation
from directory.search.query import Circle, Filters, Query
from directory.search.whoosh_engine import WhooshEngine
from tests.search.worlds import DENVER, TODAY, document, public_id


@pytest.fixture
def engine(tmp_path):
    made = WhooshEngine(tmp_path / "index")
    made.rebuild(
        [
            document(1, keys={"kind": ("therapist",), "telehealth": ("yes",), "language": ("en",)}),
            document(2, keys={"kind": ("therapist",), "telehealth": ("no",), "language": ("de",)}),
            document(3, keys={"kind": ("running_coach",)}),
        ]
    )
    return made


def asked(**filters):
    return Query(today=TODAY, filters=Filters(**filters))


def ids(page):
    return {hit.id for hit in page.hits}


def test_not_stated_is_not_no(engine):
    page = engine.search(asked(chosen={"telehealth": frozenset({"yes"})}))

    assert ids(page) == {public_id(1), public_id(3)}
    assert page.unstated == {"telehealth": 1}


def test_stated_only_leaves_the_silent_out(engine):
    page = engine.search(
        asked(chosen={"telehealth": frozenset({"yes"})}, stated_only=frozenset({"telehealth"}))
    )

    assert ids(page) == {public_id(1)}
    assert page.unstated == {"telehealth": 0}


def test_a_facet_is_counted_without_its_own_filter_and_with_the_others(engine):
    page = engine.search(
        asked(chosen={"language": frozenset({"en"}), "kind": frozenset({"therapist"})})
    )

    assert page.facets["language"].counts == {"en": 1, "de": 1}
    assert page.facets["kind"].counts == {"therapist": 1, "running_coach": 1}
    assert page.facets["telehealth"].counts == {"yes": 1}
    assert page.facets["method"].unstated == 1


def test_a_key_that_nobody_states_leaves_only_the_silent(engine):
    page = engine.search(asked(chosen={"language": frozenset({"tlh"})}))

    assert ids(page) == {public_id(3)}


def test_fees_are_compared_in_one_currency_at_the_place_that_counts(tmp_path):
    places = (
        DocumentLocation(DENVER, "US", "CO", 90.0, "USD"),
        DocumentLocation(DENVER, "US", "CO", 20.0, "USD"),
    )
    dear, foreign = (
        document(1, locations=places),
        document(2, locations=(DocumentLocation(DENVER, "US", "CO", 90.0, "EUR"),)),
    )
    engine = WhooshEngine(tmp_path / "index")
    engine.rebuild([dear, foreign])
    query = Query(
        today=TODAY,
        where=Circle(DENVER, 5.0),
        filters=Filters(max_price=50.0, currency="USD"),
    )

    page = engine.search(query)

    assert ids(page) == {foreign.id}
    assert page.hits[0].unstated == {"price"}
