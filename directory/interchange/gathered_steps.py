"""Takes in the smaller NPPES files: rows of our listings are gathered by NPI, then compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from directory.interchange.npi_sets import KnownNpis
from directory.interchange.nppes_header import NotNppes, find_columns
from directory.interchange.remarks import Reason, Remark
from directory.interchange.steps import READING, TAKING_IN, Step
from directory.interchange.unusable import FileUnusable

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy.orm import Session

    from directory.interchange.gathering import Gathering, Group
    from directory.interchange.tables import Table

ROWS_AT_ONCE = 20_000
GROUPS_AT_ONCE = 500

LAST_NPI = "9999999999"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring NPIs.

    Attributes:
        groups: What the file says about those it names.
        after: The NPI before the first of the stretch, which is not in it.
        last: The end of the stretch, which is.
    """

    groups: list[Group]
    after: str
    last: str


class Taker(Protocol):
    """What compares gathered rows with listings."""

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns read, by short names."""
        ...

    def prepare(self, npis: KnownNpis) -> Iterator[Step]:
        """Learn what else is needed about these NPIs; steps show progress only."""
        ...

    def take(self, session: Session, run_id: int, stretch: Stretch) -> Counter[str]:
        """Bring the listings of a stretch up to date, in a writing transaction."""
        ...


class GatheredFile:
    """One `pl_pfile` or `othername_pfile` on its way in."""

    def __init__(self, table: Table, taker: Taker, size: int) -> None:
        """Understand the header.

        Raises:
            FileUnusable: Columns are missing.
        """
        self._table = table
        self._taker = taker
        self._size = size
        try:
            self._columns = find_columns(table.header, taker.columns)
        except NotNppes as error:
            raise FileUnusable(str(error)) from error

    def steps(self, gathering: Gathering, listed: KnownNpis, after: str = "") -> Iterator[Step]:
        """Gather, then take in.

        Args:
            gathering: Where rows are put in order.
            listed: NPIs of the directory's listings.
            after: The last NPI that another run has taken in; what was counted then is not again.
        """
        for step in self._gather(gathering, listed):
            yield step if not after else _silent(step)
        yield from self._taker.prepare(KnownNpis(gathering.npis()))
        yield from self._take_all(gathering, after)

    def _gather(self, gathering: Gathering, listed: KnownNpis) -> Iterator[Step]:
        rows = self._table.rows()
        ended = False
        while not ended:
            step = Step(READING, 0, self._size, 0)
            kept, ended = self._next_rows(rows, step)
            places = listed.places_among([row[0] for row in kept])
            gathering.add(kept[place] for place in places)
            step.counts.update(rows=step.rows, of_listings=len(places))
            step.counts["of_others"] = len(kept) - len(places)
            step.done = self._table.bytes_read
            yield step

    def _next_rows(
        self, rows: Iterator[list[str] | None], step: Step
    ) -> tuple[list[tuple[str, int, list[str]]], bool]:
        kept: list[tuple[str, int, list[str]]] = []
        remarks: list[Remark] = []
        wanted, width = list(self._columns.values()), len(self._table.header)
        for row in rows:
            step.rows += 1
            if row is None or len(row) != width:
                reason = Reason.UNREADABLE if row is None else Reason.WRONG_WIDTH
                remarks.append(Remark(self._table.line, "", reason, kept=False))
                step.counts.update({reason.value: 1, "rejected": 1})
            else:
                cells = [row[place].strip() for place in wanted]
                kept.append((cells[0], self._table.line, cells))
            if step.rows >= ROWS_AT_ONCE:
                step.remarks = remarks
                return kept, False
        step.remarks = remarks
        return kept, True

    def _take_all(self, gathering: Gathering, after: str) -> Iterator[Step]:
        total = gathering.count()
        done = 0
        ended = False
        while not ended:
            groups = gathering.groups(after, GROUPS_AT_ONCE)
            ended = len(groups) < GROUPS_AT_ONCE
            stretch = Stretch(groups, after, LAST_NPI if ended else groups[-1].npi)
            done = total if ended else done + len(groups)
            taken = _bound(self._taker.take, stretch)
            place = {"after": stretch.last}
            yield Step(TAKING_IN, done, total, len(groups), take=taken, place=place)
            after = stretch.last


def _bound(
    take: Callable[[Session, int, Stretch], Counter[str]], stretch: Stretch
) -> Callable[[Session, int], Counter[str]]:
    return lambda session, run_id: take(session, run_id, stretch)


def _silent(step: Step) -> Step:
    """The same progress without counts and remarks, which another run has written down."""
    return Step(step.phase, step.done, step.total, step.rows)
