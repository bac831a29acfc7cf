"""What a form may hold in single fields: lines, numbers, truths; faults are gathered. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from directory.vetting.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(slots=True)
class Faults:
    """What has to be changed in a listing.

    Attributes:
        errors: Path of a field to a sentence; the first one about a field stays.
    """

    errors: dict[str, str] = field(default_factory=dict)

    def note(self, path: str, words: str) -> None:
        """Keep that a field has to be changed."""
        self.errors.setdefault(path, words)


def one_line(text: str | None, path: str, longest: int, faults: Faults) -> str:
    """Text of one line without markup, control signs and turned directions.

    Args:
        text: As it was written.
        path: Of its field.
        longest: Letters it may have.
        faults: Where it is noted that it has more.
    """
    said = " ".join(plain_text(text or "").split())
    if len(said) > longest:
        faults.note(path, f"Say it in {longest} letters at most; these are {len(said)}.")
    return said


def whole_number(value: Any, path: str, between: tuple[int, int], faults: Faults) -> int | None:
    """A whole number within limits, both of which are allowed; nothing where none is stated."""
    least, most = between
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        faults.note(path, f"Give a whole number from {least} to {most}.")
        return None
    return value


def only_truths(values: Mapping[str, Any], under: str, faults: Faults) -> dict[str, Any]:
    """Fields that are yes, no or not stated.

    Args:
        values: Name of a field to its value.
        under: What their paths begin with.
        faults: Where anything else is noted.
    """
    for name, value in values.items():
        if value is not None and not isinstance(value, bool):
            faults.note(f"{under}{name}", "Choose yes, no, or leave it open.")
    return dict(values)
