"""What a machine runs short of for a while, told apart from damage. Pure."""

from __future__ import annotations

import errno

from directory.search.engine import SearchUnavailable

_NUMBERS = frozenset(
    {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC, errno.EDQUOT, errno.EAGAIN}
)


class MachineShort(SearchUnavailable):
    """The machine is short of memory, open files or disk; the index is as it was."""

    def __init__(self) -> None:
        super().__init__("The machine is short of memory, open files or disk. Try again soon.")


def is_shortage(error: BaseException) -> bool:
    """Whether something failed for want of memory, open files or disk: the index is not damaged."""
    if isinstance(error, OSError):
        return error.errno in _NUMBERS
    return isinstance(error, MemoryError)
