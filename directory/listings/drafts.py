"""What a draft of a listing may hold: its pages and their fields, cut to what the form sends. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from directory.drafts import About
from directory.listings.checking import MOST_LICENCES
from directory.listings.hours import DAYS
from directory.listings.place_checking import MOST_PLACES
from directory.practitioners.vocabulary import LINKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.drafts import Fields

STEPS = ("who", "where", "how", "fees", "credentials", "preview")
"""The pages of the form, in order."""

MAX_PLACES, MAX_LICENCES = MOST_PLACES, MOST_LICENCES
"""Rows that a page of the form can have."""

PLACES, LICENCES = "place", "licence"
"""Fields that name the rows of a page, in order: keys of places, numbers of licences."""

SHORT, LONG_BYTES, MANY = 600, 40_000, 120
"""More than any field takes: letters of a line, bytes of a text in UTF-8, ticks of a list."""

_TICKED = frozenset(
    {"languages", "methods", "modalities", "conditions", "stages", "payers", "accessibility"}
)
_LONG = frozenset({"bio", *(f"link-{link}" for link in LINKS)})
_OF_PLACE = frozenset(
    {"name", "street", "city", "region", "postal_code", "country", "phone", "found"}
    | {"accessibility", *DAYS}
)
_OF_FEES = frozenset({"fee_first", "fee_next", "currency", "self_pay", "sliding_scale", "payers"})
_FIELDS = {
    "who": frozenset(
        {"kind", "name", "profession", "credentials", "languages", "gender", "bio"},
    ),
    "where": frozenset({"town_only", "evening_hours"}),
    "how": frozenset(
        {"methods", "modalities", "conditions", "stages", "telehealth", "runners_since"}
        | {"referral_needed", "trial_call_minutes"}
        | {f"link-{link}" for link in LINKS}
    ),
    "fees": frozenset({"accepting", "wait_days", "booking_url", "website"}),
    "credentials": frozenset({"npi", "email"}),
    "preview": frozenset({"attested"}),
}
_ROWS = {
    "where": (PLACES, MAX_PLACES, _OF_PLACE),
    "fees": (PLACES, MAX_PLACES, _OF_FEES),
    "credentials": (LICENCES, MAX_LICENCES, frozenset({"title", "number", "region_code"})),
}
"""Of pages with rows: the field that names them, how many there can be, and what each asks."""

_KEY = re.compile(r"new-[0-9]{1,4}|[0-9]{1,12}", re.ASCII)


def listing_of(practitioner_id: int | None) -> About:
    """The form in which a listing is edited, or a new one written where there is no id. Pure."""
    return About("listing", practitioner_id)


def is_key(text: str) -> bool:
    """Whether a text can name a row: a location's id, "new-1", or a licence's number. Pure."""
    return bool(_KEY.fullmatch(text))


def row_keys(step: str, fields: Mapping[str, list[str]]) -> list[str]:
    """Keys of the rows of a page, in order, each once. Pure."""
    if step not in _ROWS:
        return []
    name, most, _ = _ROWS[step]
    return list(dict.fromkeys(key for key in fields.get(name, ()) if is_key(key)))[:most]


def next_key(taken: Iterable[str]) -> str:
    """A key for one more row that none of those has. Pure."""
    numbers = (int(key.removeprefix("new-")) for key in taken if key.startswith("new-"))
    return f"new-{max(numbers, default=0) + 1}"


def bounded(step: str, fields: Mapping[str, list[str]]) -> Fields:
    """Fields of a page cut to what the form can send. Pure.

    Args:
        step: One of `STEPS`.
        fields: Name to values as they were sent.
    """
    kept = {name: _cut(name, values) for name, values in fields.items() if name in _FIELDS[step]}
    if step not in _ROWS:
        return kept
    rows, _, asked = _ROWS[step]
    keys = row_keys(step, fields)
    kept[rows] = keys
    for key in keys:
        for name in asked:
            values = fields.get(f"{key}-{name}")
            if values is not None:
                kept[f"{key}-{name}"] = _cut(name, values)
    return kept


def _cut(name: str, values: list[str]) -> list[str]:
    taken = values[: MANY if name in _TICKED else 1]
    if name in _LONG:
        return [
            _without_nul(text).encode(errors="ignore")[:LONG_BYTES].decode(errors="ignore")
            for text in taken
        ]
    return [_without_nul(text)[:SHORT] for text in taken]


def _without_nul(text: str) -> str:
    """Text that every database takes."""
    return text.replace("\0", "")
