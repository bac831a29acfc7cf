"""The chain strip: the state of each of the six links of a listing, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.translation import ngettext
from directory.practitioners.vocabulary import LINKS, vocabulary

if TYPE_CHECKING:
    from directory.practitioners.models import Practitioner

_SORE_PLACES = {
    "feet": _later("the foot"),
    "knees": _later("the knee"),
    "hips": _later("the hip"),
    "core": _later("the core"),
    "upper_back": _later("the upper back"),
    "shoulders": _later("the shoulder"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain as a listing shows it.

    Attributes:
        state: "claimed" when the practitioner says in a sentence how they examine it; "unknown"
            otherwise. Members' answers and documents add further states with vetting.
    """

    key: str
    label: str
    state: str
    words: str
    sore: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """All six links from the ground up, and the sentence that stands beside the drawing."""

    links: tuple[Link, ...]
    sentence: str
    sore: str | None = None

    @property
    def states(self) -> list[str]:
        """The state of each link, for the drawing."""
        return [link.state for link in self.links]

    @property
    def sore_number(self) -> int | None:
        """Place of the sore link, from 0."""
        return LINKS.index(self.sore) if self.sore else None


def chain_of(practitioner: Practitioner, sore: str | None = None) -> Chain:
    """What a listing says about the chain.

    Args:
        practitioner: The listing.
        sore: The link the visitor named as sore, a key of the region vocabulary, if any.
    """
    sore = sore if sore in LINKS else None
    notes = {t.key: t.note for t in practitioner.terms if t.vocabulary == "region"}
    links = tuple(_link(key, notes, sore) for key in LINKS)
    return Chain(links, _sentence(links, sore), sore)


def _link(key: str, notes: dict[str, str | None], sore: str | None) -> Link:
    note = notes.get(key)
    if note:
        state, words = "claimed", _("claimed: “%(note)s”", note=note)
    elif key in notes:
        state, words = "unknown", _("named in the listing, not how")
    else:
        state, words = "unknown", _("not known")
    return Link(key, vocabulary("region").label(key), state, words, key == sore)


def _sentence(links: tuple[Link, ...], sore: str | None) -> str:
    claimed = sum(link.state == "claimed" and not link.sore for link in links)
    if not claimed:
        return _("Which links they examine is not stated: ask.")
    if sore:
        return ngettext(
            "Besides %(place)s: %(num)s of 5 links claimed",
            "Besides %(place)s: %(num)s of 5 links claimed",
            claimed,
            place=str(_SORE_PLACES[sore]),
        )
    return ngettext("%(num)s of 6 links claimed", "%(num)s of 6 links claimed", claimed)
