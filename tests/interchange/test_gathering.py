"""Rows put in order by NPI, aside on the disk."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.gathering import Gathering, scratch


def gathered(connection, rows):
    made = Gathering(connection)
    made.add(rows)
    return made


@given(
    rows=st.lists(st.tuples(st.sampled_from("abcdef"), st.lists(st.text(max_size=5)))),
    limit=st.integers(1, 4),
)
def test_groups_come_in_order_each_once_with_all_its_rows(tmp_path, rows, limit):
    with scratch(tmp_path) as connection:
        made = gathered(connection, [(npi, line, cells) for line, (npi, cells) in enumerate(rows)])
        found, after = [], ""
        while groups := made.groups(after, limit):
            found += groups
            after = groups[-1].npi

        assert [group.npi for group in found] == sorted({npi for npi, _ in rows})
        for group in found:
            expected = [(line, cells) for line, (npi, cells) in enumerate(rows) if npi == group.npi]
            assert group.rows == expected
        assert made.count() == len(found)
        assert list(made.npis()) == [group.npi for group in found]


def test_nothing_is_left_on_the_disk_even_while_it_is_in_use(tmp_path):
    with scratch(tmp_path / "new") as connection:
        gathered(connection, [("1", 1, ["x" * 1_000_000])])

        assert list((tmp_path / "new").iterdir()) == []
    assert list((tmp_path / "new").iterdir()) == []


def test_it_is_closed_when_something_breaks(tmp_path):
    with pytest.raises(KeyError), scratch(tmp_path) as connection:
        raise KeyError

    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
