"""Where tests keep their databases and folders: in memory, where the machine has room for it.

Half of what tests of pages and commands wait for is the disk. In memory everything runs as it
does elsewhere, with every `fsync` of the product, only that none has to wait.
"""

import os
import shutil
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - folders in it are made by pytest and mkdtemp, 0700
_ENOUGH_BYTES = 4 << 30
"""Far more than two processes fill: what a test leaves is taken away when it has passed."""


def memory_folder():
    """The folder that lies in memory, or None where there is none or it is small.

    Containers often have one of 64 MB; then everything stays on the disk.
    """
    if not os.access(_MEMORY, os.W_OK) or shutil.disk_usage(_MEMORY).free < _ENOUGH_BYTES:
        return None
    return _MEMORY


def keep_temporary_folders_in_memory():
    """Let pytest make its temporary folders there, unless the environment names another place."""
    if folder := memory_folder():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))
