"""Why somebody's score is what it is, from the evidence read for them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.vetting.checklist import checklist
from directory.vetting.score import month_number
from directory.vetting.why import Answers, explain

if TYPE_CHECKING:
    from datetime import date

    from directory.practitioners.models import Practitioner
    from directory.vetting.evidence import PractitionerEvidence
    from directory.vetting.why import Explanation


def explain_score(
    practitioner: Practitioner, evidence: PractitionerEvidence, today: date
) -> Explanation:
    """Explain the score of a practitioner as of today's month. Pure.

    Args:
        practitioner: Says which checklist is meant and how many members answered.
        evidence: All that speaks for the practitioner, as `evidence.load` reads it.
        today: The day that ages are counted from.
    """
    known = checklist(practitioner.kind)
    counts = {code: evidence.of_item(code).counts for code in known.codes}
    return explain(
        known,
        evidence.columns(known),
        month=month_number(today),
        cap=evidence.cap,
        members=practitioner.score_members or 0,
        answers={
            code: Answers(said.said_yes, said.said_partly, said.said_no)
            for code, said in counts.items()
            if said.answered
        },
    )
