"""Which assessments share one vote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.vetting.regrouping import joined, labels, parted

LINKS = st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=3), max_size=8)


def test_what_is_linked_through_others_belongs_together():
    assert joined([[1, 2], [5, 4], [2, 5]]) == {1: 1, 2: 1, 4: 1, 5: 1}


@given(LINKS)
def test_each_number_leads_to_the_smallest_it_belongs_with(links):
    leads = joined(links)

    assert set(leads) == {number for link in links for number in link}
    assert all(
        leads[number] <= number and leads[leads[number]] == leads[number] for number in leads
    )
    assert all(len({leads[number] for number in link}) == 1 for link in links)


@given(LINKS)
def test_the_order_of_links_does_not_matter(links):
    assert joined(links) == joined(links[::-1])


@pytest.mark.parametrize(
    ("links", "groups"),
    [
        ([], {7: 7, 8: 8, 9: 9}),
        ([[1, 3]], {7: 7, 8: 8, 9: 7}),
        ([[1, 5], [5, 2]], {7: 7, 8: 7, 9: 9}),
    ],
)
def test_linked_members_share_the_smallest_number_present(links, groups):
    assert labels({7: 1, 8: 2, 9: 3}, links) == groups


def test_taking_a_merge_back_gives_each_the_group_it_had():
    assert parted({7: 7, 8: 7, 9: 7}, {7: (7, 7), 8: (8, 7), 9: (8, 7)}) == {7: 7, 8: 8, 9: 8}


def test_what_came_since_stays_with_all_it_was_linked_with():
    assert parted({7: 7, 8: 7, 9: 9, 20: 7}, {7: (7, 7), 8: (8, 7), 9: (9, 9)}) == {
        7: 7,
        8: 7,
        9: 9,
        20: 7,
    }
