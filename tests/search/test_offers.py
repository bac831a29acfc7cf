"""Offers are a search's hits without order and page: the same people, worth, places and prices."""

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings

from directory.search.query import MAX_OFFSET, Sort
from directory.search.whoosh_engine import WhooshEngine
from tests.search.brute_force import BruteForce
from tests.search.contract import questions
from tests.search.worlds import crowds


def price(document, hit, currency):
    """The fee at the place that counts, in the currency asked for."""
    if hit.location < 0:
        return None
    place = document.locations[hit.location]
    return place.fee_first if currency in {None, place.currency} else None


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(crowds, questions)
def test_offers_in_their_order_are_all_the_hits_of_a_search(tmp_path_factory, crowd, asked):
    engine = WhooshEngine(tmp_path_factory.mktemp("offers") / "index")
    judge = BruteForce(crowd)
    engine.rebuild(crowd)

    for query in asked:
        offers = engine.offers(query)

        plain = replace(query, sort=Sort.BEST, offset=0, limit=MAX_OFFSET)
        hits = judge.search(plain).hits
        order = np.lexsort((offers.ids, -offers.silent_ranks, -offers.ranks, offers.lacking))
        assert [offers.id_at(at) for at in order] == [hit.id for hit in hits]
        assert [offers.locations[at] for at in order] == [hit.location for hit in hits]
        assert [offers.lacking[at] for at in order] == [len(hit.unstated) for hit in hits]
        unstated = [{name for name, mask in offers.unstated.items() if mask[at]} for at in order]
        assert unstated == [hit.unstated for hit in hits]
        np.testing.assert_allclose(offers.ranks[order], [hit.score for hit in hits], atol=1e-6)
        known = [None if np.isnan(fee) else fee for fee in offers.fees[order].tolist()]
        wanted = [price(judge.documents[hit.id], hit, query.filters.currency) for hit in hits]
        assert known == wanted
