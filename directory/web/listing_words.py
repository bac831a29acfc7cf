"""The words of a listing's form that are not a field's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.cases.waiting import Expected

TITLES = {
    "who": _later("Who you are"),
    "where": _later("Where you work"),
    "how": _later("How you work"),
    "fees": _later("Fees and free places"),
    "credentials": _later("Licences and contact"),
    "preview": _later("Look it over and send"),
}
"""Heading of each page."""

SHORT_TITLES = {
    "who": _later("You"),
    "where": _later("Places"),
    "how": _later("Work"),
    "fees": _later("Fees"),
    "credentials": _later("Licences"),
    "preview": _later("Preview"),
}
"""Each page in the list of steps."""

NEXT = {
    "who": _later("Next: where you work"),
    "where": _later("Next: how you work"),
    "how": _later("Next: fees"),
    "fees": _later("Next: licences"),
    "credentials": _later("Next: look it over"),
}
"""What the button of each page says."""

_STEPS = {
    "methods": "how",
    "modalities": "how",
    "conditions": "how",
    "stages": "how",
    "links": "how",
    "telehealth": "how",
    "trial_call_minutes": "how",
    "referral_needed": "how",
    "runners_since": "how",
    "accepting": "fees",
    "wait_days": "fees",
    "website": "fees",
    "booking_url": "fees",
    "email": "credentials",
    "npi": "credentials",
    "licences": "credentials",
    "town_only": "where",
    "evening_hours": "where",
}
_STEPS_OF_PLACE = dict.fromkeys(
    ("fee_first", "fee_next", "currency", "self_pay", "sliding_scale", "payers"), "fees"
)


def step_of(path: str) -> str:
    """The page that asks for a field of the content, by its path. Pure."""
    name, _slash, rest = path.partition("/")
    if name == "places":
        return _STEPS_OF_PLACE.get(rest.partition("/")[2], "where")
    return _STEPS.get(name, "who")


def refused_words(errors: Mapping[str, object]) -> list[tuple[str, str]]:
    """What can't be taken, as page and words, each once. Pure but for the words."""
    return list(dict.fromkeys((step_of(path), str(words)) for path, words in errors.items()))


def wait_words(expected: Expected) -> str:
    """How long a decision takes, as far as it has been measured."""
    waiting = (
        ngettext(
            "%(num)s other waits before it.", "%(num)s others wait before it.", expected.waiting
        )
        if expected.waiting
        else _("Nothing waits before it.")
    )
    if expected.days is None:
        told = _("We have decided too few so far to say how long it takes.")
    elif expected.days == 0:
        told = _("Of the last ones, nine in ten were decided on the same day.")
    else:
        told = ngettext(
            "Of the last ones, nine in ten were decided within %(num)s day.",
            "Of the last ones, nine in ten were decided within %(num)s days.",
            expected.days,
        )
    return f"{told} {waiting}"


def twin_words(reason: str) -> str:
    """Why a listing may be the same person's."""
    if reason == "npi":
        return _("It has the same provider number (NPI).")
    return _("It has a similar name.")


def steps_words(steps: Iterable[str]) -> list[tuple[str, str]]:
    """Pages that hold something to be changed, as key and title."""
    return [(step, str(TITLES[step])) for step in steps]
