"""Which documents are written and in what order. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from directory.search.columns import Columns
    from directory.search.engine import Document


def newest(
    documents: Iterable[Document], stored: Mapping[str, int] | None = None
) -> list[Document]:
    """One document for each id: the one of the highest version, the last of equal ones. Pure.

    Args:
        documents: In any order; an id may come more than once.
        stored: Versions that stand in the index; older documents are left out.
    """
    least = dict(stored or {})
    chosen: dict[str, Document] = {}
    for document in documents:
        if document.version >= least.get(document.id, document.version):
            least[document.id] = document.version
            chosen[document.id] = document
    return list(chosen.values())


def arranged(columns: Columns) -> NDArray[np.int64]:
    """The rows in which documents are written: near ones together, each id once. Pure.

    Of equal ids it is the row with the highest version, the last of equal ones. Those without
    coordinates come last.
    """
    rows = np.arange(columns.count)
    versions = np.lexsort((rows, columns.version, columns.ids))
    ids = columns.ids[versions]
    newest_of_id = np.ones(len(ids), dtype=np.bool_)
    newest_of_id[:-1] = ids[1:] != ids[:-1]
    rows = versions[newest_of_id]
    along_the_curve = np.lexsort((columns.ids[rows], _first_cells(columns)[rows]))
    ordered: NDArray[np.int64] = rows[along_the_curve]
    return ordered


def _first_cells(columns: Columns) -> NDArray[np.int64]:
    """The cell of each document's first place with coordinates, beyond all cells without any."""
    cells = np.full(columns.count, np.iinfo(np.int64).max)
    located = np.flatnonzero(columns.cell >= 0)[::-1]
    cells[columns.place_doc[located]] = columns.cell[located]
    return cells
