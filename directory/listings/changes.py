"""What differs between two versions of a listing, field by field. Pure.

A field is named by its path: "bio", "links/hips", "places/17/hours", "licences/0/title".
"""

from __future__ import annotations

from typing import Any

Flat = dict[str, Any]
"""Path of a field to its value."""

Changes = dict[str, list[Any]]
"""Path of a field to [before, after]; a field that is not there is `None`."""

SAFE = frozenset({"accepting", "wait_days", "evening_hours", "trial_call_minutes"})
"""Fields that mislead nobody about what somebody is: they go live at once and are seen afterwards."""

PHOTO = "photo"
"""It may go at once; one that comes is seen first."""

SAFE_OF_PLACE = frozenset({"hours"})
"""Likewise of a place that stands already."""


def flat(content: dict[str, Any]) -> Flat:
    """Every field of a listing by its path.

    Args:
        content: As `ListingContent.as_json` writes it.
    """
    found: Flat = {}
    for name, value in content.items():
        if name == "places":
            for place in value:
                found |= _under(f"places/{place['key']}", place, leave_out={"key"})
            found["places"] = [place["key"] for place in value]
        elif name == "licences":
            for number, licence in enumerate(value):
                found |= _under(f"licences/{number}", licence)
        elif name in {"links", "claims"}:
            found |= _under(name, value)
        else:
            found[name] = value
    return {path: value for path, value in found.items() if not _is_unstated(path, value)}


def unflat(fields: Flat) -> dict[str, Any]:
    """The listing that has these fields, as `ListingContent.from_json` reads it."""
    content: dict[str, Any] = {"links": {}, "claims": {}, "licences": [], "places": []}
    places: dict[str, dict[str, Any]] = {key: {"key": key} for key in fields.get("places", ())}
    licences: dict[str, dict[str, Any]] = {}
    for path, value in fields.items():
        name, _, rest = path.partition("/")
        if not rest:
            if name != "places":
                content[name] = value
        elif name in {"links", "claims"}:
            content[name][rest] = value
        else:
            key, _, column = rest.partition("/")
            if name == "licences":
                licences.setdefault(key, {})[column] = value
            elif key in places:
                places[key][column] = value
    content["places"] = list(places.values())
    content["licences"] = [
        licences[key] for key in sorted(licences, key=int) if licences[key].get("title")
    ]
    return content


def changes(before: dict[str, Any], after: dict[str, Any]) -> Changes:
    """The fields that differ between two listings, in a fixed order."""
    old, new = flat(before), flat(after)
    return {
        path: [old.get(path), new.get(path)]
        for path in sorted(old.keys() | new.keys())
        if old.get(path) != new.get(path)
    }


def changed(content: dict[str, Any], wanted: Changes) -> dict[str, Any]:
    """A listing with changes applied, whatever else has changed in it meanwhile."""
    fields = flat(content)
    for path, (_before, after) in wanted.items():
        if _is_unstated(path, after):
            fields.pop(path, None)
        else:
            fields[path] = after
    return unflat(fields)


def outdated(content: dict[str, Any], wanted: Changes) -> list[str]:
    """Paths of changes whose field has changed since they were written, but not to what they say."""
    fields = flat(content)
    return [
        path for path, (before, after) in wanted.items() if fields.get(path) not in (before, after)
    ]


def split(wanted: Changes, standing_places: set[str]) -> tuple[Changes, Changes]:
    """Tell the changes that may go live at once from those that a moderator sees first.

    Args:
        wanted: The changes.
        standing_places: Keys of the places that stand already.

    Returns:
        Safe ones and the others.
    """
    safe = {
        path
        for path, (_before, after) in wanted.items()
        # Whoever takes their face off the site need not wait for it.
        if is_safe(path, standing_places) or (path == PHOTO and after is None)
    }
    return (
        {path: pair for path, pair in wanted.items() if path in safe},
        {path: pair for path, pair in wanted.items() if path not in safe},
    )


def is_safe(path: str, standing_places: set[str]) -> bool:
    """Whether a field may change at once."""
    name, _, rest = path.partition("/")
    if name != "places" or not rest:
        return path in SAFE
    key, _, column = rest.partition("/")
    return key in standing_places and column in SAFE_OF_PLACE


def _under(
    path: str, values: dict[str, Any], leave_out: frozenset[str] | set[str] = frozenset()
) -> Flat:
    return {f"{path}/{name}": value for name, value in values.items() if name not in leave_out}


def _is_unstated(path: str, value: Any) -> bool:
    """Whether a field says nothing; `False` and 0 say something, and so does a link by itself."""
    return value is None or (value in ("", [], {}) and not path.startswith("links/"))
