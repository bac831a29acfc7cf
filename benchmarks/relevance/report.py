"""The figures as tables, on the terminal and in docs/quality.md. Pure but for `write`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.relevance.metrics import (
    best_order,
    interval_of_mean,
    ndcg_at,
    precision_at,
    recall_at,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.relevance.judged import Question

PAGE = Path(__file__).resolve().parents[2] / "docs" / "quality.md"
BEST = "best order"
FIRST = "## Relevance"
SECOND = "### A second set"
_METRICS: dict[str, Callable[..., float]] = {
    "NDCG@10": ndcg_at,
    "P@3": precision_at,
    "Recall@20": recall_at,
}

_MEANING = """\
**NDCG@10** is the share of the gain that the best order of the first ten would give (a grade g
gains 2^g - 1, discounted by the logarithm of the place), **P@3** the share of the first three that
have grade 2 or 3, **Recall@20** the share of all listings graded 1 or more that stand among the
first twenty. The best order stays below 1 where a question has fewer than three good answers, or
more than twenty fair ones. The gain is against BM25 with stems, with its 95 % interval by a paired
bootstrap over the questions.

Both ways of BM25 (k1 1.2, b .75) read all text of a listing as one field, labels in place of keys,
and match any word; the second stems by Snowball and leaves stop words out. Where a place is
asked for, they choose from the same circle. This site's answers come from its search service: the
table imported, the index built, the place looked up. How the set was judged and how to add to it:
`benchmarks/relevance/README.md`.
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What one way answered: for each question's id, external ids in order."""

    name: str
    rankings: Mapping[str, Sequence[str]]


def best_answers(questions: Sequence[Question]) -> Answers:
    """What nobody can do better than."""
    return Answers(BEST, {each.id: best_order(each.grades) for each in questions})


def tables(questions: Sequence[Question], ways: Sequence[Answers]) -> str:
    """One Markdown table for each measure: a row a type, a column a way, the site's being last.

    Args:
        questions: What was asked.
        ways: Answers to all questions; the one before the last is what the gain is taken against.
    """
    shown = [*ways, best_answers(questions)]
    types = list(dict.fromkeys(question.type for question in questions))
    blocks = []
    for metric in _METRICS:
        gain = metric == "NDCG@10"
        columns = [metric, "questions", *(way.name for way in (ways if gain else shown))]
        lines = [_row([*columns, "gain (95 %)"] if gain else columns)]
        lines.append(_row(["---"] + ["---:"] * (lines[0].count("|") - 2)))
        for kind in [*types, "**all**"]:
            some = [each for each in questions if kind in {each.type, "**all**"}]
            cells = [_mean(metric, some, way) for way in (ways if gain else shown)]
            lines.append(
                _row([kind, str(len(some)), *cells, *([_gain(some, ways)] if gain else [])])
            )
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def listing_of_questions(
    questions: Sequence[Question], way: Answers, names: Mapping[str, str]
) -> str:
    """The way's NDCG of each question, the worst first, with its first five and their grades."""
    lines = []
    for question in sorted(questions, key=lambda each: _value("NDCG@10", each, way)):
        first = way.rankings[question.id][:5]
        shown = ", ".join(f"{names[key]} {question.grades.get(key, 0)}" for key in first)
        place = f" near {question.near}" if question.near else ""
        value = _value("NDCG@10", question, way)
        lines.append(f"{value:.3f}  {question.id}  {question.q}{place}\n       {shown or 'nobody'}")
    return "\n".join(lines) + "\n"


def section(text: str, half: str, listings: int) -> str:
    """The section on relevance."""
    return (
        f"{FIRST}\n\n"
        f"How well the search answers, on {listings} made-up listings judged by reading, {_asked(half)}."
        f" Made by:\n\n    python -m benchmarks.relevance --half {half} --write\n\n"
        f"{text}\n{_MEANING}"
    )


def second_section(text: str, half: str, listings: int) -> str:
    """What the section on relevance says of the second set, under a heading of its own."""
    return (
        f"{SECOND}\n\n"
        f"{listings} other listings and other questions in another hand, judged without a look at"
        " the first or at what a search answers: whether the search generalises. No constant was"
        " tuned on it. At first sight NDCG@10 was 0.803; two faults it showed were then mended for"
        " good (what a question does not want, and general questions that no listing's words"
        f" answer), so it is no longer wholly unseen. Asked: {_asked(half)}. Made by:\n\n    python -m benchmarks.relevance --set second --half {half} --write\n\n"
        f"{text}"
    )


SECTIONS = {"first": section, "second": second_section}
"""How each judged set is written up."""


def with_section(page: str, new: str) -> str:
    """The page with its section of that heading replaced; what stands below others stays. Pure.

    A section that the page does not have goes to the end: a `##` of the page, a `###` of the
    section on relevance.
    """
    heading = new.partition("\n")[0]
    found = _part(page, heading, "#{2,3} ")
    if not found:
        parent = _part(page, FIRST, "## ") if heading.startswith("### ") else None
        end = parent.end() if parent else len(page)
        rest = page[end:]
        return f"{page[:end].rstrip()}\n\n{new}" + (f"\n{rest}" if rest else "")
    rest = page[found.end() :]
    return page[: found.start()] + new + (f"\n{rest}" if rest else "")


def write(new: str, page: Path = PAGE) -> None:
    """Put the section into the page, which is made if it is missing."""
    before = page.read_text(encoding="utf-8") if page.exists() else "# Quality\n"
    page.write_text(with_section(before, new), encoding="utf-8")


def _asked(half: str) -> str:
    return "all questions" if half == "all" else f'the questions of the half "{half}"'


def _part(page: str, heading: str, ends_at: str) -> re.Match[str] | None:
    pattern = rf"^{re.escape(heading)}$.*?(?=^{ends_at}|\Z)"
    return re.search(pattern, page, re.MULTILINE | re.DOTALL)


def _value(metric: str, question: Question, way: Answers) -> float:
    return _METRICS[metric](way.rankings[question.id], question.grades)


def _mean(metric: str, questions: Sequence[Question], way: Answers) -> str:
    return f"{np.mean([_value(metric, question, way) for question in questions]):.3f}"


def _gain(questions: Sequence[Question], ways: Sequence[Answers]) -> str:
    peer, own = ways[-2:]
    gains = [_value("NDCG@10", q, own) - _value("NDCG@10", q, peer) for q in questions]
    low, high = interval_of_mean(gains)
    return f"{np.mean(gains):+.3f} ({low:+.3f} to {high:+.3f})"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
