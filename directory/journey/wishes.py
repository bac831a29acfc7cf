"""What is asked of everybody in a team, and whom the search finds for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from directory.journey.benches import offered, settle, together
from directory.practitioners.vocabulary import Kind
from directory.search.query import Query, Text
from directory.search.widening import by_video

if TYPE_CHECKING:
    from directory.journey.benches import Candidates
    from directory.search.engine import SearchEngine
    from directory.search.query import Filters

PAID_ALONE = frozenset({"self_pay", "sliding_scale"})
"""Ways to pay that no insurer has a part in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of everybody in a team.

    Attributes:
        query: Text, reach and filters; its kind is set for each role.
        country: ISO code of the place, within which video visits count.
        budgeted: Whether there is a budget, so that a price that is not stated is a lack.
        priced: Whether those who state no price are left out.
        video: Whether somebody in the country who works by video may fill a role.
        general: Whether the words are of the trade, so that they may be left out.
    """

    query: Query
    country: str | None
    budgeted: bool = False
    priced: bool = False
    video: bool = False
    general: bool = True


def candidates_for(engine: SearchEngine, wish: Wish, kind: Kind) -> Candidates:
    """Ask the engine for everybody who may fill a role.

    A price that is not stated is reckoned at the median of those that are, among these people; it
    counts as a fact that is not stated, so whoever states theirs is preferred.

    Raises:
        SearchUnavailable: There is no index to ask.
    """
    asked = replace(wish.query, filters=_of_role(wish.query.filters, kind))
    found = _found(engine, wish, asked)
    if len(found) or not asked.text.groups or not wish.general:
        return found
    wordless = replace(asked, text=Text(excluded=asked.text.excluded))
    return replace(_found(engine, wish, wordless), wordless=True)


def commonest_currency(engine: SearchEngine, query: Query) -> str | None:
    """The currency in which most people within reach state a price; of equals the first by name.

    Where no country tells the currency, people of several may be near: sums need one.

    Args:
        engine: Whom to ask.
        query: The day and the reach; words and filters play no part.

    Returns:
        An ISO 4217 code; `None` where nobody states a price in any.

    Raises:
        SearchUnavailable: There is no index to ask.
    """
    stated = engine.offers(Query(today=query.today, where=query.where)).currencies
    if stated is None or not (stated != "").any():
        return None
    names, counts = np.unique(stated[stated != ""], return_counts=True)
    return str(names[counts.argmax()])


def insured(filters: Filters) -> bool:
    """Whether an insurer is asked for, which coaches hardly ever bill: it holds for therapists."""
    return not filters.chosen.get("payment", frozenset()) <= PAID_ALONE


def _of_role(filters: Filters, kind: Kind) -> Filters:
    chosen = {**filters.chosen, "kind": frozenset({str(kind)})}
    if kind is not Kind.THERAPIST and insured(filters):
        del chosen["payment"]
    return replace(filters, chosen=chosen)


def _found(engine: SearchEngine, wish: Wish, asked: Query) -> Candidates:
    found = offered(engine.offers(asked), budgeted=wish.budgeted, by_video=False)
    if wish.video and wish.country and asked.where is not None:
        remote = engine.offers(by_video(asked, wish.country))
        found = together(found, offered(remote, budgeted=wish.budgeted, by_video=True))
    return settle(found, priced=wish.priced)
