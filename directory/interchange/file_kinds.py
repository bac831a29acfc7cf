"""Tells the files of an NPPES download apart by their names and headers. Pure.

Source of the names: CMS, "NPPES Data Dissemination - Readme": `npidata_pfile_20050523-20251109.csv`
in the monthly archive, the week's days in the weekly one, each beside a `..._fileheader.csv` that
holds nothing but the header.
"""

from __future__ import annotations

import re
from enum import StrEnum

from directory.interchange.nppes_header import has_columns
from directory.interchange.unusable import FileUnusable

TYPE_OF_HEADER = {
    "npidata": ("Healthcare Provider Taxonomy Code_1",),
    "pl": ("NPI", "Provider Secondary Practice Location Address - City Name"),
    "othername": ("NPI", "Provider Other Organization Name Type Code"),
}
"""Columns that tell each kind.

npidata is asked first and told by the one column that no other file has: it has those of othername
too, and a monthly file in which a column was renamed must not pass for a small one.
"""

_NAME = re.compile(r"(npidata|pl|othername)_pfile.*\.csv", re.IGNORECASE | re.DOTALL)
_HEADER_ONLY = re.compile(r"file_?header", re.IGNORECASE)
_SINCE_THE_BEGINNING = re.compile(r"_pfile_20050523-", re.IGNORECASE)


class FileKind(StrEnum):
    """The files the directory reads, in the order in which they are taken in."""

    PROVIDERS = "npidata"
    LOCATIONS = "pl"
    NAMES = "othername"

    @property
    def order(self) -> int:
        """Providers come first: the other files say more about listings that there are."""
        return list(FileKind).index(self)


def kind_named(name: str) -> FileKind | None:
    """The kind that a file's own name tells; nothing for others and for those with only a header."""
    match = _NAME.fullmatch(name)
    if match is None or _HEADER_ONLY.search(name):
        return None
    return FileKind(match.group(1).lower())


def kind_of(name: str, header: list[str]) -> FileKind:
    """The kind that a header tells.

    Raises:
        FileUnusable: It is another file, or not the one that its name promises.
    """
    told = next(
        (FileKind(kind) for kind, names in TYPE_OF_HEADER.items() if has_columns(header, names)),
        None,
    )
    named = kind_named(name)
    if told is None and named not in {None, FileKind.PROVIDERS}:
        message = f"its header is not that of a {named}_pfile; download the file again."
        raise FileUnusable(message)
    if told and named and told is not named:
        message = f"its name says {named}_pfile, its header {told}_pfile; rename or replace it."
        raise FileUnusable(message)
    return told or FileKind.PROVIDERS


def is_whole(name: str) -> bool:
    """Tell a file with everything there is from one with the changes of a week.

    Only a file whose name says that it begins with the registry's first day, 23 May 2005, can
    tell by silence that something is gone.
    """
    return _SINCE_THE_BEGINNING.search(name) is not None
