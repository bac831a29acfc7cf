"""Named arrays in one file, mapped into memory rather than read, each with a checksum.

NumPy's own `.npz` cannot be mapped, and `.npy` takes one file an array and knows no checksums
(docs/adr/0024). All processes of a machine that map a file share its pages.

The file is: `_MAGIC`, the length of the header and its CRC-32 (little-endian, 4 bytes each), the
header (JSON: for each name the type, shape, offset and CRC-32 of an array), then the arrays, each
beginning at a multiple of `_ALIGNED` bytes.
"""

from __future__ import annotations

import json
import mmap
import os
import secrets
import struct
import zlib
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.search.shortage import is_shortage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_MAGIC = b"arrays 1"
_LENGTHS = struct.Struct("<II")
_ALIGNED = 64
_BEFORE = len(_MAGIC) + _LENGTHS.size


class ArraysDamaged(Exception):
    """A file of arrays is missing, torn, or not what was written."""


class ArrayFile:
    """Arrays of a file, opened for reading; they stay valid when the file is removed."""

    def __init__(self, path: Path) -> None:
        """Map a file; nothing but its header is read.

        Raises:
            ArraysDamaged: There is no whole file of arrays.
            OSError: The machine is short of memory or open files.
        """
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._header, self._start = _header_of(self._map)
        except (OSError, ValueError, struct.error) as error:
            if is_shortage(error):
                raise
            message = f"{path.name} is no file of arrays."
            raise ArraysDamaged(message) from error
        self._name = path.name

    def __iter__(self) -> Iterator[str]:
        """Names of the arrays."""
        return iter(self._header)

    def array(self, name: str, *, unchecked: bool = False) -> NDArray[Any]:
        """One array, read-only.

        Args:
            name: What it was written as.
            unchecked: Leave it to the caller to compare checksums of what it uses: going through
                all of a large array would read all of it from disk.

        Raises:
            ArraysDamaged: There is none of that name, or its bytes are not those written.
        """
        try:
            kind, shape, offset, checksum = self._header[name]
            count = int(np.prod(shape, dtype=np.int64))
            found = np.frombuffer(
                self._map, np.dtype(kind), count=count, offset=self._start + offset
            )
        except (KeyError, TypeError, ValueError) as error:
            message = f"{self._name} has no array {name!r}."
            raise ArraysDamaged(message) from error
        if not unchecked and checksum_of(found) != checksum:
            message = f"The array {name!r} of {self._name} is not what was written."
            raise ArraysDamaged(message)
        return found.reshape(shape)


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays into a file that appears whole or not at all, also after a power cut.

    Raises:
        OSError: The disk is full, or not writable.
    """
    packed = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    sizes = [_padded(array.nbytes) for array in packed.values()]
    header = json.dumps(
        {
            name: [array.dtype.str, array.shape, offset, checksum_of(array)]
            for (name, array), offset in zip(packed.items(), accumulate([0, *sizes]), strict=False)
        }
    ).encode()
    # A name of its own: two processes may write the same arrays at the same time.
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with fresh.open("wb") as file:
            file.write(_MAGIC + _LENGTHS.pack(len(header), zlib.crc32(header)) + header)
            file.write(bytes(_padded(_BEFORE + len(header)) - _BEFORE - len(header)))
            for array in packed.values():
                file.write(_bytes_of(array))
                file.write(bytes(_padded(array.nbytes) - array.nbytes))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def checksum_of(array: NDArray[Any]) -> int:
    """The CRC-32 of an array's bytes."""
    return zlib.crc32(_bytes_of(array))


def _bytes_of(array: NDArray[Any]) -> memoryview:
    return array.reshape(-1).view(np.uint8).data if array.nbytes else memoryview(b"")


def _header_of(mapped: mmap.mmap) -> tuple[dict[str, Any], int]:
    """The header of a file and where its arrays begin.

    Raises:
        ValueError: It is torn.
    """
    if mapped[: len(_MAGIC)] != _MAGIC:
        message = "no file of arrays"
        raise ValueError(message)
    length, checksum = _LENGTHS.unpack(mapped[len(_MAGIC) : _BEFORE])
    raw = mapped[_BEFORE : _BEFORE + length]
    if zlib.crc32(raw) != checksum:
        message = "a torn header"
        raise ValueError(message)
    header: dict[str, Any] = json.loads(raw)
    return header, _padded(_BEFORE + length)


def _padded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
