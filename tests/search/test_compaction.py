"""Segments are written anew when that pays, and only then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.compaction import LEAST_BESIDE, Piece, to_join

pieces = st.lists(
    st.builds(Piece, st.integers(0, 9_000), st.integers(0, 9_000), st.booleans()), max_size=8
)


@pytest.mark.parametrize(
    ("given_pieces", "joined"),
    [
        ([], set()),
        ([Piece(100_000, 0)], set()),
        ([Piece(100_000, 0), Piece(200, 0)], set()),
        ([Piece(100_000, 0), Piece(200, 0), Piece(200, 0)], set()),
        ([Piece(100_000, 600), Piece(200, 0), Piece(200, 0), Piece(200, 0)], {1, 2, 3}),
        ([Piece(200, 0), Piece(100_000, 0), Piece(200, 0), Piece(200, 0)], {0, 2, 3}),
        ([Piece(100_000, 0), Piece(5_000, 0), *[Piece(200, 0)] * 3], {2, 3, 4}),
        ([Piece(79_000, 21_000)], {0}),
        ([Piece(81_000, 19_000)], set()),
        ([Piece(60_000, 0), Piece(40_000, 0)], {0, 1}),
        ([Piece(10, 0), Piece(10, 10)], set()),
        ([Piece(10, 0), Piece(10, 0), Piece(10, 0), Piece(10, 0)], {0, 1, 2}),
        ([Piece(100_000, 0, is_torn=True), Piece(200, 0)], {0}),
    ],
)
def test_which_segments_become_one(given_pieces, joined):
    assert to_join(given_pieces) == joined


@given(pieces)
def test_never_more_than_a_fifth_is_left_beside_the_largest(some):
    chosen = to_join(some)
    left = [piece for at, piece in enumerate(some) if at not in chosen]
    left.append(Piece(sum(some[at].live for at in chosen), 0))
    total = sum(piece.live + piece.gone for piece in left)

    beside = total - max(piece.live for piece in left)

    before = sum(piece.live + piece.gone for piece in some)
    assert beside <= max(LEAST_BESIDE, 0.2 * before)


@given(pieces)
def test_what_is_torn_is_always_written_anew(some):
    chosen = to_join(some)

    assert {at for at, piece in enumerate(some) if piece.is_torn} <= chosen


@given(st.lists(st.integers(1, 300), max_size=400))
def test_there_are_never_many_segments(batches):
    standing = [100_000]
    for size in batches:
        standing.append(size)
        chosen = to_join([Piece(live, 0) for live in standing])
        if chosen:
            rest = [live for at, live in enumerate(standing) if at not in chosen]
            standing = [*rest, sum(standing[at] for at in chosen)]

        assert len(standing) <= 12
