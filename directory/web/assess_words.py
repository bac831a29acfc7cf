"""The words of an assessment's pages that are not the checklist's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.files.checking import FileKindUnknown, FileTooLarge
from directory.http.limits import TooOften
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.practitioners.vocabulary import LINKS
from directory.vetting.asking import ENOUGH_LINKS, ticked_besides, worded
from directory.vetting.checklist import SORE_PLACES, checklist
from directory.vetting.models import Standing
from directory.vetting.tallies import HALF_POINTS
from directory.web.chain import SORE_WORDS
from directory.web.formats import day
from directory.web.forms.assess import ANSWERS, SORE_LABELS

if TYPE_CHECKING:
    from directory.files.checking import FileRefused
    from directory.vetting.content import ContentInvalid
    from directory.vetting.models import Assessment
    from directory.web.assess_draft import Writing

PLACES = {
    "foot": _later("your foot"),
    "knee": _later("your knee"),
    "hip": _later("your hip"),
    "low_back": _later("your lower back"),
    "upper_back": _later("your upper back"),
    "shoulder": _later("your shoulder"),
}
"""The sore place as a question names it."""


def question_words(writing: Writing) -> dict[str, str]:
    """Every question that may be asked, about this member's sore place."""
    place = PLACES.get(writing.sore or "")
    said = str(place) if place else None
    items = {item.code: item.member or "" for item in (*writing.core, *writing.rest)}
    flags = {flag.code: flag.question or "" for flag in writing.flags}
    return {code: worded(text, said) for code, text in (items | flags).items()}


def derived_words(writing: Writing) -> str:
    """What the ticked links were read as."""
    if writing.links is None:
        return _("You ticked no links. We read that as “don’t know”.")
    read_as = str(ANSWERS[writing.derived]).lower()
    number = ticked_besides(writing.links, writing.sore)
    place = SORE_WORDS.get(SORE_PLACES.get(writing.sore or "", ""))
    if place is None:
        return _(
            "%(number)s of 6 links. We read that as “%(answer)s”.", number=number, answer=read_as
        )
    return _(
        "Besides %(place)s: %(number)s of 5 links. We read that as “%(answer)s”.",
        place=str(place),
        number=number,
        answer=read_as,
    )


def ticks_words(writing: Writing) -> dict[str, Any]:
    """The question that ticked links answer, and what a script needs to say how they are read."""
    return {
        "question": checklist(writing.kind).items[0].member,
        "enough": ENOUGH_LINKS[writing.kind],
        "answers": [str(ANSWERS[answer]).lower() for answer in HALF_POINTS],
        "places": {key: SORE_PLACES[key] for key in SORE_LABELS if key in SORE_PLACES},
    }


def drawn_links(links: tuple[str, ...] | None) -> list[str]:
    """The states of the strip that shows what was ticked."""
    return ["members" if key in (links or ()) else "unknown" for key in LINKS]


def sore_link_of(sore: str | None) -> str | None:
    """The link that a sore place belongs to."""
    return SORE_PLACES.get(sore or "")


def sore_number_of(sore: str | None) -> int | None:
    """The number of that link from the ground up, from 0."""
    link = sore_link_of(sore)
    return LINKS.index(link) if link else None


def proof_words(refused: FileRefused | TooOften) -> str:
    """What is wrong with a file, and what to do about it."""
    if isinstance(refused, TooOften):
        return _("Too many files came from your network today. Go on without it, or try tomorrow.")
    if isinstance(refused, FileTooLarge):
        return _("The file is too large. Send a photo or a PDF of up to 5 MB, or go on without it.")
    if isinstance(refused, FileKindUnknown):
        return _("The file is none that we can read. Send a photo (JPEG, PNG or WebP) or a PDF.")
    return _("The file cannot be read. Try a photo of it instead, or go on without it.")


def page_to_look_at(invalid: ContentInvalid) -> str:
    """The page of the form that holds what can't be taken."""
    if invalid.errors.keys() & {"sore", "visits", "visit_month", "links"}:
        return "visits"
    return "core" if "answers" in invalid.errors else "more"


def standing_words(assessment: Assessment) -> str:
    """What becomes of an assessment now."""
    if assessment.standing == Standing.COUNTED:
        return _("It counts.")
    if assessment.standing == Standing.WAITING and assessment.counts_from:
        return _(
            "It counts from %(day)s. Without proof of a visit, one assessment a week counts for "
            "each practitioner, in order of arrival.",
            day=day(assessment.counts_from.date()),
        )
    if assessment.standing == Standing.HELD:
        return _("A moderator looks at it first, because several came close together.")
    return _("A moderator has decided that it does not count.")
