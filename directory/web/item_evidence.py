"""What is shown of each item of the checklist, as the profile shows it: nothing else, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.http.translation import gettext as _
from directory.web.chain import Told, state_of
from directory.web.why import why_of

if TYPE_CHECKING:
    from datetime import date

    from directory.practitioners.models import Practitioner
    from directory.vetting.evidence import PractitionerEvidence
    from directory.vetting.why import Line
    from directory.web.why import Why


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of one item.

    Attributes:
        state: As a link of the chain has one (`chain.Link.state`).
        words: Who says what, each kind of evidence apart.
        sentence: The practitioner's own.
    """

    state: str
    words: tuple[str, ...]
    sentence: str | None = None


def shown_items(
    practitioner: Practitioner, evidence: PractitionerEvidence, today: date
) -> dict[str, Shown]:
    """What is shown of a practitioner's items by code; of an item without evidence nothing is.

    All of it comes from the table behind the score, which tells answers of members from three of
    them on.
    """
    why = why_of(practitioner, evidence, today)
    if not why.rows:
        return {
            code: Shown("claimed", (_("claims it"),), claim.sentence)
            for code, claim in evidence.claims.items()
        }
    return _from_table(why, evidence)


def _from_table(why: Why, evidence: PractitionerEvidence) -> dict[str, Shown]:
    found = {}
    for line, row in zip(why.explanation.lines, why.rows, strict=True):
        item = evidence.of_item(line.code)
        if not (line.answers or item.claim or item.document):
            continue
        told = _counted(line, evidence)
        state = state_of(told, claimed=item.claim is not None)
        found[line.code] = Shown(state, row.told, row.sentence)
    return found


def _counted(line: Line, evidence: PractitionerEvidence) -> Told:
    """An item's answers as those about a link are counted; two of "partly" make one yes."""
    document = evidence.of_item(line.code).document
    yes = line.answers.yes + line.answers.partly // 2 if line.answers else 0
    return Told(yes, sum(line.answers or ()), document.seen_on if document else None)
