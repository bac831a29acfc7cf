"""Writes segments that Whoosh reads as its own, straight from arrays.

Whoosh's writer takes every occurrence of every word through a pool of Python objects that is sorted
on disk (about 1,000 documents a second). What stands in its files is made here of slices of arrays
instead, by Whoosh's own codec, so that the form of the files stays its own (docs/adr/0024).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter
from whoosh.util.numeric import byte_to_length, length_to_byte

from directory.search.query import TEXT_FIELDS
from directory.search.term_table import FIELDS
from directory.search.whoosh_codec import BLOCK, ArrayCodec, encoding_of
from directory.search.whoosh_schema import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from directory.search.columns import Columns
    from directory.search.contents import Contents


def write_segment(
    index: Any, contents: Contents, progress: Callable[[float], None] | None = None
) -> Any:
    """Write a segment's files; it counts once a commit names it.

    Args:
        index: Whoosh's index to which it shall belong.
        contents: Its documents, at least one.
        progress: Called now and then with the share that is done.

    Returns:
        Whoosh's segment.

    Raises:
        OSError: The disk is full, or not writable.
    """
    segment = W3Codec().new_segment(index.storage, index.indexname)
    segment.set_doc_count(contents.columns.count)
    _write_documents(index, segment, contents)
    writer = W3FieldWriter(ArrayCodec(), index.storage, segment)
    names = sorted(("id", *FIELDS))  # the order in which Whoosh writes them
    for number, field in enumerate(names, start=1):
        if progress:
            progress(number / (len(names) + 1))
        writer.start_field(field, index.schema[field])
        if field == "id":
            _write_ids(writer, contents.columns.ids)
        else:
            _write_terms(writer, field, contents)
        writer.finish_field()
    writer.close()
    # One file, which is mapped: as single files Whoosh keeps five of them open for each reader.
    segment.create_compound_file(index.storage)
    return segment


def _write_documents(index: Any, segment: Any, contents: Contents) -> None:
    """What Whoosh keeps of each document: its stored fields and how long its texts are."""
    writer = segment.codec().per_document_writer(index.storage, segment)
    whole = zip(contents.columns.ids, contents.columns.rows(), contents.called, strict=True)
    for row, (public_id, facts, called) in enumerate(whole):
        writer.start_doc(row)
        writer.add_field("id", None, public_id.decode(), 0)
        writer.add_field("columns", None, written(facts), 0)
        writer.add_field("called", None, called, 0)
        for name, count in zip(TEXT_FIELDS, facts["lengths"], strict=True):
            writer.add_field(name, None, None, count)
        writer.finish_doc()
    writer.close()
    # Its columns were gathered there, and stand in their own files now.
    index.storage.temp_storage(f"{index.indexname}.tmp").destroy()


def _write_ids(writer: W3FieldWriter, ids: NDArray[np.bytes_]) -> None:
    for row in np.argsort(ids, kind="stable").tolist():
        writer.start_term(bytes(ids[row]))
        writer.add(row, 1.0, b"", None)
        writer.finish_term()


def _write_terms(writer: W3FieldWriter, field: str, contents: Contents) -> None:
    table = contents.terms
    encode = encoding_of(writer._format)  # noqa: SLF001 - what the field's postings hold
    lengths = _kept_lengths(contents.columns, field)
    for at in range(*table.span(field)):
        documents, times, positions = table.parts(at)
        writer.start_term(table.term(at)[1:])
        ends = np.cumsum(times) if len(positions) else np.zeros_like(times)
        for start in range(0, len(documents), BLOCK):
            block = slice(start, start + BLOCK)
            writer._postwriter.add_block(  # noqa: SLF001 - a posting at a time is what takes long
                documents[block],
                times[block],
                [
                    encode(positions[end - count : end].tobytes())
                    for end, count in zip(ends[block].tolist(), times[block].tolist(), strict=True)
                ],
                lengths[documents[block]],
            )
        writer.finish_term()


def _kept_lengths(columns: Columns, field: str) -> NDArray[np.int64]:
    """How long a field's texts are as Whoosh reads them again: it keeps a byte of each."""
    if field not in TEXT_FIELDS:
        return np.zeros(columns.count, dtype=np.int64)
    lengths, whose = np.unique(columns.lengths[:, TEXT_FIELDS.index(field)], return_inverse=True)
    kept = [byte_to_length(length_to_byte(int(length))) for length in lengths]
    return np.array(kept, dtype=np.int64)[whose]
