"""The checklist as data: items, weights, evidence and the words of three voices.

Pure but for reading `seed_data/vetting/checklist.json` once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from directory.practitioners.vocabulary import Kind

PATH = Path(__file__).resolve().parents[2] / "seed_data" / "vetting" / "checklist.json"

CORE_COUNT = 5
"""Items asked first, the heaviest that apply; the rest is optional."""


MOST_VISITS = {"1": 1, "2-3": 3, "4+": 4}
LEAST_VISITS = {"1": 1, "2-3": 2, "4+": 4}
"""How many visits an answer stands for, at most and at least; of four and more, four are enough."""


class EvidenceKind(StrEnum):
    """What can speak for an item."""

    MEMBER = "member"
    CLAIM = "claim"
    DOCUMENT = "document"


class UnknownItem(KeyError):
    """A code that the checklist does not have."""


@dataclass(frozen=True, slots=True)
class SorePlace:
    """A place that a member can name as the sorest.

    Attributes:
        key: Stable key: "low_back".
        link: Key of the link of the chain that it belongs to.
        your: As a question after a visit names it: "your lower back".
        pain: As a question before a visit names it: "lower back pain".
    """

    key: str
    link: str
    your: str
    pain: str


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be so for something to apply at all to somebody's visits.

    Attributes:
        pain: Whether something must have hurt.
        visits: Least number of visits.
    """

    pain: bool = False
    visits: int = 1

    def are_met(self, *, sore: str | None, visits: str) -> bool:
        """Tell whether it can apply; where the number of visits leaves it open, it can. Pure."""
        if self.pain and sore is None:
            return False
        return MOST_VISITS.get(visits, self.visits) >= self.visits


@dataclass(frozen=True, slots=True)
class Early:
    """What is asked instead while there were too few visits for the whole question.

    Attributes:
        below_visits: Visits from which on the whole question is asked.
        member: The half that can be answered before.
        partly: What "partly" means for it.
    """

    below_visits: int
    member: str
    partly: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a checklist.

    Attributes:
        code: Stable code: "T1".
        weight: Percent of the score; those of a checklist sum to 100.
        evidence: What can speak for it.
        motivation: What it is good for, in a few words.
        support: The published evidence, and where it disagrees.
        member: The question after a visit, `SORE` standing for the sore place; none if members
            are not asked.
        member_painless: The same for who had no pain, where it differs.
        partly: What "partly" means, if it needs saying.
        early: What is asked instead after fewer visits, if anything.
        call: The question before a first visit, for the call sheet, `SORE_PAIN` standing for what
            hurts; none where nobody can say before.
        call_painless: The same for who has no pain, where it differs.
        claim: What a practitioner is asked to say in one sentence, shown even where it is no
            evidence; none where they cannot say it.
        document: What a moderator looks for.
        needs: When it can apply at all.
        unknown_if: When it did not apply although it could have, in a member's words.
        ticks_links: Whether it is answered by ticking links of the chain.
    """

    code: str
    weight: int
    evidence: frozenset[EvidenceKind]
    motivation: str
    support: str = ""
    member: str | None = None
    partly: str | None = None
    call: str | None = None
    claim: str | None = None
    document: str | None = None
    unknown_if: str | None = None
    page_note: str | None = None
    ticks_links: bool = False
    member_painless: str | None = None
    early: Early | None = None
    call_painless: str | None = None
    needs: Needs = Needs()

    @property
    def share(self) -> float:
        """Its weight as a share of 1."""
        return self.weight / 100


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One thing that caps the score once a moderator has decided so.

    Attributes:
        code: Stable code: "R1".
        question: What a member is asked, `SORE` standing for the sore place; none when only
            moderators see to it. Where it asks two things, either is a yes.
        cap: Highest score it leaves; none when the listing is hidden instead.
        needs: When it can apply at all.
    """

    code: str
    question: str | None
    cap: int | None
    needs: Needs = Needs()


@dataclass(frozen=True, slots=True)
class Checklist:
    """Items and red flags of one kind of practitioner."""

    kind: Kind
    version: str
    items: tuple[Item, ...]
    flags: tuple[RedFlag, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the items, in order."""
        return tuple(item.code for item in self.items)

    @property
    def shares(self) -> tuple[float, ...]:
        """Weights of the items as shares of 1, in order."""
        return tuple(item.share for item in self.items)

    def item(self, code: str) -> Item:
        """The item of a code.

        Raises:
            UnknownItem: The checklist has none of it.
        """
        for item in self.items:
            if item.code == code:
                return item
        message = f"{code!r} is not on the checklist of a {self.kind}."
        raise UnknownItem(message)


CAPS = {"R1": 40, "R2": 50, "R3": 60, "R4": None, "R5": 40, "R6": 60}
"""What each red flag leaves of the score; R4 hides the listing."""


@cache
def checklist(kind: Kind) -> Checklist:
    """The checklist in force for a kind of practitioner."""
    data = _read()
    rows = data["kinds"][str(kind)]
    return Checklist(
        kind=kind,
        version=data["version"],
        items=tuple(_item(row) for row in rows["items"]),
        flags=tuple(_flag(row) for row in rows["red_flags"]),
    )


@cache
def sore_places() -> dict[str, SorePlace]:
    """The places that can be named as the sorest, by key."""
    return {row["key"]: SorePlace(**row) for row in _read()["sore_places"]}


def sources() -> dict[str, str]:
    """What the keys in the published evidence of items stand for: "Barton2015" to a reference."""
    return dict(_read()["sources"])


@cache
def _read() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return data


def _item(row: dict[str, Any]) -> Item:
    return Item(
        code=row["code"],
        weight=row["weight"],
        evidence=frozenset(EvidenceKind(kind) for kind in row["evidence"]),
        motivation=row["motivation"],
        support=row.get("support", ""),
        early=Early(**row["early"]) if "early" in row else None,
        needs=Needs(**row.get("needs", {})),
        ticks_links=row["code"] in {"T1", "M1", "N1"},
        **{name: row.get(name) for name in _WORDS},
    )


def _flag(row: dict[str, Any]) -> RedFlag:
    question = " ".join(row.get("questions", ())) or None
    return RedFlag(row["code"], question, CAPS[row["code"]], Needs(**row.get("needs", {})))


_WORDS = (
    "member",
    "member_painless",
    "partly",
    "call",
    "call_painless",
    "claim",
    "document",
    "unknown_if",
    "page_note",
)
"""Fields of an item that are its words; each may be missing."""

SORE_PLACES = {key: place.link for key, place in sore_places().items()}
"""Keys of the places a member can name as the sorest, and the link of the chain of each."""
