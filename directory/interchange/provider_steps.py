"""Takes `npidata_pfile` in: its batches, each a step that can be gone on from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.interchange.npi_sets import KnownNpis
from directory.interchange.nppes import SOURCE
from directory.interchange.steps import READING, Step
from directory.interchange.taking import take
from directory.practitioners.models import Practitioner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

    from directory.interchange.reading import Batch, ProviderReader
    from directory.interchange.tables import Table
    from directory.outbox.letters import Letters

_FETCHED = 10_000


def provider_steps(
    reader: ProviderReader, table: Table, size: int, secret: str, letters: Letters
) -> Iterator[Step]:
    """The steps from where the table stands to its end.

    Args:
        reader: Makes batches of the table's rows.
        table: The open file.
        size: Its bytes.
        secret: The site's secret, which keys the suppression list.
        letters: Writes to owners whose listing goes off the site.
    """
    for batch in reader.batches():
        yield Step(
            phase=READING,
            done=table.bytes_read,
            total=size,
            rows=batch.counts["rows"],
            counts=batch.counts,
            remarks=batch.remarks,
            take=_taking(batch, secret, letters),
            place=table.mark().as_json(),
        )


def listed_npis(session: Session) -> KnownNpis:
    """The numbers of all listings from the registry, whoever keeps them now."""
    statement = select(Practitioner.npi).where(
        Practitioner.source == SOURCE, Practitioner.npi.is_not(None)
    )
    rows = session.scalars(statement.execution_options(yield_per=_FETCHED))
    return KnownNpis(npi for npi in rows if npi)


def _taking(batch: Batch, secret: str, letters: Letters) -> Callable[[Session, int], Counter[str]]:
    def take_batch(session: Session, run_id: int) -> Counter[str]:
        if not batch.changes:
            return Counter()
        return take(session, run_id, batch.changes, secret, batch.again, letters=letters)

    return take_batch
