"""The filters in words: their names, and what each of their keys reads as."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from directory.http.translation import catalogue, gettext
from directory.http.translation import lazy_gettext as _
from directory.practitioners.vocabulary import Kind, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import NullTranslations

YES, NO = "yes", "no"
ANSWERS = {YES: _("Yes"), NO: _("No")}
KINDS: dict[str, str] = {
    Kind.THERAPIST: _("Therapist"),
    Kind.MOVEMENT_COACH: _("Movement coach"),
    Kind.RUNNING_COACH: _("Running coach"),
}
WAYS_TO_PAY = {
    "self_pay": _("Self-pay"),
    "sliding_scale": _("Sliding scale"),
    "hmo": _("Any HMO"),
}
"""Keys of the payment filter beside the payers themselves."""

ANSWERED = ("telehealth", "accepting", "verified")
"""Filters whose keys are yes and no."""

NAMES = {
    "kind": _("Kind"),
    "profession": _("Profession"),
    "modality": _("Treatments"),
    "condition": _("Conditions"),
    "region": _("Links of the chain"),
    "method": _("Methods of assessing"),
    "stage": _("Stage"),
    "payment": _("Payment"),
    "language": _("Languages"),
    "telehealth": _("By video"),
    "accepting": _("Taking new clients"),
    "verified": _("Licence or certificate seen"),
    "price": _("Price of a first visit"),
    "score": _("Vetting score"),
    "text": _("What you searched for"),
}
"""Every filter, and the text, which a listing may leave unstated too."""


def filter_name(name: str) -> str:
    """What people read for a filter."""
    return str(NAMES.get(name, name))


def key_label(facet: str, key: str) -> str:
    """What people read for a key of a facet; a free tag reads as itself."""
    return _label(catalogue(), facet, key)


@lru_cache(maxsize=16_384)
def _label(_language: NullTranslations, facet: str, key: str) -> str:
    """The label in a language; an answer has hundreds, the same again and again."""
    fixed = _fixed(facet)
    if key in fixed:
        return str(fixed[key])
    if facet == "payment":
        return gettext(vocabulary("payer").label(key))
    if facet in {"kind", *ANSWERED}:
        return key
    return gettext(vocabulary(facet).label(key))


@cache
def facet_keys(facet: str) -> tuple[str, ...]:
    """The keys that a facet can be filtered by, in the order they are shown. Pure."""
    fixed = tuple(str(key) for key in _fixed(facet))
    if facet == "payment":
        return (*fixed, *vocabulary("payer").entries)
    return fixed or tuple(vocabulary(facet).entries)


def _fixed(facet: str) -> Mapping[str, str]:
    if facet == "kind":
        return KINDS
    if facet == "payment":
        return WAYS_TO_PAY
    return ANSWERS if facet in ANSWERED else {}
