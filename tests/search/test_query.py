"""The records between service and engine say when they ask for nothing."""

from directory.search.query import (
    FACETS,
    LIMITS,
    STATABLE,
    Member,
    Query,
    Sort,
    TermGroup,
    Text,
)
from directory.search.request import SearchRequest
from tests.search.worlds import TODAY


def test_a_text_asks_for_something_by_a_group_or_by_an_exclusion():
    group = TermGroup("knee", (Member(("knee",)),))

    assert not Text()
    assert Text((group,))
    assert Text(excluded=(("knee",),))


def test_kind_and_verified_cannot_be_left_unstated():
    assert set(STATABLE) == {*FACETS, *LIMITS, "text"} - {"kind", "verified"}


def test_without_more_a_query_takes_everybody_in_the_best_order():
    query = Query(today=TODAY)

    assert (query.where, query.sort, query.offset, query.limit) == (None, Sort.BEST, 0, 10)
    assert not query.text


def test_without_more_a_request_is_the_first_page_of_everybody():
    request = SearchRequest()

    assert (request.q, request.near, request.page, request.sort) == ("", "", 1, Sort.BEST)
