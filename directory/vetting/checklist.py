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


SORE_PLACES = {
    "foot": "feet",
    "ankle": "feet",
    "achilles": "feet",
    "calf": "feet",
    "shin": "feet",
    "knee": "knees",
    "kneecap": "knees",
    "itb": "knees",
    "thigh": "knees",
    "hamstring": "hips",
    "hip": "hips",
    "groin": "hips",
    "glute": "hips",
    "low_back": "core",
    "belly": "core",
    "upper_back": "upper_back",
    "neck": "upper_back",
    "shoulder": "shoulders",
    "arm": "shoulders",
}
"""Places a member can name as the sorest, and the link of the chain each belongs to."""


class EvidenceKind(StrEnum):
    """What can speak for an item."""

    MEMBER = "member"
    CLAIM = "claim"
    DOCUMENT = "document"


class UnknownItem(KeyError):
    """A code that the checklist does not have."""


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
        partly: What "partly" means, if it needs saying.
        call: The question before a first visit, for the call sheet.
        claim: What a practitioner is asked to say in one sentence.
        document: What a moderator looks for.
        unknown_if: When it is not asked, in words.
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

    @property
    def share(self) -> float:
        """Its weight as a share of 1."""
        return self.weight / 100


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One thing that caps the score once a moderator has decided so.

    Attributes:
        code: Stable code: "R1".
        question: What a member is asked; none when only moderators see to it.
        cap: Highest score it leaves; none when the listing is hidden instead.
    """

    code: str
    question: str | None
    cap: int | None


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
def _read() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return data


def _item(row: dict[str, Any]) -> Item:
    evidence = frozenset(EvidenceKind(kind) for kind in row["evidence"])
    return Item(
        code=row["code"],
        weight=row["weight"],
        evidence=evidence,
        motivation=row["motivation"],
        support=row.get("support", ""),
        **{
            name: row.get(name)
            for name in (
                "member",
                "partly",
                "call",
                "claim",
                "document",
                "unknown_if",
                "page_note",
            )
        },
        ticks_links=row["code"] in {"T1", "M1", "N1"},
    )


def _flag(row: dict[str, Any]) -> RedFlag:
    question = None if row["code"] == "R4" else row["question"]
    return RedFlag(row["code"], question, CAPS[row["code"]])
