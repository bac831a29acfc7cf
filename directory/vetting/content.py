"""What an assessment says: its parts, and whether it can be taken."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from directory.practitioners.vocabulary import LINKS
from directory.vetting.asking import asked_flags, asked_items
from directory.vetting.checklist import SORE_PLACES, checklist
from directory.vetting.models import Answer
from directory.vetting.plain_text import plain_text

if TYPE_CHECKING:
    from datetime import date

    from directory.practitioners.vocabulary import Kind
    from directory.vetting.models import Assessment

VISITS = ("1", "2-3", "4+")

COMMENT_LENGTH = 2_000
"""Longest comment, in characters."""

OLDEST_YEARS = 10
"""How many years ago a visit may lie."""


class ContentInvalid(ValueError):
    """An assessment says what it can't say.

    Attributes:
        errors: Field to what is wrong with it, a short word of the code: "unknown", "future".
    """

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {wrong}" for field, wrong in errors.items()))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Content:
    """What a member says about one practitioner.

    Attributes:
        sore: Key of the place that hurt most (`checklist.SORE_PLACES`); none with no pain.
        visits: One of `VISITS`.
        visit_month: Any day of the month of the last visit.
        answers: Item code to a value of `Answer`.
        links: Links of the chain that were examined; () is "none of these", none "don't know".
        flags: Red flags answered: whether it was so.
        comment: Free text, none or empty for none.
    """

    sore: str | None
    visits: str
    visit_month: date
    answers: dict[str, str] = field(default_factory=dict)
    links: tuple[str, ...] | None = None
    flags: dict[str, bool] = field(default_factory=dict)
    comment: str | None = None


def checked(content: Content, kind: Kind, today: date) -> Content:
    """An assessment's content as it is stored: what can't apply is left out, the rest in order.

    Args:
        content: What the member says.
        kind: Whose checklist was answered.
        today: Where the present month ends.

    Raises:
        ContentInvalid: A code of another checklist, an unknown value, a month out of range.
    """
    errors = _errors(content, kind, today)
    if errors:
        raise ContentInvalid(errors)
    sore, visits = content.sore, content.visits
    items = [item.code for item in asked_items(kind, sore=sore, visits=visits)]
    flags = [flag.code for flag in asked_flags(kind, sore=sore, visits=visits)]
    ticked = None if content.links is None else [key for key in LINKS if key in content.links]
    return replace(
        content,
        visit_month=content.visit_month.replace(day=1),
        answers={code: content.answers[code] for code in items if code in content.answers},
        links=None if ticked is None else tuple(ticked),
        flags={code: content.flags[code] for code in flags if code in content.flags},
        comment=plain_text(content.comment or "") or None,
    )


def content_of(assessment: Assessment) -> Content:
    """What a stored assessment says."""
    links = assessment.links
    return Content(
        sore=assessment.sore,
        visits=assessment.visits,
        visit_month=assessment.visit_month,
        answers=dict(assessment.answers),
        links=None if links is None else tuple(links),
        flags={code: code in assessment.flags for code in assessment.flags_asked},
        comment=assessment.comment,
    )


def write(content: Content, assessment: Assessment) -> None:
    """Put checked content into its row; whether the comment shows is for others to say."""
    assessment.sore = content.sore
    assessment.visits = content.visits
    assessment.visit_month = content.visit_month
    assessment.answers = dict(content.answers)
    assessment.links = None if content.links is None else list(content.links)
    assessment.flags = [code for code, reported in content.flags.items() if reported]
    assessment.flags_asked = list(content.flags)
    assessment.comment = content.comment


def erase(assessment: Assessment) -> None:
    """Delete what an assessment said, its history and its proof; when it was stays."""
    assessment.sore, assessment.links, assessment.comment = None, None, None
    assessment.answers, assessment.flags, assessment.flags_asked = {}, [], []
    assessment.visits = ""
    assessment.revisions = []
    assessment.proof = None


def kept(assessment: Assessment) -> dict[str, Any]:
    """What a stored assessment says, as a revision keeps it."""
    return {
        "sore": assessment.sore,
        "visits": assessment.visits,
        "answers": assessment.answers,
        "links": assessment.links,
        "flags": assessment.flags,
        "flags_asked": assessment.flags_asked,
        "comment": assessment.comment,
    }


def _errors(content: Content, kind: Kind, today: date) -> dict[str, str]:
    known = checklist(kind)
    asked = {item.code for item in known.items if item.member is not None}
    flags = {flag.code for flag in known.flags if flag.question is not None}
    wrong = {
        "sore": content.sore is not None and content.sore not in SORE_PLACES,
        "visits": content.visits not in VISITS,
        "links": not set(content.links or ()) <= set(LINKS),
        "flags": not content.flags.keys() <= flags,
        "answers": not content.answers.keys() <= asked
        or not set(content.answers.values()) <= set(Answer),
    }
    errors = {name: "unknown" for name, is_wrong in wrong.items() if is_wrong}
    if content.visit_month > today:
        errors |= _month_errors(content.visit_month, today)
    elif content.visit_month.replace(day=1) < today.replace(year=today.year - OLDEST_YEARS, day=1):
        errors["visit_month"] = "too_long_ago"
    if len(content.comment or "") > COMMENT_LENGTH:
        errors["comment"] = "too_long"
    return errors


def _month_errors(month: date, today: date) -> dict[str, str]:
    later = (month.year, month.month) > (today.year, today.month)
    return {"visit_month": "future"} if later else {}
