"""From what is typed to an assessment's content, and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import format_date
from werkzeug.datastructures import MultiDict

from directory.practitioners.vocabulary import LINKS
from directory.vetting.asking import asked_flags, core_items, derive_whole_chain, rest_items
from directory.vetting.checklist import SORE_PLACES, checklist
from directory.vetting.content import OLDEST_YEARS, Content, content_of
from directory.vetting.models import Answer
from directory.web.forms.assess import (
    FORGOTTEN,
    NO_PAIN,
    NONE_OF_THESE,
    SORE_LABELS,
    VisitsForm,
    answers_form,
    more_form,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wtforms import Form

    from directory.drafts import Fields
    from directory.practitioners.vocabulary import Kind
    from directory.vetting.checklist import Item, RedFlag
    from directory.vetting.models import Assessment


@dataclass(frozen=True, slots=True)
class Writing:
    """An assessment being written: the pages as they were sent, and how to read them.

    Attributes:
        kind: Whose checklist it is.
        steps: Name of a page to its fields as they were sent.
        today: Where the choice of months ends.
        month: The month that stands, when an assessment is edited.
    """

    kind: Kind
    steps: Mapping[str, Fields]
    today: date
    month: date | None = None

    def fields(self, step: str) -> MultiDict[str, str]:
        """The fields of a page."""
        return MultiDict(self.steps.get(step, {}))

    def visits_form(self) -> VisitsForm:
        """The first page; where the month stands, it is not asked."""
        form = VisitsForm(self.fields("visits"), months=months_until(self.today, self.month))
        if self.month:
            del form.month
        return form

    @property
    def sore(self) -> str | None:
        """Key of the sore place, none with no pain."""
        sore = self.fields("visits").get("sore", "")
        return sore if sore in SORE_LABELS and sore != NO_PAIN else None

    @property
    def visits(self) -> str:
        """How many visits there were."""
        return self.fields("visits").get("visits", "")

    @property
    def links(self) -> tuple[str, ...] | None:
        """The links ticked; none where nobody remembers."""
        ticked = self.fields("visits").getlist("links")
        links = tuple(key for key in LINKS if key in ticked)
        if FORGOTTEN in ticked or not (links or NONE_OF_THESE in ticked):
            return None
        return links

    @property
    def derived(self) -> Answer:
        """What the ticked links say."""
        return derive_whole_chain(self.kind, self.links, self.sore)

    @property
    def core(self) -> Sequence[Item]:
        """The items of the second page: the core, but for the one that links answer."""
        items = core_items(self.kind, sore=self.sore, visits=self.visits)
        return [item for item in items if not item.ticks_links]

    @property
    def rest(self) -> Sequence[Item]:
        """The items of the third page."""
        return rest_items(self.kind, sore=self.sore, visits=self.visits)

    @property
    def flags(self) -> Sequence[RedFlag]:
        """The red flags asked about on the third page."""
        return asked_flags(self.kind, sore=self.sore, visits=self.visits)

    def core_form(self) -> Form:
        """The second page."""
        return answers_form([item.code for item in self.core], self.fields("core"), whole=True)

    def more_form(self) -> Form:
        """The third page."""
        codes = [item.code for item in self.rest]
        return more_form(codes, [flag.code for flag in self.flags], self.fields("more"))

    def content(self) -> Content:
        """What is to be sent; call it when the first and the third page are in order."""
        core, more = self.core_form(), self.more_form()
        whole = checklist(self.kind).codes[0]
        said = {whole: core["whole"].data or str(self.derived)}
        said |= {item.code: core[item.code].data for item in self.core}
        said |= {item.code: more[item.code].data for item in self.rest}
        told = {flag.code: more[flag.code].data for flag in self.flags}
        return Content(
            sore=self.sore,
            visits=self.visits,
            visit_month=self.month or _month_of(self.fields("visits").get("month", "")),
            answers={code: str(value) for code, value in said.items() if value in set(Answer)},
            links=self.links,
            flags={code: value == "yes" for code, value in told.items() if value in {"yes", "no"}},
            comment=more["comment"].data or None,
        )

    @property
    def says_something(self) -> bool:
        """Whether at least one answer is a yes, a partly or a no."""
        telling = {Answer.YES, Answer.PARTLY, Answer.NO}
        return bool(telling & {Answer(value) for value in self.content().answers.values()})


def steps_of(assessment: Assessment) -> dict[str, Fields]:
    """The pages as they would have been sent for a stored assessment."""
    content = content_of(assessment)
    links = list(content.links or ()) or ([FORGOTTEN] if content.links is None else [NONE_OF_THESE])
    codes = checklist(assessment.kind).codes
    answers = {code: [value] for code, value in content.answers.items()}
    core = {code: value for code, value in answers.items() if code != codes[0]}
    told = {code: ["yes" if reported else "no"] for code, reported in content.flags.items()}
    return {
        "visits": {
            "sore": [_shown_place(content.sore)],
            "visits": [content.visits],
            "links": links,
        },
        "core": core | {"whole": answers.get(codes[0], [])},
        "more": core | told | {"comment": [content.comment or ""]},
    }


def months_until(today: date, chosen: date | None = None) -> list[tuple[str, str]]:
    """The months a last visit may have been in, the newest first, as values and words."""
    if chosen:
        return [(f"{chosen:%Y-%m}", format_date(chosen, "MMMM y"))]
    number = 12 * today.year + today.month - 1
    firsts = [date(n // 12, n % 12 + 1, 1) for n in range(number, number - 12 * OLDEST_YEARS, -1)]
    return [(f"{first:%Y-%m}", format_date(first, "MMMM y")) for first in firsts]


def _month_of(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def _shown_place(sore: str | None) -> str:
    """The choice of the form that a stored place belongs to."""
    if sore is None or sore in SORE_LABELS:
        return sore or NO_PAIN
    link = SORE_PLACES[sore]
    return next(key for key in SORE_LABELS if SORE_PLACES.get(key) == link)
