"""Evidence: everything that speaks for practitioners, read for pages and for the score."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.vetting.checklist import CAPS
from directory.vetting.models import Claim, Document, Flag, FlagStatus, Tally
from directory.vetting.score import Evidence
from directory.vetting.tallies import LINK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.vetting.checklist import Checklist

LICENCE = "R4"
"""The red flag that leaves no score at all."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What counted members answered to one item or about one link.

    Attributes:
        said_yes: Independent members who said yes.
        said_partly: Likewise.
        said_no: Likewise.
        yes_proved: Weighted sum of half-points (`Tally`), as are the next three.
    """

    said_yes: int = 0
    said_partly: int = 0
    said_no: int = 0
    yes_proved: int = 0
    asked_proved: int = 0
    yes_unproved: int = 0
    asked_unproved: int = 0

    @property
    def answered(self) -> int:
        """Independent members who gave an answer that counts."""
        return self.said_yes + self.said_partly + self.said_no


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """What a practitioner says about an item."""

    sentence: str
    stated_on: date


@dataclass(frozen=True, slots=True)
class SeenDocument:
    """A record that a moderator has seen; `partly` counts by half."""

    title: str
    partly: bool
    link: str | None
    seen_on: date


@dataclass(frozen=True, slots=True)
class ItemEvidence:
    """What speaks for one item, each kind apart."""

    counts: Counts
    claim: StatedClaim | None
    document: SeenDocument | None


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """What members and documents say about one link; a listing's own words are its terms."""

    said_yes: int
    answered: int
    document: SeenDocument | None


@dataclass(slots=True)
class PractitionerEvidence:
    """What speaks for one practitioner.

    Attributes:
        counts: Members' answers by tally code.
        claims: Claims by item code.
        documents: Documents by item code.
        flags: Red flags that a moderator decided to cap by, by code.
    """

    counts: dict[str, Counts] = field(default_factory=dict)
    claims: dict[str, StatedClaim] = field(default_factory=dict)
    documents: dict[str, SeenDocument] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()

    def of_item(self, code: str) -> ItemEvidence:
        """What speaks for an item of the checklist."""
        counts = self.counts.get(code, Counts())
        return ItemEvidence(counts, self.claims.get(code), self.documents.get(code))

    def of_link(self, key: str) -> LinkEvidence:
        """What speaks for a link of the chain."""
        counts = self.counts.get(LINK + key, Counts())
        documents = [seen for seen in self.documents.values() if seen.link == key]
        return LinkEvidence(counts.said_yes, counts.answered, documents[0] if documents else None)

    @property
    def cap(self) -> int | None:
        """Highest score that decided red flags leave, if any does."""
        caps = [cap for flag in self.flags if (cap := CAPS.get(flag.code)) is not None]
        return min(caps, default=None)

    @property
    def is_unlicensed(self) -> bool:
        """Whether a moderator decided that there is no licence to practise on: no score then."""
        return any(flag.code == LICENCE for flag in self.flags)

    def put(self, evidence: Evidence, column: int, checklist: Checklist) -> None:
        """Write this practitioner into one column of the score's evidence."""
        for row, code in enumerate(checklist.codes):
            item = self.of_item(code)
            for name in ("yes_proved", "asked_proved", "yes_unproved", "asked_unproved"):
                getattr(evidence, name)[row, column] = getattr(item.counts, name)
            evidence.claims[row, column] = item.claim is not None
            if item.document:
                evidence.documents[row, column] = 0.5 if item.document.partly else 1.0

    def columns(self, checklist: Checklist) -> Evidence:
        """The score's evidence for this practitioner alone, shape (items, 1)."""
        evidence = Evidence.none(len(checklist.items), 1)
        self.put(evidence, 0, checklist)
        return evidence


def load(session: Session, practitioner_ids: Iterable[int]) -> dict[int, PractitionerEvidence]:
    """Everything that speaks for some practitioners, in four statements; each has an entry."""
    ids = list(practitioner_ids)
    found = {number: PractitionerEvidence() for number in ids}
    # Forty rows each: as objects of the session they take most of the time of a page's scores.
    counted = (getattr(Tally, item.name) for item in fields(Counts))
    tallies = select(Tally.practitioner_id, Tally.code, *counted)
    for number, code, *counts in session.execute(tallies.where(Tally.practitioner_id.in_(ids))):
        found[number].counts[code] = Counts(*counts)
    claims = select(Claim).where(Claim.practitioner_id.in_(ids)).order_by(Claim.code)
    for claim in session.scalars(claims):
        stated = StatedClaim(claim.sentence, claim.stated_on)
        found[claim.practitioner_id].claims[claim.code] = stated
    documents = select(Document).where(Document.practitioner_id.in_(ids)).order_by(Document.code)
    for row in session.scalars(documents):
        seen = SeenDocument(row.title, row.partly, row.link, row.seen_on)
        found[row.practitioner_id].documents[row.code] = seen
    for number, flags in _capped(session, ids).items():
        found[number].flags = tuple(flags)
    return found


def _capped(session: Session, ids: list[int]) -> dict[int, list[Flag]]:
    statement = (
        select(Flag)
        .where(Flag.practitioner_id.in_(ids), Flag.status == FlagStatus.CAPPED)
        .order_by(Flag.code)
    )
    capped: dict[int, list[Flag]] = defaultdict(list)
    for flag in session.scalars(statement):
        capped[flag.practitioner_id].append(flag)
    return capped
