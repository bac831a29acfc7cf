"""Which documents are written and in what order. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.geo.grid import cell_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def along_the_curve(documents: Iterable[Document]) -> list[Document]:
    """Sort documents so that near ones lie together; those without a place come last. Pure."""
    rows = list(documents)
    points = [next((p.point for p in row.locations if p.point), None) for row in rows]
    latitudes = [point.latitude if point else 0.0 for point in points]
    longitudes = [point.longitude if point else 0.0 for point in points]
    cells = cell_of(latitudes, longitudes).tolist()
    keyed = sorted(
        zip(rows, points, cells, strict=True), key=lambda row: (row[1] is None, row[2], row[0].id)
    )
    return [row for row, _, _ in keyed]
