"""Takes `othername_pfile` in: further names of organisations that the directory lists."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.interchange import nppes
from directory.interchange.difference_cases import owned_among
from directory.interchange.nppes_header import NAME_COLUMNS
from directory.interchange.other_names import merged, readable
from directory.practitioners.models import Practitioner, Status
from directory.practitioners.service import mark_changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from directory.interchange.gathered_steps import Stretch
    from directory.interchange.npi_sets import KnownNpis
    from directory.interchange.steps import Step

_NAME = list(NAME_COLUMNS).index("name")


class NameTaker:
    """Compares gathered rows with the further names of listings."""

    columns = NAME_COLUMNS

    def prepare(self, npis: KnownNpis) -> Iterator[Step]:  # noqa: ARG002
        """Nothing else is needed."""
        return iter(())

    def take(self, session: Session, run_id: int, stretch: Stretch) -> Counter[str]:  # noqa: ARG002
        """Add the names of a stretch to its listings."""
        rows = {group.npi: group.rows for group in stretch.groups}
        statement = select(Practitioner).where(Practitioner.npi.in_(rows))
        outcomes: Counter[str] = Counter()
        found = session.scalars(statement.order_by(Practitioner.npi)).all()
        owned = owned_among(session, [practitioner.id for practitioner in found])
        for practitioner in found:
            if practitioner.id in owned:
                outcomes["names_left_alone"] += 1
                continue
            texts = [cells[_NAME] for _, cells in rows[practitioner.npi or ""]]
            outcomes[_renew(session, practitioner, texts)] += 1
        return outcomes


def _renew(session: Session, practitioner: Practitioner, texts: list[str]) -> str:
    is_person = bool(practitioner.gender or practitioner.credentials)
    may_change = practitioner.source == nppes.SOURCE and practitioner.status == Status.UNCLAIMED
    if is_person or not may_change:
        return "names_left_alone"
    wanted = merged(practitioner.other_names, readable(texts), practitioner.name)
    if wanted == practitioner.other_names:
        return "names_unchanged"
    practitioner.other_names = wanted
    mark_changed(session, practitioner)
    return "names_renewed"
