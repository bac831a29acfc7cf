"""Further names of a listing: which are kept, and what an `othername_pfile` adds to them.

Of a person only what their own row gives is kept, and no longer than it gives it: see `nppes`
on former names. The file of other names is about organisations alone. Their names are added up,
because the registry spreads them over both files; a name that an organisation gave up still helps
to find it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.interchange import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from directory.interchange.record import ListingRecord

NAMES_AT_MOST = 20
"""The longest lists of the registry are of national chains, one name for each shop."""


def names_wanted(known: Sequence[str] | None, record: ListingRecord) -> list[str] | None:
    """What a listing's further names should be after its row was read. Pure."""
    if record.organisation:
        return merged(known, record.other_names, record.name)
    return list(record.other_names) or None


def merged(known: Sequence[str] | None, more: Iterable[str], name: str) -> list[str] | None:
    """The names known and more of them, each once, without the one that is shown anyway. Pure."""
    seen = {name.casefold()}
    kept: list[str] = []
    for text in (*(known or ()), *more):
        if text and text.casefold() not in seen and len(kept) < NAMES_AT_MOST:
            seen.add(text.casefold())
            kept.append(text)
    return kept or None


def readable(texts: Iterable[str]) -> list[str]:
    """Names from the registry's capitals to readable ones, unstated ones left out. Pure."""
    return [name for name in map(names.organisation_name, texts) if name]
