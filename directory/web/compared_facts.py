"""The plain facts that practitioners are compared by, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.http.translation import gettext as _
from directory.http.wording import distance_text
from directory.practitioners.freshness import fresh_on
from directory.practitioners.whereabouts import shown_point
from directory.web.callsheet_words import fact_words
from directory.web.formats import day, month, price, source_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.geo.place import Place
    from directory.http.units import Units
    from directory.practitioners.models import Practitioner

    Fact = tuple[str, Callable[[Practitioner], str | None]]


def costs() -> tuple[Fact, ...]:
    """What somebody costs and who pays."""
    return (
        (_("First visit"), lambda one: fee_words(one, "fee_first")),
        (_("Visits after it"), lambda one: fee_words(one, "fee_next")),
        (_("Who pays"), _stated("payers")),
    )


def reach(near: Place | None, units: Units) -> tuple[Fact, ...]:
    """When and where somebody can be seen; the distance only where the visitor said from where."""
    distance: Fact = (_("Distance"), lambda one: _distance(one, near, units))
    return (
        (_("New clients"), _stated("accepting")),
        (_("Wait for a first visit"), _stated("wait")),
        (_("Trial call"), _stated("trial_call")),
        (_("Evening hours"), _stated("evening")),
        (_("Referral"), _stated("referral")),
        (_("By video"), _video),
        (_("Languages"), _stated("language")),
        (_("Town"), towns),
        *([distance] if near else []),
    )


def trust() -> tuple[Fact, ...]:
    """What was checked, and how fresh all of it is."""
    return (
        (_("Licence"), _licence),
        (_("With runners since"), _since),
        (_("Last confirmed"), _fresh),
        (_("Source"), lambda one: source_label(one.source)),
    )


def _stated(name: str) -> Callable[[Practitioner], str | None]:
    return lambda practitioner: fact_words(practitioner, name)


def fee_words(listing: Practitioner, name: str) -> str | None:
    """What a visit costs, with the town where places ask different prices; `None` if not stated."""
    fees = dict.fromkeys(
        (price(amount, place.currency), place.city)
        for place in listing.locations
        if (amount := getattr(place, name)) is not None
    )
    if len({fee for fee, _city in fees}) > 1:
        return ", ".join(f"{fee} ({city})" if city else fee for fee, city in fees)
    return next((fee for fee, _city in fees), None)


def _video(listing: Practitioner) -> str | None:
    if listing.telehealth is None:
        return None
    return _("yes") if listing.telehealth else _("no")


def towns(listing: Practitioner) -> str | None:
    """Where somebody works; `None` if not stated."""
    return ", ".join(dict.fromkeys(place.city for place in listing.locations if place.city)) or None


def _distance(listing: Practitioner, near: Place | None, units: Units) -> str | None:
    shown = (shown_point(place.point, town_only=listing.town_only) for place in listing.locations)
    points = [point for point in shown if point]
    if near is None or near.point is None or not points:
        return None
    return distance_text(min(near.point.distance_km(point) for point in points), units)


def _licence(listing: Practitioner) -> str | None:
    """The licence checked last; else those that are only stated."""
    checked = [(one.verified_on, one.title) for one in listing.licences if one.verified_on]
    if checked:
        verified_on, title = max(checked)
        return _("%(title)s, checked %(month)s", title=title, month=month(verified_on))
    titles = ", ".join(dict.fromkeys(one.title for one in listing.licences))
    return _("%(titles)s, not checked by us", titles=titles) if titles else None


def _since(listing: Practitioner) -> str | None:
    return str(listing.runners_since) if listing.runners_since else None


def _fresh(listing: Practitioner) -> str | None:
    fresh = fresh_on(listing)
    return day(fresh) if fresh else None
