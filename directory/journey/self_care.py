"""Going alone: tools, exercises and a plan for each stage.

Pure but for reading `seed_data/journey/self_care.json` once. Words may hold thresholds of the
self-check in braces; `directory.journey.screen.filled` puts them in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from directory.practitioners.vocabulary import STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = Path(__file__).resolve().parents[2] / "seed_data" / "journey" / "self_care.json"

REGIONS = ("feet", "hips", "shoulder_blades", "core")
"""Where exercises work, in the order they are shown."""


class InvalidSelfCare(ValueError):
    """The file contradicts itself."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place to work on with a tool.

    Attributes:
        link: Key of the link of the chain it belongs to.
        seconds: How long, for one side if there are two.
        sides: 1 or 2.
    """

    drawing: str
    link: str
    name: str
    words: str
    seconds: int
    sides: int = 2


@dataclass(frozen=True, slots=True)
class Tool:
    """Something to massage oneself with.

    Attributes:
        size: How large it is, in both units.
        buy: What to look for, and what does instead.
        caution: Where it must not go.
        evidence: What studies say, and what they do not.
        sources: Keys of the sources of that.
    """

    key: str
    name: str
    drawing: str
    size: str
    lead: str
    buy: str
    uses: tuple[Use, ...]
    caution: str
    evidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dose:
    """How much: sets, repetitions per set and side, seconds to hold each, days a week."""

    sets: int
    reps: int
    hold_s: int
    days: int


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise; `stop` says when to do less or leave it."""

    key: str
    region: str
    name: str
    drawing: str
    why: str
    steps: tuple[str, ...]
    dose: Dose
    easier: str
    harder: str
    stop: str
    source: str


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a plan: what, how often, and the tools and exercises it takes."""

    what: str
    often: str
    tools: tuple[str, ...]
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do alone in one stage.

    Attributes:
        weeks: How long before judging whether it helps.
        minutes: How long a session takes.
        better: How one sees that it helps.
        stop: When to go to somebody instead.
    """

    key: str
    title: str
    lead: str
    weeks: int
    minutes: int
    parts: tuple[Part, ...]
    better: str
    stop: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SelfCare:
    """All of it."""

    sources: Mapping[str, str]
    pressure: str
    pressure_source: str
    not_for: tuple[str, ...]
    tools: tuple[Tool, ...]
    exercises: tuple[Exercise, ...]
    plans: tuple[Plan, ...]

    def tool(self, key: str) -> Tool | None:
        """The tool of a key, if there is one."""
        return next((one for one in self.tools if one.key == key), None)

    def plan(self, stage: str) -> Plan | None:
        """The plan of a stage, if it is one."""
        return next((one for one in self.plans if one.key == stage), None)

    def of_region(self, region: str) -> tuple[Exercise, ...]:
        """The exercises of a region."""
        return tuple(one for one in self.exercises if one.region == region)

    def of_plan(self, plan: Plan) -> tuple[Exercise, ...]:
        """The exercises of a plan, in its order."""
        known = {one.key: one for one in self.exercises}
        return tuple(known[key] for part in plan.parts for key in part.exercises)

    def tools_of_plan(self, plan: Plan) -> tuple[Tool, ...]:
        """The tools of a plan, in its order."""
        known = {one.key: one for one in self.tools}
        return tuple(known[key] for part in plan.parts for key in part.tools)


@cache
def self_care() -> SelfCare:
    """What the file holds, read once."""
    return read(json.loads(PATH.read_text(encoding="utf-8")))


def read(known: Mapping[str, Any]) -> SelfCare:
    """Make records of the file's contents. Pure.

    Raises:
        InvalidSelfCare: A stage is missing, or something is named that does not exist.
    """
    care = SelfCare(
        sources=known["sources"],
        pressure=known["pressure"]["words"],
        pressure_source=known["pressure"]["source"],
        not_for=tuple(known["not_for"]),
        tools=tuple(_tool(row) for row in known["tools"]),
        exercises=tuple(_exercise(row) for row in known["exercises"]),
        plans=tuple(_plan(row) for row in known["stages"]),
    )
    _check(care)
    return care


def _check(care: SelfCare) -> None:
    if tuple(plan.key for plan in care.plans) != STAGES:
        message = "Every stage needs one plan, in the order of the stages."
        raise InvalidSelfCare(message)
    parts = [part for plan in care.plans for part in plan.parts]
    named = (
        ({key for part in parts for key in part.tools}, {tool.key for tool in care.tools}),
        ({key for part in parts for key in part.exercises}, {one.key for one in care.exercises}),
        ({one.region for one in care.exercises}, set(REGIONS)),
        ({one.source for one in care.exercises}, set(care.sources)),
        ({key for tool in care.tools for key in tool.sources}, set(care.sources)),
    )
    unknown = sorted(key for used, there in named for key in used - there)
    if unknown:
        message = f"Nothing is known of {', '.join(unknown)}."
        raise InvalidSelfCare(message)


def _tool(row: Mapping[str, Any]) -> Tool:
    made = dict(row, uses=tuple(Use(**use) for use in row["uses"]), sources=tuple(row["sources"]))
    return Tool(**made)


def _exercise(row: Mapping[str, Any]) -> Exercise:
    return Exercise(**dict(row, dose=Dose(**row["dose"]), steps=tuple(row["steps"])))


def _plan(row: Mapping[str, Any]) -> Plan:
    words = {key: value for key, value in row.items() if key != "plan"}
    stop = (reason.replace("{weeks}", str(row["weeks"])) for reason in row["stop"])
    return Plan(**dict(words, stop=tuple(stop), parts=tuple(map(_part, row["plan"]))))


def _part(row: Mapping[str, Any]) -> Part:
    return Part(
        row["what"], row["often"], tuple(row.get("tools", ())), tuple(row.get("exercises", ()))
    )
