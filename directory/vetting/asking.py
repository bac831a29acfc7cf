"""What members are asked: which items apply, in which order, in which words. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import (
    CORE_COUNT,
    LEAST_VISITS,
    SORE_PLACES,
    checklist,
    sore_places,
)
from directory.vetting.models import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.vetting.checklist import Item, RedFlag

ENOUGH_LINKS = {Kind.THERAPIST: (3, 1), Kind.MOVEMENT_COACH: (4, 2), Kind.RUNNING_COACH: (4, 2)}
"""Links besides the sore one's that make a yes, and that make a partly."""

PLACE_MARK, PAIN_MARK = "SORE", "SORE_PAIN"
"""What stands for the sore place in a question, and for the pain there."""


def asked_items(kind: Kind, *, sore: str | None, visits: str) -> tuple[Item, ...]:
    """The items members are asked about after such visits, in order."""
    return tuple(
        item
        for item in checklist(kind).items
        if item.member is not None and item.needs.are_met(sore=sore, visits=visits)
    )


def asked_flags(kind: Kind, *, sore: str | None, visits: str) -> tuple[RedFlag, ...]:
    """The red flags members are asked about after such visits, in order."""
    return tuple(
        flag
        for flag in checklist(kind).flags
        if flag.question is not None and flag.needs.are_met(sore=sore, visits=visits)
    )


def core_items(kind: Kind, *, sore: str | None, visits: str) -> tuple[Item, ...]:
    """The items asked first: the heaviest that apply, the ticking of links leading.

    Their words suit the visits, see `to_be_asked`.
    """
    asked = asked_items(kind, sore=sore, visits=visits)
    heaviest = sorted(asked, key=lambda item: (not item.ticks_links, -item.weight))[:CORE_COUNT]
    return tuple(to_be_asked(item, sore=sore, visits=visits) for item in heaviest)


def rest_items(kind: Kind, *, sore: str | None, visits: str) -> tuple[Item, ...]:
    """The items that are asked after the core, in the order of the checklist."""
    core = {item.code for item in core_items(kind, sore=sore, visits=visits)}
    asked = asked_items(kind, sore=sore, visits=visits)
    rest = [item for item in asked if item.code not in core]
    return tuple(to_be_asked(item, sore=sore, visits=visits) for item in rest)


def to_be_asked(item: Item, *, sore: str | None, visits: str) -> Item:
    """An item in the words that suit somebody's visits.

    Without pain no sore place is spoken of, and after too few visits for the whole question only
    the half is asked that can be answered.
    """
    if item.early and LEAST_VISITS.get(visits, item.early.below_visits) < item.early.below_visits:
        return replace(item, member=item.early.member, partly=item.early.partly)
    if sore is None and item.member_painless:
        return replace(item, member=item.member_painless)
    return item


def before_visit(item: Item, sore: str | None) -> str | None:
    """What to ask before a first visit.

    Args:
        item: One of a checklist.
        sore: Key of the place that hurts, none with no pain.

    Returns:
        The question, or `None` where nobody can say beforehand.
    """
    place = sore_places().get(sore or "")
    if item.call is None or place is None:
        return item.call_painless or item.call
    return item.call.replace(PAIN_MARK, place.pain)


def ticked_besides(links: Iterable[str], sore: str | None) -> int:
    """How many links were ticked besides the one that the sore place belongs to."""
    return len(set(links) - {SORE_PLACES.get(sore or "", "")})


def derive_whole_chain(kind: Kind, links: Iterable[str] | None, sore: str | None) -> Answer:
    """What ticked links say about the item that they answer.

    Args:
        kind: Whose checklist it is.
        links: The links ticked; none of them is a no, `None` is "don't know".
        sore: Key of the sore place, none with no pain.
    """
    if links is None:
        return Answer.UNKNOWN
    many, some = ENOUGH_LINKS[kind]
    ticked = ticked_besides(links, sore)
    if ticked >= many:
        return Answer.YES
    return Answer.PARTLY if ticked >= some else Answer.NO


def worded(question: str, place: str | None) -> str:
    """A question about a sore place.

    Args:
        question: With `SORE` where the place is named.
        place: The place as one says it: "the knee"; none with no pain, when the question speaks
            of "the sore place" in general.
    """
    return question.replace(PLACE_MARK, place or "the sore place")
