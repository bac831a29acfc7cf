"""The words of a call sheet that are not the checklist's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.http.facets import key_label
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.translation import ngettext
from directory.web.formats import day, price, stale

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from directory.practitioners.models import Location, Practitioner

FACT_QUESTIONS = {
    "accepting": _later("Do you take new clients at the moment?"),
    "wait": _later("How long is the wait for a first visit?"),
    "price": _later("What does the first visit cost, and what do the next ones?"),
    "payers": _later("Who can pay: which insurers, or I myself?"),
    "referral": _later("Do I need a referral?"),
    "evening": _later("Do you have hours in the evening?"),
    "language": _later("Which languages do you speak?"),
    "trial_call": _later("Can we talk for a few minutes before I book?"),
    "methods": _later("How do you examine and treat: which methods do you use?"),
}
"""How one asks for each fact on the phone."""

FACT_NAMES = {
    "accepting": _later("New clients"),
    "wait": _later("Wait"),
    "price": _later("Price"),
    "payers": _later("Who pays"),
    "referral": _later("Referral"),
    "evening": _later("Evening hours"),
    "language": _later("Languages"),
    "trial_call": _later("Trial call"),
    "methods": _later("Methods"),
}

_METHODS = ("method", "modality")


def fact_words(practitioner: Practitioner, name: str) -> str | None:
    """What a listing states of a fact; none where it states nothing, or nothing on paper."""
    return _WORDS[name](practitioner)


def accepting_words(listing: Practitioner) -> str | None:
    """Whether they take new clients, with the day of the statement."""
    if listing.accepting is None:
        return None
    said = _("accepting") if listing.accepting else _("not accepting")
    if listing.accepting_as_of is None:
        return _("%(said)s, no date stated", said=said)
    if stale(listing.accepting_as_of):
        return _("%(said)s, not confirmed since", said=_as_of(said, listing.accepting_as_of))
    return _as_of(said, listing.accepting_as_of)


def _as_of(said: str, on: date) -> str:
    return _("%(said)s as of %(day)s", said=said, day=day(on))


def _wait(listing: Practitioner) -> str | None:
    if listing.wait_days is None:
        return None
    return ngettext("about %(num)s day", "about %(num)s days", listing.wait_days)


def _prices(listing: Practitioner) -> str | None:
    places = [place for place in listing.locations if place.fee_first is not None]
    return "; ".join(dict.fromkeys(map(_fees, places))) or None


def _fees(place: Location) -> str:
    first = price(place.fee_first or 0, place.currency)
    if place.fee_next is None:
        return _("%(first)s first visit", first=first)
    then = price(place.fee_next, place.currency)
    return _("%(first)s first visit, then %(then)s", first=first, then=then)


def payer_words(listing: Practitioner) -> str | None:
    """Who pays: payers by name, and oneself where that is stated."""
    keys = dict.fromkeys(payer.payer for place in listing.locations for payer in place.payers)
    said = [str(key_label("payment", key)) for key in keys]
    own = {place.self_pay for place in listing.locations} - {None}
    if own:
        said.append(_("self-pay possible") if True in own else _("no self-pay"))
    return ", ".join(said) or None


def _yes_no(yes: str, no: str, stated: bool | None) -> str | None:
    return None if stated is None else yes if stated else no


def _trial_call(listing: Practitioner) -> str | None:
    minutes = listing.trial_call_minutes
    if minutes is None:
        return None
    return _("%(minutes)s minutes", minutes=minutes) if minutes else _("none")


def _terms(listing: Practitioner, *vocabularies: str) -> str | None:
    terms = [term for term in listing.terms if term.vocabulary in vocabularies]
    return ", ".join(str(key_label(term.vocabulary, term.key)) for term in terms) or None


_WORDS: dict[str, Callable[[Practitioner], str | None]] = {
    "accepting": accepting_words,
    "wait": _wait,
    "price": _prices,
    "payers": payer_words,
    "referral": lambda one: _yes_no(_("needed"), _("not needed"), one.referral_needed),
    "evening": lambda one: _yes_no(_("yes"), _("no"), one.evening_hours),
    "language": lambda one: _terms(one, "language"),
    "trial_call": _trial_call,
    "methods": lambda one: _terms(one, *_METHODS),
}
