"""What a listing says, field by field, in words: what changes and what it would be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.http.checklist_words import ITEMS
from directory.http.facets import key_label
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.translation import number_text
from directory.listings.changes import flat
from directory.listings.content import KEYED
from directory.web.formats import country_name, opening

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.listings.changes import Changes

LABELS = {
    "kind": _later("Kind"),
    "name": _later("Name"),
    "profession": _later("Profession"),
    "credentials": _later("Letters after the name"),
    "gender": _later("Gender"),
    "bio": _later("In their own words"),
    "languages": _later("Languages"),
    "methods": _later("How they assess"),
    "modalities": _later("What they do"),
    "conditions": _later("What they work with"),
    "stages": _later("Stages"),
    "telehealth": _later("By video"),
    "trial_call_minutes": _later("Trial call, minutes"),
    "referral_needed": _later("Referral needed"),
    "runners_since": _later("With runners since"),
    "accepting": _later("Takes new clients"),
    "wait_days": _later("Wait for a first visit, days"),
    "evening_hours": _later("Evening hours"),
    "website": _later("Website"),
    "booking_url": _later("Booking link"),
    "email": _later("E-mail address"),
    "npi": _later("Provider number (NPI)"),
    "photo": _later("Photo"),
    "town_only": _later("Street and phone kept private"),
    "places": _later("Places of work"),
    "other_names": _later("Further names"),
}
"""Fields of a listing, in the order in which they are read."""

OF_PLACE = {
    "name": _later("name"),
    "street": _later("street"),
    "city": _later("town"),
    "region": _later("state or region"),
    "region_code": _later("code of the state"),
    "postal_code": _later("postal code"),
    "country": _later("country"),
    "latitude": _later("latitude"),
    "longitude": _later("longitude"),
    "precision": _later("how exactly it is on the map"),
    "phone": _later("phone"),
    "hours": _later("opening hours"),
    "fee_first": _later("price of a first visit"),
    "fee_next": _later("price of a further visit"),
    "currency": _later("currency"),
    "self_pay": _later("self-pay"),
    "sliding_scale": _later("sliding scale"),
    "payers": _later("who pays there"),
    "accessibility": _later("accessibility"),
}
OF_LICENCE = {
    "title": _later("title"),
    "number": _later("number"),
    "region_code": _later("state"),
}

FOUND_FROM_ADDRESS = frozenset({"latitude", "longitude", "precision"})
"""What the site finds by itself: read only where it changes."""

LONG = 80
"""Letters from which on a text stands below its label."""

_KEYED = KEYED | {"payers": "payment", "accessibility": "accessibility"}
_ONE_KEY = {"kind": "kind", "profession": "profession"}


@dataclass(frozen=True, slots=True)
class Row:
    """One field in words.

    Attributes:
        label: What it is.
        before: What the page says; nothing where it is not stated.
        after: What it would say.
        is_outdated: Whether the page has come to say something else since this was sent.
    """

    label: str
    before: str
    after: str
    is_outdated: bool = False

    @property
    def is_long(self) -> bool:
        """Whether before and after need the width of the page."""
        return max(len(self.before), len(self.after)) > LONG


def rows_of_changes(
    wanted: Changes, names: dict[str, str], outdated: Iterable[str] = ()
) -> list[Row]:
    """What changes, in the order in which a listing is read.

    Args:
        wanted: Path of a field to [before, after].
        names: What places are called, by their key (`place_names`).
        outdated: Paths whose field has changed since.
    """
    old = set(outdated)
    return [
        Row(label(path, names), words(path, before, names), words(path, after, names), path in old)
        for path, (before, after) in sorted(wanted.items(), key=lambda item: _rank(item[0]))
    ]


def rows_of_content(content: dict[str, Any]) -> list[Row]:
    """All that a listing says, in the order in which it is read."""
    names = place_names(content)
    fields = {
        path: [None, value]
        for path, value in flat(content).items()
        if path != "places" and path.rpartition("/")[2] not in FOUND_FROM_ADDRESS
    }
    return [row for row in rows_of_changes(fields, names) if row.after]


def place_names(*contents: dict[str, Any]) -> dict[str, str]:
    """What the places of listings are called, by their key."""
    return {
        str(place["key"]): place.get("name") or place.get("city") or _("a place")
        for content in contents
        for place in content.get("places", ())
    }


def label(path: str, names: dict[str, str]) -> str:
    """What people read for a field: "Knees: how they look at it", "Practice: phone"."""
    name, _separator, rest = path.partition("/")
    if name == "links":
        return _("How they look at: %(link)s", link=key_label("region", rest))
    if name == "claims":
        return _("Says of themselves: %(item)s", item=ITEMS.get(rest, rest))
    key, _separator, column = rest.partition("/")
    if name == "places" and rest:
        field = str(OF_PLACE.get(column, column))
        return _("%(place)s: %(field)s", place=names.get(key, _("a place")), field=field)
    if name == "licences":
        field = str(OF_LICENCE.get(column, column))
        return _("Licence %(number)s: %(field)s", number=_number(key) + 1, field=field)
    return str(LABELS.get(name, name))


def words(path: str, value: Any, names: dict[str, str]) -> str:
    """A field's value as people read it; "" where it is not stated."""
    name = path.rpartition("/")[2]
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return str(value) if name == "runners_since" else number_text(value)
    return _text(path, value) if isinstance(value, str) else _several(path, value, names)


def _several(path: str, value: Any, names: dict[str, str]) -> str:
    """Places by name, keys by label, hours day by day."""
    if isinstance(value, dict):
        return "\n".join(f"{days}: {times}" for days, times in opening(value))
    if path == "places":
        return ", ".join(names.get(str(key), _("a place")) for key in value)
    return ", ".join(_key(_KEYED.get(path.rpartition("/")[2], ""), str(key)) for key in value)


def _text(path: str, value: str) -> str:
    name = path.rpartition("/")[2]
    if path in _ONE_KEY:
        return _key(_ONE_KEY[path], value)
    if path == "photo":
        return _("a photo")
    return country_name(value) if name == "country" else value


def _key(vocabulary: str, key: str) -> str:
    return key_label(vocabulary, key) if vocabulary else key


def _rank(path: str) -> tuple[int, str]:
    name, _separator, rest = path.partition("/")
    order = [*list(LABELS)[:6], "links", "claims", *list(LABELS)[6:], "licences"]
    columns = list(OF_PLACE) if name == "places" else list(OF_LICENCE)
    key, _separator, column = rest.partition("/")
    place = columns.index(column) if column in columns else 0
    return (order.index(name) if name in order else len(order), f"{key}/{place:02}")


def _number(key: str) -> int:
    return int(key) if key.isascii() and key.isdecimal() else 0
