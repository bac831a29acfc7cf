"""Takes `pl_pfile` in: further places of work of the listings that the directory has."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from directory.interchange import nppes
from directory.interchange.difference_cases import owned_among
from directory.interchange.gathered_steps import GROUPS_AT_ONCE
from directory.interchange.homes import Address
from directory.interchange.kept_facts import kept_facts
from directory.interchange.nppes_header import LOCATION_COLUMNS
from directory.interchange.reading import BATCH_ROWS, layout_of
from directory.interchange.secondary import Mail, places_wanted, write_places
from directory.interchange.steps import READING, Step
from directory.interchange.tables import open_table
from directory.practitioners.models import Location, Practitioner, Status
from directory.practitioners.service import mark_changed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.interchange.archives import Part
    from directory.interchange.gathered_steps import Stretch
    from directory.interchange.npi_sets import KnownNpis
    from directory.interchange.nppes_header import Layout
    from directory.interchange.places import Locator


class PlaceTaker:
    """Compares gathered rows with the further places of listings."""

    columns = LOCATION_COLUMNS

    def __init__(
        self,
        locator: Locator,
        connection: sqlite3.Connection,
        providers: Sequence[Part],
        *,
        whole: bool,
    ) -> None:
        """Prepare.

        Args:
            locator: Finds the places.
            connection: A scratch database for mailing addresses.
            providers: The `npidata_pfile` given along, to tell homes; none is fine.
            whole: Whether the file has everything there is, so that what it leaves out is gone.
        """
        self._locator = locator
        self._providers = providers
        self._whole = whole
        self._scratch = connection
        connection.execute(
            "CREATE TABLE mail (npi TEXT PRIMARY KEY, sole INTEGER, address TEXT) WITHOUT ROWID"
        )

    def prepare(self, npis: KnownNpis) -> Iterator[Step]:
        """Read the mailing addresses of these NPIs, only for as long as the run lasts."""
        for part in self._providers:
            with open_table(part) as table:
                layout = layout_of(table)
                rows = table.rows()
                ended = False
                while not ended:
                    batch, ended = _next_rows(rows, layout)
                    places = npis.places_among([layout.cell(row, "npi") for row in batch])
                    self._keep(layout, [batch[place] for place in places])
                    yield Step(READING, table.bytes_read, part.size, len(batch))

    def take(self, session: Session, run_id: int, stretch: Stretch) -> Counter[str]:  # noqa: ARG002
        """Bring the places of the listings of a stretch up to date."""
        rows = {group.npi: [cells for _, cells in group.rows] for group in stretch.groups}
        outcomes = self._renew_all(session, rows, rows)
        if self._whole:
            for npis in _with_further_places(session, stretch):
                silent = [npi for npi in npis if npi not in rows]
                outcomes += self._renew_all(session, silent, {})
        return outcomes

    def _renew_all(
        self, session: Session, npis: Iterable[str], rows: Mapping[str, list[list[str]]]
    ) -> Counter[str]:
        statement = (
            select(Practitioner)
            .options(
                selectinload(Practitioner.locations).selectinload(Location.payers),
                selectinload(Practitioner.facts),
            )
            .where(Practitioner.npi.in_(npis))
            .order_by(Practitioner.npi)
        )
        outcomes: Counter[str] = Counter()
        found = session.scalars(statement).all()
        owned = owned_among(session, [practitioner.id for practitioner in found])
        for practitioner in found:
            cells = rows.get(practitioner.npi or "", [])
            if practitioner.id in owned or "location" in kept_facts(practitioner):
                outcomes["places_left_alone"] += 1
                continue
            outcomes.update(self._renew(session, practitioner, cells))
        return outcomes

    def _renew(
        self, session: Session, practitioner: Practitioner, rows: list[list[str]]
    ) -> dict[str, int]:
        if practitioner.source != nppes.SOURCE or practitioner.status != Status.UNCLAIMED:
            return {"places_left_alone": 1}
        mail = self._mail(practitioner.npi or "")
        wanted = places_wanted(practitioner, rows, mail, self._locator)
        changes = write_places(practitioner, wanted)
        if not changes:
            return {"places_unchanged": 1}
        mark_changed(session, practitioner)
        return changes | {"places_renewed": 1}

    def _keep(self, layout: Layout, rows: Sequence[Sequence[str]]) -> None:
        kept = (
            (
                layout.cell(row, "npi"),
                layout.cell(row, "sole").upper() == "Y",
                # As JSON, because a text may hold bytes that no database takes.
                json.dumps([layout.cell(row, column) for column in nppes.MAILING]),
            )
            for row in rows
        )
        self._scratch.executemany("INSERT OR REPLACE INTO mail VALUES (?, ?, ?)", kept)

    def _mail(self, npi: str) -> Mail | None:
        statement = "SELECT sole, address FROM mail WHERE npi = ?"
        found = self._scratch.execute(statement, (npi,)).fetchone()
        return Mail(bool(found[0]), Address(*json.loads(found[1]))) if found else None


def _next_rows(rows: Iterator[list[str] | None], layout: Layout) -> tuple[list[list[str]], bool]:
    batch: list[list[str]] = []
    for row in rows:
        if row and len(row) == layout.width:
            batch.append(row)
        if len(batch) >= BATCH_ROWS // 4:
            return batch, False
    return batch, True


def _with_further_places(session: Session, stretch: Stretch) -> Iterator[list[str]]:
    """NPIs of a stretch whose listings have more than one place from the registry, page by page.

    A stretch has few groups but may span every listing, and a statement takes only so many values.
    """
    statement = (
        select(Practitioner.npi)
        .join(Location)
        .where(Practitioner.source == nppes.SOURCE, Location.source == nppes.SOURCE)
        .group_by(Practitioner.npi)
        .having(func.count(Location.id) > 1)
        .order_by(Practitioner.npi)
        .limit(GROUPS_AT_ONCE)
    )
    after = stretch.after
    while after < stretch.last:
        page = statement.where(Practitioner.npi > after, Practitioner.npi <= stretch.last)
        npis = [npi for npi in session.scalars(page) if npi]
        yield npis
        after = npis[-1] if len(npis) == GROUPS_AT_ONCE else stretch.last
