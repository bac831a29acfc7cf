"""Keeping sent files: where nobody else looks, under random names, and no longer than they serve.

A file is written before the transaction that names it and removed if that fails; it is deleted
after the transaction that lets go of it. Where a process died in between, `sweep` does what was
left undone.
"""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import event
from sqlalchemy.orm import Session

from directory.files.checking import JPEG, PDF, CheckedFile, checked_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet
    from datetime import timedelta
    from pathlib import Path

    from sqlalchemy.orm import SessionTransaction

_ENDINGS = {JPEG: ".jpg", PDF: ".pdf"}
_DOOMED = "files to delete after the commit"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in one of the folders of uploads.

    Attributes:
        path: Where it is; its name is random and ends as its content is.
        content_type: As `checking.CheckedFile` has it.
        size_bytes: Of what is kept.
    """

    path: Path
    content_type: str
    size_bytes: int


def proofs_folder(var: Path) -> Path:
    """Folder of a site's proofs of visits; nobody but the site's own user can look into it."""
    return var / "uploads" / "proofs"


def documents_folder(var: Path) -> Path:
    """Folder of the documents that owners send; likewise."""
    return var / "uploads" / "documents"


def photos_folder(var: Path) -> Path:
    """Folder of the photos of practitioners; likewise: the site itself shows them."""
    return var / "uploads" / "photos"


def keep_file(
    folder: Path, content: bytes, check: Callable[[bytes], CheckedFile] = checked_file
) -> KeptFile:
    """Write a file into a folder of uploads; call it before the transaction that names it.

    Args:
        folder: As `proofs_folder` and its like give it; made if it is missing.
        content: What was sent.
        check: What makes it fit to be kept.

    Raises:
        FileRefused: It can't be taken; its kinds say why.
    """
    checked = check(content)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    path = folder / (secrets.token_hex(24) + _ENDINGS[checked.content_type])
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(checked.content)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return KeptFile(path, checked.content_type, len(checked.content))


@contextmanager
def kept_file(
    folder: Path, content: bytes, check: Callable[[bytes], CheckedFile] = checked_file
) -> Iterator[KeptFile]:
    """Keep a file while a transaction names it: what fails inside takes the file with it.

    Use it around `begin_write`, the writing service calls and the commit.

    Raises:
        FileRefused: It can't be taken.
    """
    kept = keep_file(folder, content, check)
    try:
        yield kept
    except BaseException:
        kept.path.unlink(missing_ok=True)
        raise


def delete_after_commit(session: Session, path: Path) -> None:
    """Delete a file when this session's transaction is committed, and only then.

    A savepoint that is rolled back takes back what was said inside it.
    """
    inside = session.get_nested_transaction() or session.get_transaction()
    session.info.setdefault(_DOOMED, []).append((inside, path))


@event.listens_for(Session, "after_commit")
def _delete_doomed(session: Session) -> None:
    doomed = session.info.pop(_DOOMED, [])
    savepoint = session.get_nested_transaction()
    if savepoint:
        outer = savepoint.parent
        session.info[_DOOMED] = [
            (outer if inside is savepoint else inside, path) for inside, path in doomed
        ]
        return
    for _inside, path in doomed:
        # A disk that fails here must not fail the commit: the sweep comes back to it.
        with suppress(OSError):
            path.unlink(missing_ok=True)


@event.listens_for(Session, "after_soft_rollback")
def _spare_doomed(session: Session, ended: SessionTransaction) -> None:
    doomed = session.info.pop(_DOOMED, [])
    if ended.nested:
        session.info[_DOOMED] = [(inside, path) for inside, path in doomed if inside is not ended]


def sweep(folder: Path, named: AbstractSet[str], older_than: timedelta) -> int:
    """Delete files that nothing names any more, or that never came to be named.

    Args:
        folder: Of uploads; it may be missing.
        named: Names of the files that are still needed.
        older_than: Younger files are spared, since their transaction may still be under way.

    Returns:
        How many were deleted.
    """
    if not folder.is_dir():
        return 0
    limit = datetime.now(UTC) - older_than
    orphans = [
        path for path in folder.iterdir() if path.name not in named and _written_at(path) < limit
    ]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _written_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return datetime.now(UTC)
