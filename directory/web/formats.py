"""Filters with which templates write prices, dates, times and opening hours."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from babel.dates import format_date, format_time, get_day_names
from babel.numbers import format_currency
from flask_babel import get_locale

from directory.geo.point import km_from_miles
from directory.http.checklist_words import item_title, season_text
from directory.http.facets import filter_name, key_label
from directory.http.translation import lazy_gettext as _later
from directory.http.units import Units, in_units
from directory.http.wording import distance_text, reason_text
from directory.practitioners.freshness import RELIED_ON_FOR
from directory.practitioners.web_address import safe_web_address

if TYPE_CHECKING:
    from flask import Flask

_ROUND_FROM_MI = 20
_SLACK_MI = 0.1
"""What a round number of miles gains on its way through an address in kilometres."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def init_formats(app: Flask) -> None:
    """Give templates the filters of this module and the shared wording."""
    filters = {
        "price": price,
        "day": day,
        "month": month,
        "clock": clock,
        "opening": opening,
        "stale": stale,
        "distance": distance_text,
        "item_title": item_title,
        "season": season_text,
        "radius": radius,
        "reason_text": reason_text,
        "filter_name": filter_name,
        "payer_label": lambda key: key_label("payment", key),
        "accessibility_label": lambda key: key_label("accessibility", key),
        "country_name": country_name,
        "fact_label": fact_label,
        "source_label": source_label,
        "web_address": safe_web_address,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals["key_label"] = key_label


_SOURCES = {
    "demo": _later("made up for the demo"),
    "nppes": _later("public provider register (NPPES)"),
    "submission": _later("the practitioner"),
    "owner": _later("the practitioner"),
    "visitors": _later("visitors who called"),
}


_FACTS = {
    "name": _later("Name"),
    "credentials": _later("Credentials"),
    "gender": _later("Gender"),
    "location": _later("Place of work"),
    "phone": _later("Phone"),
    "fees": _later("Fees"),
    "hours": _later("Opening hours"),
    "taxonomy": _later("Profession"),
    "licences": _later("Licences"),
}


def fact_label(field: str) -> str:
    """What people read for a field of a listing that carries a source."""
    return str(_FACTS.get(field) or filter_name(field)).replace("_", " ")


def source_label(source: str) -> str:
    """Where a fact comes from, in words."""
    return str(_SOURCES.get(source, source))


def price(amount: float, currency: str | None) -> str:
    """Write a price, cents only where there are any: "$140", "€62.50", "CHF 180"."""
    pattern = "¤#,##0" if float(amount).is_integer() else None
    text: str = format_currency(
        amount, currency or "USD", pattern, locale=get_locale(), currency_digits=pattern is None
    )
    # A currency that is written in letters stands apart from its number (Unicode TR 35, part 3).
    return re.sub(r"(?<=[A-Za-z])(?=\d)", "\N{NO-BREAK SPACE}", text)


def radius(distance_km: float, units: Units = Units.KM) -> str:
    """Write how far a search reaches: "25 mi", "40 km".

    Miles from 20 on go up to the next five: the steps are round in kilometres only, and what
    lies within 249 miles lies within 250.
    """
    if units is Units.KM or in_units(distance_km, units) < _ROUND_FROM_MI:
        return distance_text(distance_km, units)
    fives = math.ceil((in_units(distance_km, units) - _SLACK_MI) / 5)
    return distance_text(km_from_miles(5 * fives), units)


def day(when: date) -> str:
    """Write a date: "14 Nov 2026"."""
    return str(format_date(when, "d MMM y", locale=get_locale()))


def month(when: date) -> str:
    """Write a month: "Oct 2026"."""
    return str(format_date(when, "MMM y", locale=get_locale()))


def clock(text: str) -> str:
    """Write a time of day given as "18:30" the reader's way: "6:30 PM"; what is none, as it is."""
    hours, _, minutes = str(text).partition(":")
    try:
        when = time(0 if text == "24:00" else int(hours), int(minutes or 0))
    except ValueError:
        return str(text)
    return str(format_time(when, "short", locale=get_locale()))


def country_name(code: str) -> str:
    """Write a country's name: "Australia" for AU."""
    return str(get_locale().territories.get(code, code))


def stale(when: date | None) -> bool:
    """Whether a dated statement is too old to rely on; it is then shown as waiting."""
    return when is None or datetime.now(UTC).date() - when > RELIED_ON_FOR


def opening(hours: Any) -> list[tuple[str, str]]:
    """Opening hours as rows of days and times, days with the same hours together.

    Args:
        hours: As `Location.hours` holds them; what does not have that shape is left out.
    """
    names = get_day_names("abbreviated", locale=get_locale())
    rows: dict[str, list[str]] = {}
    for number, key in enumerate(DAYS):
        spans = [f"{clock(start)} to {clock(end)}" for start, end in spans_of(hours, key)]
        if spans:
            rows.setdefault(", ".join(spans), []).append(names[number])
    return [(", ".join(days), spans) for spans, days in rows.items()]


def spans_of(hours: Any, day_key: str) -> list[tuple[str, str]]:
    """When it is open on a day: beginnings and ends, whatever else is stored."""
    spans = hours.get(day_key) if isinstance(hours, dict) else None
    found = spans if isinstance(spans, list) else []
    return [
        (str(span[0]), str(span[1])) for span in found if isinstance(span, list) and len(span) == 2
    ]
