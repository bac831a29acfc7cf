"""The table behind "why this score": each item with its points and what speaks for it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.http.checklist_words import item_title
from directory.http.translation import gettext as _
from directory.vetting.checklist import EvidenceKind, checklist
from directory.vetting.explaining import explain_score
from directory.vetting.published import SHOWN_FROM
from directory.vetting.why import MEMBERS
from directory.web.formats import month

if TYPE_CHECKING:
    from datetime import date

    from directory.practitioners.models import Practitioner
    from directory.vetting.evidence import ItemEvidence, PractitionerEvidence
    from directory.vetting.why import Answers, Explanation, Line


@dataclass(frozen=True, slots=True)
class Row:
    """One item as the table shows it.

    Attributes:
        told: Who says what, each kind of evidence apart.
        sentence: The practitioner's own, shown as claimed.
        points: To one decimal, so that the column sums; of the members together a whole number.
    """

    title: str
    weight: int | None
    points: str
    told: tuple[str, ...]
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Why:
    """All of the table, or the claims alone while there is no score.

    Attributes:
        total: What the points sum to: a whole number below three members, then to one decimal.
        score: That under the cap.
        interval: Ends of the range in whole numbers.
        claims: Title and sentence of each claim.
    """

    explanation: Explanation
    rows: tuple[Row, ...]
    total: str
    score: str
    interval: tuple[int, int] | None
    items: int
    claims: tuple[tuple[str, str], ...]


def why_of(practitioner: Practitioner, evidence: PractitionerEvidence, today: date) -> Why:
    """The table of one practitioner as of today."""
    explained = explain_score(practitioner, evidence, today)
    codes = checklist(practitioner.kind).codes
    return Why(
        explanation=explained,
        rows=tuple(
            _row(line, evidence.of_item(line.code), explained.members) for line in explained.lines
        ),
        total=_number(explained.uncapped, explained.members),
        score=_number(explained.score, explained.members),
        interval=_whole(explained.interval),
        items=len(codes),
        claims=tuple(
            (item_title(code), evidence.claims[code].sentence)
            for code in codes
            if code in evidence.claims
        ),
    )


def _number(number: float | None, members: int) -> str:
    """A published number without the tenths that it does not have."""
    if number is None:
        return ""
    return f"{number:.1f}" if members >= SHOWN_FROM else f"{number:.0f}"


def _whole(interval: tuple[float, float] | None) -> tuple[int, int] | None:
    return (round(interval[0]), round(interval[1])) if interval else None


def _row(line: Line, item: ItemEvidence, members: int) -> Row:
    # With one or two members nobody is told whether they answered this item.
    hidden = 0 < members < SHOWN_FROM
    nothing = _("no claim, no document") if hidden else _("nobody has said anything yet")
    return Row(
        title=item_title(line.code),
        weight=line.weight,
        points=f"{line.points:+.0f}" if line.code == MEMBERS else f"{line.points:.1f}",
        told=tuple(_told(line, item)) or (nothing,),
        sentence=item.claim.sentence if item.claim else None,
    )


def _told(line: Line, item: ItemEvidence) -> list[str]:
    if line.code == MEMBERS:
        return [_("their answers to single items show from three members on")]
    told = []
    if line.answers:
        told.append(_answers(line.answers))
    elif EvidenceKind.MEMBER in line.evidence:
        told.append(_("fewer than three members answered"))
    if item.document:
        told.append(_document(item))
    if item.claim:
        told.append(_claim(line.answers))
    return told


def _answers(answers: Answers) -> str:
    parts = [
        (answers.yes, _("%(num)s yes", num=answers.yes)),
        (answers.partly, _("%(num)s partly", num=answers.partly)),
        (answers.no, _("%(num)s no", num=answers.no)),
    ]
    return ", ".join(words for number, words in parts if number)


def _document(item: ItemEvidence) -> str:
    seen = item.document
    if seen is None:
        return ""
    words = {"title": seen.title, "month": month(seen.seen_on)}
    if seen.partly:
        return _("document seen, %(month)s: %(title)s (counts by half)", **words)
    return _("document seen, %(month)s: %(title)s", **words)


def _claim(answers: Answers | None) -> str:
    """A claim, and that members deny it where half and more of them do."""
    said = sum(answers) if answers else 0
    if answers and 2 * answers.no >= said:
        return _("claims it; %(no)s of %(all)s said no", no=answers.no, all=said)
    return _("claims it")
