"""How values stand in cells: lists, and what a spreadsheet must not take for a formula. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from directory.interchange.sheet.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SEPARATOR = ";"
UNSTATED = frozenset({"", "na", "none", "null", "nan", "unknown", "notstated", "notspecified"})
"""What people write, folded, where they have nothing to say."""

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
_ESCAPED = re.compile(r"\\([\\;])")
_PIECES = re.compile(r"(?:\\[\\;]|[^;])+")


def guarded(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run; plain numbers stay numbers.

    A cell that begins with apostrophes before such a sign gets one too, so that `unguarded` takes
    away exactly what was put here. Source of the signs: OWASP, "CSV Injection".
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """Take the apostrophe of `guarded` away again."""
    return cell[1:] if _QUOTED_FORMULA.match(cell) else cell


def joined(items: Iterable[str]) -> str:
    r"""One cell for a list: "a;b", with "\;" and "\\" within an item.

    A single item that holds a comma or a bar, or reads like a word for nothing, ends with a
    semicolon, so that it is read as one item.
    """
    escaped = [item.replace("\\", "\\\\").replace(SEPARATOR, "\\;") for item in items]
    if len(escaped) == 1 and (re.search(r"[,|]", escaped[0]) or fold(escaped[0]) in UNSTATED):
        return escaped[0] + SEPARATOR
    return SEPARATOR.join(escaped)


def split(cell: str, is_known: Callable[[str], bool]) -> list[str]:
    """The items of a list's cell.

    They are parted by semicolons. Where there is none, by line breaks or bars; else by commas, if
    more than half of what they part `is_known`: a comma may also stand within one item.
    """
    pieces = [_ESCAPED.sub(r"\1", piece) for piece in _PIECES.findall(cell)]
    if len(pieces) == 1 and not re.search(r"(?<!\\)(?:\\\\)*;", cell):
        pieces = _split_otherwise(pieces[0], is_known)
    return [piece.strip() for piece in pieces if piece.strip()]


def _split_otherwise(cell: str, is_known: Callable[[str], bool]) -> list[str]:
    if re.search(r"[|\n\r]", cell):
        return re.split(r"[|\n\r]+", cell)
    parts = [part.strip() for part in cell.split(",") if part.strip()]
    if not is_known(cell) and 2 * sum(map(is_known, parts)) > len(parts):
        return parts
    return [cell]
