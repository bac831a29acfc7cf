"""Cuts a table's text into rows, so that a quotation mark too many costs one line and no more."""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

LONGEST_LINE = 200_000
"""Characters of one line; a text without line ends is no table."""

_MOST_LINES = 2_000
"""Lines that one row may cover, by line breaks within quotation marks."""

_FEW_LINES = 20
"""As many where a file has had too many marks that stay open, so that it is still read in time."""

_PATIENCE = 10_000_000
"""Characters that may be looked at in vain in one file before rows may cover only a few lines."""

_LONGEST_ROW = 2 * LONGEST_LINE + 1
"""Characters: a row that is not too long yet may take one more line."""

_QUOTE = '"'


class TableRow(NamedTuple):
    """One row: the number of its first line, and its cells; no cells where it cannot be read."""

    line: int
    cells: list[str] | None


class Lines:
    """The lines of a text with their numbers, from which one can take back what was read ahead."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take the lines with their ends."""
        self._lines = iter(lines)
        self._ahead: deque[str] = deque()
        self._patience = _PATIENCE
        self.number = 0

    @property
    def most_ahead(self) -> int:
        """How many lines a row may look ahead; reading takes time in proportion to the text."""
        return _MOST_LINES if self._patience > 0 else _FEW_LINES

    def next(self) -> str | None:
        """The next line, or `None` at the end."""
        line = self._ahead.popleft() if self._ahead else next(self._lines, None)
        self.number += line is not None
        return line

    def give_back(self, lines: list[str]) -> None:
        """Put lines back that belong to rows of their own."""
        self._ahead.extendleft(reversed(lines))
        self.number -= len(lines)
        self._patience -= sum(map(len, lines))


def rows(lines: Lines, delimiter: str) -> Iterator[TableRow]:
    """Go through the rows; one whose quotation marks do not match is given without cells.

    Only its first line is lost then: what follows is read as rows of its own.
    """
    while (line := lines.next()) is not None:
        first = lines.number
        if not line.strip(f"\r\n \ufeff{delimiter}"):
            continue
        yield TableRow(first, _cells(lines, line, delimiter))


def _cells(lines: Lines, first: str, delimiter: str) -> list[str] | None:
    if len(first) > LONGEST_LINE:
        return None
    if _QUOTE not in first:
        return first.rstrip("\r\n").split(delimiter)
    further = _Further(lines, first)
    try:
        return _first_row(further, delimiter, strict=True)
    except csv.Error as error:
        lines.give_back(further.taken)
        is_open = bool(further.taken) or "unexpected end" in str(error)
    return None if is_open else _leniently(first, delimiter)


class _Further:
    """A row's first line, and then as many more as it asks for, up to a bound."""

    def __init__(self, lines: Lines, first: str) -> None:
        self._lines = lines
        self._first: str | None = first
        self._length = len(first)
        self.taken: list[str] = []

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line, self._first = self._first, None
        if line is not None:
            return line
        is_too_much = self._length > LONGEST_LINE or len(self.taken) >= self._lines.most_ahead
        more = None if is_too_much else self._lines.next()
        if more is None:
            raise StopIteration
        self.taken.append(more)
        self._length += len(more)
        return more


def _leniently(text: str, delimiter: str) -> list[str] | None:
    """The cells of a line with blanks or letters behind a closing quotation mark."""
    try:
        return _first_row([text], delimiter, strict=False)
    except csv.Error:
        return None


def _first_row(lines: Iterable[str], delimiter: str, *, strict: bool) -> list[str]:
    """One row of cells of any length; the limit is the process's own, and others count on it."""
    limit = csv.field_size_limit(_LONGEST_ROW)
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=strict))
    finally:
        csv.field_size_limit(limit)
