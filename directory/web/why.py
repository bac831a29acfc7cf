"""The table behind "why this score": each item with its points and what speaks for it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from directory.http.checklist_words import item_title
from directory.http.translation import gettext as _
from directory.vetting.checklist import checklist
from directory.vetting.explaining import explain_score
from directory.vetting.why import MEMBERS, State
from directory.web.formats import month

if TYPE_CHECKING:
    from collections.abc import Sequence
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
        points: To one decimal, so that the column sums.
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
        total: What the points sum to, to one decimal.
        claims: Title and sentence of each claim.
    """

    explanation: Explanation
    rows: tuple[Row, ...]
    total: str
    items: int
    claims: tuple[tuple[str, str], ...]


def why_of(practitioner: Practitioner, evidence: PractitionerEvidence, today: date) -> Why:
    """The table of one practitioner as of today."""
    explained = explain_score(practitioner, evidence, today)
    lines = explained.lines
    shown = in_tenths([line.points for line in lines])
    codes = checklist(practitioner.kind).codes
    return Why(
        explanation=explained,
        rows=tuple(
            _row(line, evidence.of_item(line.code), points)
            for line, points in zip(lines, shown, strict=True)
        ),
        total="" if explained.state is State.NONE else f"{sum(map(float, shown)):.1f}",
        items=len(codes),
        claims=tuple(
            (item_title(code), evidence.claims[code].sentence)
            for code in codes
            if code in evidence.claims
        ),
    )


def in_tenths(points: Sequence[float]) -> tuple[str, ...]:
    """Write points to one decimal so that they sum to the rounded total. Pure.

    Those that lose most by cutting are rounded up (the largest remainder method).
    """
    cut = [floor(10 * value) for value in points]
    left = round(10 * sum(points)) - sum(cut)
    by_loss = sorted(range(len(points)), key=lambda at: (cut[at] - 10 * points[at], at))
    for at in by_loss[:left]:
        cut[at] += 1
    return tuple(f"{tenths / 10:.1f}" for tenths in cut)


def _row(line: Line, item: ItemEvidence, points: str) -> Row:
    signed = f"+{points}" if line.code == MEMBERS and line.points >= 0 else points
    return Row(
        title=item_title(line.code),
        weight=line.weight,
        points=signed,
        told=tuple(_told(line, item)) or (_("nobody has said anything yet"),),
        sentence=item.claim.sentence if item.claim else None,
    )


def _told(line: Line, item: ItemEvidence) -> list[str]:
    if line.code == MEMBERS:
        return [_("their answers to single items show from three members on")]
    told = []
    if line.answers:
        told.append(_answers(line.answers))
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
