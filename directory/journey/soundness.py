"""What is wrong with a self-check as it is written down, so that no runner meets a broken rule. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from directory.journey.screen import Screen

SEVERITIES = frozenset({"emergency", "doctor"})


class CheckUnsoundError(ValueError):
    """The self-check's file contradicts itself; the message names each flaw."""


def sound(check: Screen) -> Screen:
    """Hand a check back if nothing is wrong with it. Pure.

    Raises:
        CheckUnsoundError: If something is.
    """
    if flaws := flaws_of(check):
        raise CheckUnsoundError("; ".join(flaws))
    return check


def flaws_of(check: Screen) -> tuple[str, ...]:
    """Say what is wrong with a check, one sentence each; nothing when it is sound. Pure.

    It is sound when every condition asks for a question and answers that there are, every question
    stands in a step, every outcome exists, every number and danger sign has its source, every number that words name is there, and the last rule
    always holds: then whatever is answered comes to exactly one outcome.
    """
    return (*_flaws_of_conditions(check), *_flaws_of_outcomes(check), *_flaws_of_numbers(check))


def _flaws_of_conditions(check: Screen) -> Iterator[str]:
    options = {one.key: {key for key, _ in one.options} for one in check.questions}
    written = [rule.when for rule in check.rules] + [hint.when for hint in check.hints]
    for part in _parts(written):
        if "answer" in part:
            unknown = set(part["in"]) - options.get(part["answer"], set())
            yield from (f"{part['answer']} has no answer {key}" for key in sorted(unknown))
        elif part.get("danger", "doctor") not in SEVERITIES:
            yield f"{part['danger']} is no severity"
    steps = {one.key for one in check.steps}
    yield from (
        f"{one.key} is asked in no step" for one in check.questions if one.step not in steps
    )


def _flaws_of_outcomes(check: Screen) -> Iterator[str]:
    known = {one.key for one in check.outcomes}
    reached = {rule.then for rule in check.rules}
    yield from (f"no outcome is called {key}" for key in sorted(reached - known))
    yield from (f"no rule leads to {key}" for key in sorted(known - reached))
    if not check.rules or check.rules[-1].when != {"all": []}:
        yield "the last rule does not always hold"
    yield from (
        f"{sign.severity} is no severity"
        for sign in check.dangers
        if sign.severity not in SEVERITIES
    )


def _flaws_of_numbers(check: Screen) -> Iterator[str]:
    known = {one.key for one in check.thresholds}
    named = set(re.findall(r"\{(\w+)\}", " ".join(words_of(check))))
    yield from (f"no threshold is called {key}" for key in sorted(named - known))
    rests_on = [(one.key, one.source) for one in check.thresholds]
    rests_on += [(one.key, one.source) for one in check.dangers]
    yield from (f"{key} has no source" for key, source in rests_on if source not in check.sources)


def words_of(check: Screen) -> Iterator[str]:
    """Everything in a check that a runner reads and that may name a threshold. Pure."""
    for sign in check.dangers:
        yield from (sign.words, sign.why)
    for step in check.steps:
        yield from (step.title, step.lead)
    for question in check.questions:
        yield from (question.words, question.hint, *(words for _, words in question.options))
    for one in check.outcomes:
        yield from (one.title, one.meaning, one.now, one.next, one.meanwhile, one.onward)
    yield from (rule.words for rule in check.rules)
    for hint in check.hints:
        yield from (hint.words, *(link.words for link in hint.links))
    for threshold in check.thresholds:
        yield from (threshold.unit, threshold.means)


def _parts(conditions: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for condition in conditions:
        yield condition
        yield from _parts(condition.get("any", ()))
        yield from _parts(condition.get("all", ()))
