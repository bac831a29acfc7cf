"""Changes of a Whoosh index: which segments it consists of, and which documents are gone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from whoosh.index import TOC, clean_files

from directory.search.arrangement import newest
from directory.search.compaction import Piece, to_join
from directory.search.contents import Contents
from directory.search.gathering import Gathering
from directory.search.segment_arrays import arrays_path
from directory.search.whoosh_store import sync
from directory.search.whoosh_writing import write_segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from directory.search.engine import Batch
    from directory.search.snapshot import Snapshot, Standing


def write(
    index: Any, folder: Path, contents: Contents, progress: Callable[[float], None] | None = None
) -> Any:
    """Write a segment and its arrays, down to the disk; it counts once a commit names it.

    Returns:
        Whoosh's segment.

    Raises:
        OSError: The disk is full, or not writable.
    """
    segment = write_segment(index, contents, progress)
    contents.arrays().write(arrays_path(folder, segment.segment_id()))
    for name in segment.list_files(index.storage):
        _sync_file(folder / name)
    return segment


class Commit(NamedTuple):
    """What an index consists of.

    Attributes:
        generation: Grows with each commit.
        segments: Whoosh's.
    """

    generation: int
    segments: tuple[Any, ...]


def commit(index: Any, folder: Path, segments: Sequence[Any]) -> Commit:
    """Make an index consist of some segments, all at once, down to the disk.

    Segments of which no document is left are dropped.

    Raises:
        OSError: The disk is full, or not writable.
    """
    kept = tuple(one for one in segments if one.doc_count_all() > one.deleted_count())
    generation: int = index.latest_generation() + 1
    TOC(index.schema, list(kept), generation).write(index.storage, index.indexname)
    _sync_file(folder / TOC._filename(index.indexname, generation))  # noqa: SLF001 - Whoosh does not
    sync(folder)
    return Commit(generation, kept)


def clean(index: Any, folder: Path, now: Commit) -> None:
    """Remove what a commit does not need, that of dead writers too; once readers were told of it."""
    clean_files(index.storage, index.indexname, now.generation, now.segments)
    for rest in folder.glob(".*.arrays.*"):
        rest.unlink(missing_ok=True)


def _sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


class Change(NamedTuple):
    """What a batch comes to.

    Attributes:
        fresh: Documents to write; older versions than those that stand are not among them.
        gone: Where documents stand that are replaced or removed.
    """

    fresh: Contents | None
    gone: tuple[Standing, ...]


def change_of(snapshot: Snapshot, batch: Batch) -> Change:
    """Find out what a batch changes in a commit; nothing is written."""
    removed = set(batch.removed)
    standing = snapshot.standing({document.id for document in batch.documents} | removed)
    staying = {one: found.version for one, found in standing.items() if one not in removed}
    gathering = Gathering()
    leaving = set(removed)
    for document in newest(batch.documents, staying):
        gathering.add(document)
        leaving.add(document.id)
    return Change(
        gathering.contents() if len(gathering) else None,
        tuple(found for one, found in standing.items() if one in leaving),
    )


def changed(index: Any, folder: Path, change: Change) -> list[Any]:
    """Write what is fresh and mark what is gone.

    Args:
        index: Whoosh's index.
        folder: Where its files are.
        change: Found in the same commit.

    Returns:
        The segments of the next commit.

    Raises:
        OSError: The disk is full, or not writable.
    """
    segments = {one.segment_id(): one for one in index._segments()}  # noqa: SLF001 - no other way
    for standing in change.gone:
        segments[standing.segment].delete_document(standing.row)
    fresh = [write(index, folder, change.fresh)] if change.fresh else []
    return [*segments.values(), *fresh]


def compacted(index: Any, folder: Path, snapshot: Snapshot) -> list[Any] | None:
    """Write anew as one the segments that are worth it; see `compaction`.

    Returns:
        The segments of the next commit, or `None` where all is well.
    """
    parts = snapshot.parts
    chosen = to_join(
        [
            Piece(part.documents, part.columns.count - part.documents, part.segment.is_torn)
            for part in parts
        ]
    )
    if not chosen:
        return None
    joined = [parts[at] for at in sorted(chosen)]
    rows = [np.asarray(part.all_rows, dtype=np.int64) for part in joined]
    written = []
    if any(map(len, rows)):
        contents = Contents.joined([part.segment.contents() for part in joined], rows)
        written = [write(index, folder, contents)]
    gone = {part.segment.id for part in joined}
    segments = index._segments()  # noqa: SLF001 - no other way
    return [*written, *(one for one in segments if one.segment_id() not in gone)]
