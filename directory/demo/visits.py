"""What made-up members did and said: who is assessed how often, and with which answers. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from directory.demo.chance import by_weight
from directory.demo.stock import table
from directory.practitioners.vocabulary import LINKS
from directory.vetting.asking import asked_flags, asked_items
from directory.vetting.checklist import (
    CORE_COUNT,
    SORE_PLACES,
    EvidenceKind,
    checklist,
)
from directory.vetting.content import Content
from directory.vetting.models import Answer

if TYPE_CHECKING:
    from random import Random

    from directory.practitioners.vocabulary import Kind
    from directory.vetting.checklist import Item

HOW_MANY = {(0, 0): 52, (1, 1): 16, (2, 2): 10, (3, 5): 13, (6, 9): 8, (24, 30): 1}
"""From how many to how many members assess somebody, and how often that is so, in per cent."""

_SORE = {"knee": 5, "kneecap": 3, "itb": 2, "achilles": 2, "hip": 2, "shin": 2, "low_back": 1}
_VISITS = {"1": 2, "2-3": 4, "4+": 5}
_SHARE_CLAIMS, _SHARE_DOCUMENTS, _SHARE_COMMENTS, _SHARE_PROVED = 0.55, 0.3, 0.25, 0.15
_UNSURE, _ALL_ITEMS = 0.08, 0.45
_GAPS_DAYS = (9, 40)
"""Members come at least a week apart, as the guard lets them count."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One member's assessment.

    Attributes:
        member: Number of the member.
        arrived_at: When it was sent.
        content: What it says.
        is_proved: Whether a moderator has seen proof.
        device: What stands for the device it came from, "" for one of the member's own.
    """

    member: int
    arrived_at: datetime
    content: Content
    is_proved: bool = False
    device: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that speaks for or against one made-up practitioner.

    Attributes:
        claims: Item code to the practitioner's sentence.
        documents: Item code to the title of what was seen.
        visits: In order of arrival.
    """

    claims: dict[str, str]
    documents: dict[str, str]
    visits: tuple[Visit, ...]


class _Comments:
    """What is said of one practitioner; nothing is said twice."""

    def __init__(self, rng: Random, quality: float) -> None:
        mood = "high" if quality > 0.7 else "middle" if quality > 0.45 else "low"
        stock = table("vetting")["comments"][mood]
        self._rng = rng
        self._left: list[str] = rng.sample(stock, len(stock))

    def next_or_none(self) -> str | None:
        """The comment of the next member, if they leave one."""
        return self._left.pop() if self._left and self._rng.random() < _SHARE_COMMENTS else None


def draw_record(rng: Random, kind: Kind, now: datetime, members: int) -> Record:
    """Make up what is known of somebody.

    Args:
        rng: The practitioner's own generator.
        kind: What they are.
        now: When the last visit may have been.
        members: How many members there are to choose from.
    """
    quality = min(0.95, max(0.1, rng.gauss(0.62, 0.18)))
    wanted = rng.randint(*by_weight(rng, HOW_MANY))
    when = now - timedelta(days=rng.randint(3, 40))
    visits, comments = [], _Comments(rng, quality)
    for member in rng.sample(range(members), wanted):
        content = replace(
            draw_content(rng, kind, quality, when.date()), comment=comments.next_or_none()
        )
        visits.append(Visit(member, when, content, rng.random() < _SHARE_PROVED))
        when -= timedelta(days=rng.randint(*_GAPS_DAYS), hours=rng.randint(0, 12))
    return Record(
        claims=_draw_claims(rng, kind, quality),
        documents=_draw_documents(rng, kind),
        visits=tuple(reversed(visits)),
    )


def draw_content(
    rng: Random, kind: Kind, quality: float, day: date, flags: tuple[str, ...] = ()
) -> Content:
    """Make up what one member says.

    Args:
        rng: A generator.
        kind: Whose checklist is answered.
        quality: Share of the checklist that is true of the practitioner, 0 to 1.
        day: When it is sent; the visit was in that month or the one before.
        flags: Codes of the red flags that are reported.
    """
    sore, visits = by_weight(rng, _SORE), by_weight(rng, _VISITS) if not flags else "4+"
    links = tuple(key for key in LINKS if key == SORE_PLACES[sore] or rng.random() < quality)
    asked = list(asked_items(kind, sore=sore, visits=visits))
    if rng.random() > _ALL_ITEMS:
        asked = sorted(asked, key=lambda item: -item.weight)[:CORE_COUNT]
    answers = {item.code: _draw_answer(rng, quality) for item in asked}
    whole = checklist(kind).codes[0]
    answers[whole] = _draw_whole(kind, links, sore)
    reported = {flag.code for flag in asked_flags(kind, sore=sore, visits=visits)}
    return Content(
        sore=sore,
        visits=visits,
        visit_month=(day - timedelta(days=rng.randint(0, 25))).replace(day=1),
        answers=answers,
        links=links,
        flags={code: code in flags for code in sorted(reported)},
    )


def _draw_whole(kind: Kind, links: tuple[str, ...], sore: str) -> str:
    others = len(set(links) - {SORE_PLACES[sore]})
    yes, partly = (3, 1) if kind == "therapist" else (4, 2)
    if others >= yes:
        return Answer.YES
    return Answer.PARTLY if others >= partly else Answer.NO


def _draw_answer(rng: Random, quality: float) -> str:
    if rng.random() < _UNSURE:
        return Answer.UNKNOWN
    luck = rng.random()
    if luck < quality:
        return Answer.YES
    return Answer.PARTLY if luck < quality + (1 - quality) * 0.4 else Answer.NO


def _draw_claims(rng: Random, kind: Kind, quality: float) -> dict[str, str]:
    if rng.random() > _SHARE_CLAIMS:
        return {}
    stock = table("vetting")["claims"]
    return {
        item.code: rng.choice(stock[item.code])
        for item in _accepting(kind, EvidenceKind.CLAIM)
        if item.code in stock and rng.random() < 0.3 + quality / 2
    }


def _draw_documents(rng: Random, kind: Kind) -> dict[str, str]:
    stock = table("vetting")["documents"]
    return {
        item.code: stock[item.code]
        for item in _accepting(kind, EvidenceKind.DOCUMENT)
        if item.code in stock and rng.random() < _SHARE_DOCUMENTS
    }


def _accepting(kind: Kind, evidence: EvidenceKind) -> list[Item]:
    return [item for item in checklist(kind).items if evidence in item.evidence]
