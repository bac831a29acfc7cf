"""Damage to files of an index, done as a failing disk leaves it for who opens them next.

What is there already is mapped by readers: cutting it short would end their process.
"""

from directory.search.segment_arrays import SegmentArrays


def replace_bytes(path, content):
    """Put another file in a file's place."""
    path.unlink()
    path.write_bytes(content)


def cut_short(path, size=100):
    """Leave the beginning only."""
    replace_bytes(path, path.read_bytes()[:size])


def spoil_postings(path):
    """Change every byte of the postings of a file of arrays; its other arrays stay."""
    _spoil(path, SegmentArrays.read(path).terms.documents)


def spoil_names(path):
    """Change every byte of the names of a file of arrays; its other arrays stay."""
    _spoil(path, SegmentArrays.read(path).names.entry)


def _spoil(path, array):
    content, spoilt = bytearray(path.read_bytes()), array.tobytes()
    start = content.index(spoilt)
    content[start : start + len(spoilt)] = bytes(255 - byte for byte in spoilt)
    replace_bytes(path, bytes(content))
