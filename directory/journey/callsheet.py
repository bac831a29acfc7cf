"""What to ask on a first call: just what nobody has answered about a practitioner. Pure.

An item of the checklist is known as soon as anything is shown about it: the practitioner's own
sentence, a document that was seen, or the answers of three members or more. Fewer members' answers
are not shown to anybody, so the item is still to be asked. Items that nobody can answer before a
visit have no question for a call and are never asked. The item about the whole chain is also
known where something is shown about each link besides the sore one; otherwise it is asked with
the links that are missing. A fact of the listing is known where it is stated; that somebody takes
new clients only as long as that is fresh.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from directory.practitioners.freshness import RELIED_ON_FOR
from directory.practitioners.vocabulary import LINKS
from directory.vetting.asking import PAIN_MARK
from directory.vetting.checklist import checklist, sore_places
from directory.vetting.published import SHOWN_FROM

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from directory.practitioners.models import Practitioner
    from directory.vetting.checklist import Item, SorePlace
    from directory.vetting.evidence import PractitionerEvidence

_PLACE_OF_LINK = {
    "feet": "foot",
    "knees": "knee",
    "hips": "hip",
    "core": "low_back",
    "upper_back": "upper_back",
    "shoulders": "shoulder",
}
"""The place that is meant where only its link of the chain was named."""

FACTS = (
    "accepting",
    "wait",
    "price",
    "payers",
    "referral",
    "evening",
    "language",
    "trial_call",
    "methods",
)
"""Facts of a listing that a call can clear up, in the order one asks them."""

_METHODS = frozenset({"method", "modality"})


@dataclass(frozen=True, slots=True)
class Question:
    """One item to ask about.

    Attributes:
        code: Of the item.
        words: The question as one asks it on the phone.
        hint: What would be good to hear.
        links: Keys of the links that nothing is known of, where some are known; else none.
    """

    code: str
    words: str
    hint: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallSheet:
    """What to ask and what need not be asked again.

    Attributes:
        facts: Names of facts, from `FACTS`, that are not stated.
        questions: Items that nothing is known of, in the order of the checklist.
        known_facts: Names of the other facts.
        known: Codes of items that something is known of.
    """

    facts: tuple[str, ...]
    questions: tuple[Question, ...]
    known_facts: tuple[str, ...]
    known: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing left to ask."""
        return not self.facts and not self.questions


def sore_place(key: str | None) -> SorePlace | None:
    """The place somebody named as sore, by its own key or by that of its link of the chain."""
    places = sore_places()
    return places.get(key or "") or places.get(_PLACE_OF_LINK.get(key or "", ""))


def call_sheet(
    practitioner: Practitioner,
    evidence: PractitionerEvidence,
    *,
    sore: SorePlace | None,
    today: date,
) -> CallSheet:
    """What is unknown about a practitioner, as questions for a call. Pure.

    Args:
        practitioner: The listing, with places and terms.
        evidence: All that speaks for it.
        sore: What hurts the visitor, if they said so.
        today: The day that ages are counted from.
    """
    items = checklist(practitioner.kind).items
    stated = {name for name, is_stated in _STATED.items() if is_stated(practitioner, today)}
    members = practitioner.score_members or 0
    shown = evidence if members >= SHOWN_FROM else replace(evidence, counts={})
    missing = _missing_links(practitioner, shown, sore)
    known = {item.code for item in items if _is_known(item, shown, missing)}
    asked = [item for item in items if item.call and item.code not in known]
    return CallSheet(
        facts=tuple(name for name in FACTS if name not in stated),
        questions=tuple(_question(item, sore, missing) for item in asked),
        known_facts=tuple(name for name in FACTS if name in stated),
        known=tuple(item.code for item in items if item.code in known),
    )


def _is_known(item: Item, evidence: PractitionerEvidence, missing: tuple[str, ...]) -> bool:
    told = evidence.of_item(item.code)
    shown = told.counts.answered >= SHOWN_FROM
    whole_chain = item.ticks_links and not missing
    return bool(told.claim or told.document or shown or whole_chain)


def _missing_links(
    practitioner: Practitioner, evidence: PractitionerEvidence, sore: SorePlace | None
) -> tuple[str, ...]:
    """Links besides the sore one of which nothing is shown."""
    noted = {term.key for term in practitioner.terms if term.vocabulary == "region" and term.note}
    return tuple(
        key
        for key in LINKS
        if not (sore and key == sore.link)
        and key not in noted
        and evidence.of_link(key).answered < SHOWN_FROM
        and not evidence.of_link(key).document
    )


def _question(item: Item, sore: SorePlace | None, missing: tuple[str, ...]) -> Question:
    painless = item.call_painless or item.call or ""
    words = (item.call or "").replace(PAIN_MARK, sore.pain) if sore else painless
    partly = item.ticks_links and len(missing) < len(LINKS) - (sore is not None)
    return Question(item.code, words, item.motivation, missing if partly else ())


def _accepts(listing: Practitioner, today: date) -> bool:
    since = listing.accepting_as_of
    return listing.accepting is not None and since is not None and today - since <= RELIED_ON_FOR


def _waits(listing: Practitioner, today: date) -> bool:
    since = listing.accepting_as_of or listing.confirmed_on
    return listing.wait_days is not None and since is not None and today - since <= RELIED_ON_FOR


_STATED: dict[str, Callable[[Practitioner, date], bool]] = {
    "accepting": _accepts,
    "wait": _waits,
    "price": lambda listing, _: any(place.fee_first is not None for place in listing.locations),
    "payers": lambda listing, _: any(place.payers for place in listing.locations),
    "referral": lambda listing, _: listing.referral_needed is not None,
    "evening": lambda listing, _: listing.evening_hours is not None,
    "language": lambda listing, _: any(term.vocabulary == "language" for term in listing.terms),
    "trial_call": lambda listing, _: listing.trial_call_minutes is not None,
    "methods": lambda listing, _: any(term.vocabulary in _METHODS for term in listing.terms),
}
