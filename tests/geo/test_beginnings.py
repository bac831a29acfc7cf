"""The largest places of beginnings that many names share."""

from hypothesis import given
from hypothesis import strategies as st

from directory.geo.beginnings import CROWD, KEPT, beginnings
from directory.geo.schema import Kind

_CROWDED = [f"saint {number:04}" for number in range(CROWD + 1)]


def rows(names, people=lambda town: town):
    listed = sorted((name, kind, town) for town, (name, kind) in enumerate(names))
    return list(beginnings(listed, people))


def firsts(names):
    return [(name, Kind.PLACE) for name in names]


def test_a_beginning_that_many_share_lists_its_largest_in_order():
    found = [row for row in rows(firsts(_CROWDED)) if row[0] == "sai"]

    assert [rank for _, rank, *_ in found] == list(range(KEPT))
    assert [town for *_, town in found] == list(range(CROWD, CROWD - KEPT, -1))


def test_a_beginning_that_few_share_is_left_to_the_names_themselves():
    assert rows(firsts(_CROWDED[1:])) == []


def test_no_beginning_ends_with_a_gap_as_nobody_asks_so():
    assert {row[0] for row in rows(firsts(_CROWDED))} == {
        "sa",
        "sai",
        "sain",
        "saint",
        "saint 0",
    }


def test_a_town_found_by_another_name_counts_as_a_tenth_of_its_people():
    names = [*firsts(_CROWDED), ("saint other", Kind.PLACE_OTHER)]
    people = {len(_CROWDED): 9 * CROWD}

    found = [row for row in rows(names, lambda town: people.get(town, town)) if row[0] == "sa"]

    assert found[0][2] == _CROWDED[-1]
    assert "saint other" in {name for _, _, name, *_ in found}


@given(st.lists(st.text("ab ", min_size=1, max_size=4), max_size=900))
def test_every_row_begins_as_it_says_and_names_shorter_than_that_are_no_trouble(names):
    for beginning, rank, name, _, _ in rows(firsts(names)):
        assert name.startswith(beginning)
        assert rank < KEPT
        assert sum(other.startswith(beginning) for other in names) > CROWD
