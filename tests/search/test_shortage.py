"""Want of memory, files or disk is told apart from damage."""

import errno

import pytest

from directory.search.shortage import is_shortage


@pytest.mark.parametrize(
    ("error", "short"),
    [
        (MemoryError(), True),
        (OSError(errno.EMFILE, "Too many open files"), True),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (FileNotFoundError(errno.ENOENT, "No such file"), False),
        (OSError(errno.EIO, "Input/output error"), False),
        (ValueError("bad marshal data"), False),
    ],
)
def test_what_passes_by_itself_is_a_shortage(error, short):
    assert is_shortage(error) == short
