"""The self-check: danger signs, questions, and the rules that lead from answers to a stage.

Pure but for reading `seed_data/journey/screen.json` once. The browser reads the same file and goes by
the same rules (`assets/js/check.js`), because answers never leave the device; a test gives both the
same answers. Rules are tried in order and the first that holds decides:

    {"danger": "emergency"}                 a danger sign of this severity is ticked
    {"answer": "onset", "in": ["rest"]}     one of these options is the answer, or among the answers
    {"any": [...]}, {"all": [...]}          some, all of several
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from directory.journey.soundness import sound
from directory.vetting.checklist import sore_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    Answers = Mapping[str, frozenset[str]]
    Condition = Mapping[str, Any]

PATH = Path(__file__).resolve().parents[2] / "seed_data" / "journey" / "screen.json"

DANGER = "danger"
"""Under this name answers hold the danger signs that are ticked."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that rules and words go by, and who says so (a key of the sources)."""

    key: str
    value: int
    unit: str
    means: str
    source: str


@dataclass(frozen=True, slots=True)
class DangerSign:
    """Something for which one stops running, and who says so (a key of the sources).

    Its `severity` is "doctor" or "emergency".
    """

    key: str
    severity: str
    words: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """A page of questions."""

    key: str
    title: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        options: Key and words of each answer.
        many: Whether several can be true; such a question may be left out.
        drawing: Name of the drawing beside it, or empty.
    """

    key: str
    step: str
    words: str
    options: tuple[tuple[str, str], ...]
    many: bool = False
    hint: str = ""
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a condition holds, this is the outcome; the words say it to a reader."""

    then: str
    words: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check comes to; what does not apply is empty.

    Attributes:
        key: "emergency", "doctor" or the key of a stage.
        stage: Key of the stage, if it is one.
        now: Whom to see now.
        next: Whom after that.
        meanwhile: What to do until then.
        onward: When the next stage begins.
        search: Parameters of the search that fits.
        calls: Numbers to call at once, and where each is the one.
    """

    key: str
    title: str
    stage: str | None
    meaning: str
    now: str
    next: str
    meanwhile: str
    onward: str
    search: Mapping[str, str]
    calls: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HintLink:
    """A prepared search that belongs to a hint."""

    words: str
    search: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to add to a result when a condition holds."""

    words: str
    when: Condition
    links: tuple[HintLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """The whole check."""

    version: str
    sources: Mapping[str, str]
    thresholds: tuple[Threshold, ...]
    dangers: tuple[DangerSign, ...]
    steps: tuple[Step, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    outcomes: tuple[Outcome, ...]
    hints: tuple[Hint, ...]

    def outcome(self, key: str) -> Outcome:
        """The outcome of a key; a `KeyError` for any other."""
        return {one.key: one for one in self.outcomes}[key]


@dataclass(frozen=True, slots=True)
class Result:
    """What answers come to.

    Attributes:
        outcome: Key of the outcome; `None` while questions are open.
        because: Positions of the rules for it that hold.
        hints: Positions of the hints that hold.
        missing: Keys of the questions that are still open.
    """

    outcome: str | None
    because: tuple[int, ...] = ()
    hints: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()


def result_of(answers: Answers) -> Result:
    """Go by the rules: danger signs at once, everything else when all is answered. Pure.

    Args:
        answers: The chosen options by question, the ticked signs under `DANGER`; what is unknown
            is left alone.
    """
    check = screen()
    severe = next((r for r in check.rules if "danger" in r.when and holds(r.when, answers)), None)
    missing = _missing(answers)
    if severe is None and missing:
        return Result(None, missing=missing)
    decided = severe or next(rule for rule in check.rules if holds(rule.when, answers))
    return Result(
        outcome=decided.then,
        because=tuple(
            number
            for number, rule in enumerate(check.rules)
            if rule.then == decided.then and holds(rule.when, answers)
        ),
        hints=()
        if severe
        else tuple(n for n, hint in enumerate(check.hints) if holds(hint.when, answers)),
    )


def holds(condition: Condition, answers: Answers) -> bool:
    """Tell whether a condition holds for some answers. Pure."""
    if "danger" in condition:
        ticked = answers.get(DANGER, frozenset())
        signs = screen().dangers
        return any(one.key in ticked and one.severity == condition["danger"] for one in signs)
    if "answer" in condition:
        return bool(answers.get(condition["answer"], frozenset()) & set(condition["in"]))
    if "any" in condition:
        return any(holds(part, answers) for part in condition["any"])
    return all(holds(part, answers) for part in condition["all"])


def filled(words: str) -> str:
    """Words with the thresholds that they name. Pure."""
    return words.format_map({one.key: one.value for one in screen().thresholds})


def _missing(answers: Answers) -> tuple[str, ...]:
    return tuple(
        question.key
        for question in screen().questions
        if not question.many
        and not answers.get(question.key, frozenset()) & {key for key, _ in question.options}
    )


@cache
def screen() -> Screen:
    """The check, read once.

    Raises:
        CheckUnsoundError: If the file contradicts itself.
    """
    known = json.loads(PATH.read_text(encoding="utf-8"))
    check = Screen(
        version=known["version"],
        sources=known["sources"],
        thresholds=tuple(Threshold(key, **row) for key, row in known["thresholds"].items()),
        dangers=tuple(DangerSign(**row) for row in known["dangers"]),
        steps=tuple(Step(**row) for row in known["steps"]),
        questions=tuple(_question(row) for row in known["questions"]),
        rules=tuple(Rule(**row) for row in known["rules"]),
        outcomes=tuple(_outcome(key, row) for key, row in known["outcomes"].items()),
        hints=tuple(_hint(row) for row in known["hints"]),
    )
    return sound(check)


def _question(row: dict[str, Any]) -> Question:
    options = row["options"]
    if options == "sore_places":
        places = [
            (key, place.pain[:1].upper() + place.pain[1:]) for key, place in sore_places().items()
        ]
        options = [*places, ("none", row["none"])]
    return Question(
        key=row["key"],
        step=row["step"],
        words=row["words"],
        options=tuple((key, words) for key, words in options),
        many=row.get("many", False),
        hint=row.get("hint", ""),
        drawing=row.get("drawing", ""),
    )


def _outcome(key: str, row: dict[str, Any]) -> Outcome:
    texts = {name: row.get(name) or "" for name in ("now", "next", "meanwhile", "onward")}
    return Outcome(
        key=key,
        title=row["title"],
        stage=row["stage"],
        meaning=row["meaning"],
        search=row["search"] or {},
        calls=tuple((number, country) for number, country in row.get("calls", ())),
        **texts,
    )


def _hint(row: dict[str, Any]) -> Hint:
    links = tuple(HintLink(**link) for link in row.get("links", ()))
    return Hint(row["words"], row["when"], links)
