"""Whoosh's codec for postings that come as slices of arrays, not one by one."""

from __future__ import annotations

from array import array
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3PostingsWriter
from whoosh.system import pack_uint

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from whoosh.formats import Format

BLOCK = 128
"""Postings of a word that are packed together, as Whoosh does."""

_DIFFERENT = 65_536
"""Sets of positions whose form is remembered: most words stand once, near the beginning."""


def encoding_of(format_: Format) -> Callable[[bytes], bytes]:
    """Makes what Whoosh keeps of an occurrence out of its positions as 32-bit numbers."""
    if not format_.supports("positions"):
        once = pack_uint(1)
        return lambda _positions: once

    @lru_cache(maxsize=_DIFFERENT)
    def encoded(positions: bytes) -> bytes:
        found: bytes = format_.encode(array("i", positions))
        return found

    return encoded


class ArrayPostings(W3PostingsWriter):
    """Takes blocks of postings as they are."""

    def add_block(
        self,
        documents: NDArray[np.int32],
        times: NDArray[np.int32],
        values: list[bytes],
        lengths: NDArray[np.int64],
    ) -> None:
        """Add up to 128 postings; the block before is written now, the last one at the end."""
        if len(self):
            self._write_block()
        self._ids = array("I", documents.tobytes())
        self._weights = array("f", times.astype(np.float32).tobytes())
        self._values = values
        self._maxweight = float(times.max())
        if longest := int(lengths.max()):
            self._minlength, self._maxlength = int(lengths.min()), longest


class ArrayCodec(W3Codec):
    """Whoosh's codec, but for who writes the postings; segments name Whoosh's own."""

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> ArrayPostings:
        """See `W3Codec.postings_writer`."""
        return ArrayPostings(dbfile, BLOCK, byteids=byteids, compression=self._compression)
