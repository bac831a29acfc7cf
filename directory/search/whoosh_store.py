"""The index folder: versions of the index side by side, a pointer to the one in use, one writer."""

from __future__ import annotations

import fcntl
import os
import random
import secrets
import shutil
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whoosh import index

from directory.search.engine import IndexBusy, SearchUnavailable
from directory.search.shortage import MachineShort, is_shortage
from directory.search.whoosh_schema import index_form, schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_POINTER = "current"
_LOCK = "writer.lock"
_PREFIX = "v-"
_POLL_S = 0.05
_OPEN_TRIES = 5

DAMAGED = "The search index cannot be read: run `directory reindex`."


class IndexDamaged(SearchUnavailable):
    """The index is there but its files are torn; only building it anew mends it."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """The version in use and the commit it stands at; readers reopen when either changes."""

    name: str
    generation: int


class Store:
    """Folder of the index: `current` names a version, each version is a folder of its own.

    A version's name holds the form of what is written (`index_form`): after a change of how words
    are cut or what is stored, the old index is not asked any more.

    Whoosh's files are pickles: whoever can write here can run code, so the folder is private.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def pointer(self) -> Pointer:
        """The version in use.

        Raises:
            SearchUnavailable: None was ever built, or the pointer is damaged.
        """
        try:
            name, generation = (self.path / _POINTER).read_text().split()
            pointer = Pointer(name, int(generation))
        except (OSError, ValueError) as error:
            message = "There is no search index yet: run `directory reindex`."
            raise SearchUnavailable(message) from error
        if not name.startswith(_prefix()):
            message = "The search index is of an older form: run `directory reindex`."
            raise SearchUnavailable(message)
        return pointer

    def publish(self, pointer: Pointer) -> None:
        """Switch readers to a version and commit, all at once; for who holds the writer's lock."""
        fresh = self.path / f".{_POINTER}.{os.getpid()}"
        with fresh.open("w") as file:
            file.write(f"{pointer.name} {pointer.generation}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path / _POINTER)
        for rest in self.path.glob(f".{_POINTER}.*"):  # of writers that died
            rest.unlink(missing_ok=True)
        sync(self.path)

    def condemn(self, pointer: Pointer) -> None:
        """Take a damaged version out of use, so that whoever sees none builds it anew."""
        with suppress(SearchUnavailable, FileNotFoundError):
            if self.pointer() == pointer:
                (self.path / _POINTER).unlink()

    def open(self, pointer: Pointer) -> Any:
        """Open a version for reading or writing.

        Raises:
            SearchUnavailable: Its files are missing or damaged.
        """
        for _ in range(_OPEN_TRIES):
            try:
                return index.open_dir(str(self.path / pointer.name))
            except (index.EmptyIndexError, FileNotFoundError):
                time.sleep(_POLL_S)  # a commit replaces the table of contents under our hands
            except Exception as error:
                if is_shortage(error):
                    raise MachineShort from error
                # Whoosh reads pickles: damage shows as nearly any exception.
                raise IndexDamaged(DAMAGED) from error
        raise SearchUnavailable(DAMAGED)

    def create(self) -> tuple[str, Any]:
        """Make a new, empty version beside the others; returns its name and index."""
        self._make_private()
        name = f"{_prefix()}{secrets.token_hex(8)}"
        folder = self.path / name
        folder.mkdir(mode=0o700)
        return name, index.create_in(str(folder), schema())

    def sweep(self, keep: str) -> None:
        """Remove every version but one; whoever still reads another keeps its open files."""
        for folder in self.path.glob(f"{_PREFIX}*"):
            if folder.name != keep:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def writing(self, wait_s: float = 0.0) -> Iterator[None]:
        """Hold the one writer's lock; the system frees it when the process dies.

        Raises:
            IndexBusy: Another process still holds it after `wait_s` seconds.
        """
        self._make_private()
        with (self.path / _LOCK).open("w") as lock:
            _lock(lock, time.monotonic() + wait_s)
            with own_randomness():
                yield

    def _make_private(self) -> None:
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(PermissionError):
            self.path.chmod(0o700)


def _prefix() -> str:
    return f"{_PREFIX}{index_form()}-"


def sync(folder: Path) -> None:
    """Make what was renamed or made in a folder last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def own_randomness() -> Iterator[None]:
    """Keep Whoosh's segment names apart.

    It draws them from the global `random`: under a seeded caller a name comes twice and the
    commit fails. The caller's sequence goes on afterwards as if nothing had been drawn.
    """
    state = random.getstate()
    random.seed(os.urandom(16))
    try:
        yield
    finally:
        random.setstate(state)


def _lock(file: Any, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= deadline:
                message = "Another process is writing the index; try again when it is done."
                raise IndexBusy(message) from None
            time.sleep(_POLL_S)
        else:
            return
