"""Which segments of an index are written anew as one. Pure."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST_SHARE_BESIDE = 0.2
"""Of all rows so many may be deleted, or stand outside the segment in which near ones lie together,
before everything is written anew."""

LEAST_BESIDE = 500
"""So few never cause that: an index of ten would be written anew with every second change."""

_RUN = 3
_GROWTH = 2


class Piece(NamedTuple):
    """A segment.

    Attributes:
        live: Documents that are not deleted.
        gone: Deleted ones.
        is_torn: Whether its arrays cannot be read.
    """

    live: int
    gone: int
    is_torn: bool = False


def to_join(pieces: Sequence[Piece]) -> frozenset[int]:
    """Say which segments to write anew as one; none when all is well.

    Torn ones are written anew in any case. Beyond `LARGEST_SHARE_BESIDE` it is all of them;
    otherwise the smallest ones, three or more, up to the last that is at most twice as large as all
    smaller ones together. So those that stay grow at least threefold from one to the next: there
    are never many, and each document is written anew a few times only.
    """
    everything = frozenset(range(len(pieces)))
    torn = frozenset(at for at in everything if pieces[at].is_torn)
    total = sum(piece.live + piece.gone for piece in pieces)
    beside = total - max((piece.live for piece in pieces), default=0)
    if beside > max(LEAST_BESIDE, LARGEST_SHARE_BESIDE * total):
        return everything
    small = sorted(everything, key=lambda at: pieces[at].live)[:-1]
    before = accumulate((pieces[at].live for at in small), initial=0)
    run = 0
    for number, (at, sum_before) in enumerate(zip(small, before, strict=False), start=1):
        if number >= _RUN and pieces[at].live <= _GROWTH * sum_before:
            run = number
    return torn | frozenset(small[:run])
