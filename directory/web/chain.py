"""The chain strip: the state of each of the six links of a listing, and its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.translation import ngettext
from directory.practitioners.vocabulary import LINKS, vocabulary
from directory.vetting.published import SHOWN_FROM
from directory.web.formats import month

if TYPE_CHECKING:
    from datetime import date

    from directory.practitioners.models import Practitioner
    from directory.vetting.evidence import PractitionerEvidence

_SHARE = re.compile(r"\d+\D+\d+")
"""How many links of how many, in any language."""

SORE_WORDS = {
    "feet": _later("the foot"),
    "knees": _later("the knee"),
    "hips": _later("the hip"),
    "core": _later("the core"),
    "upper_back": _later("the upper back"),
    "shoulders": _later("the shoulder"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one link beside what the practitioner says.

    Attributes:
        yes: Members who say that it was examined.
        answered: Members who said whether it was.
        document_on: Day on which a moderator saw a document about it.
    """

    yes: int = 0
    answered: int = 0
    document_on: date | None = None

    @property
    def is_shown(self) -> bool:
        """Whether enough members answered to say what they said."""
        return self.answered >= SHOWN_FROM


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain as a listing shows it.

    Attributes:
        state: "members" when half or more of three and more members confirm it; "contradicted"
            when it is claimed and a quarter or fewer do; "document" when one was seen; "claimed"
            when the practitioner says in a sentence how they examine it; "unknown" otherwise.
        sentence: The practitioner's own, where the words leave it out.
    """

    key: str
    label: str
    state: str
    words: str
    sore: bool = False
    sentence: str | None = None


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
    def parted(self) -> tuple[str, str, str]:
        """The sentence before, in and after its "3 of 5", which pages set apart."""
        share = _SHARE.search(self.sentence)
        if not share:
            return self.sentence, "", ""
        return self.sentence[: share.start()], share[0], self.sentence[share.end() :]

    @property
    def sore_number(self) -> int | None:
        """Place of the sore link, from 0."""
        return LINKS.index(self.sore) if self.sore else None


def chain_of(
    practitioner: Practitioner,
    sore: str | None = None,
    evidence: PractitionerEvidence | None = None,
) -> Chain:
    """What is known about how somebody examines the chain.

    Args:
        practitioner: The listing, whose notes on links are its claims.
        sore: The link the visitor named as sore, a key of the region vocabulary, if any.
        evidence: What members and documents say, if there is anything.
    """
    sore = sore if sore in LINKS else None
    notes = {t.key: t.note for t in practitioner.terms if t.vocabulary == "region"}
    told = {key: _told(evidence, key) for key in LINKS}
    links = tuple(_link(key, notes, told[key], sore) for key in LINKS)
    shown = any(one.is_shown for one in told.values())
    few = not shown and 0 < (practitioner.score_members or 0) < SHOWN_FROM
    return Chain(links, _sentence(links, sore, members=shown, few=few), sore)


def state_of(told: Told, *, claimed: bool) -> str:
    """The state of a link, the first that applies; see `Link.state`. Pure."""
    if told.is_shown and 2 * told.yes >= told.answered:
        return "members"
    if claimed and told.is_shown and 4 * told.yes <= told.answered:
        return "contradicted"
    if told.document_on:
        return "document"
    return "claimed" if claimed else "unknown"


def _link(key: str, notes: dict[str, str | None], told: Told, sore: str | None) -> Link:
    note = notes.get(key)
    state = state_of(told, claimed=bool(note))
    words = _words(state, told, note, named=key in notes)
    left_out = note if told.is_shown and state in {"claimed", "contradicted"} else None
    return Link(key, vocabulary("region").label(key), state, words, key == sore, left_out)


def _words(state: str, told: Told, note: str | None, *, named: bool) -> str:
    if state == "document" and told.document_on:
        return _("document seen, %(month)s", month=month(told.document_on))
    if told.is_shown:
        return _counted(state, told)
    if state == "claimed":
        return _("claimed: “%(note)s”", note=note)
    return _("named in the listing, not how") if named else _("not known")


def _counted(state: str, told: Told) -> str:
    if state == "members":
        return _("%(yes)s of %(all)s members", yes=told.yes, all=told.answered)
    if state == "unknown":
        return _("not claimed; %(yes)s of %(all)s members", yes=told.yes, all=told.answered)
    return _("claimed; %(yes)s of %(all)s members", yes=told.yes, all=told.answered)


def _sentence(links: tuple[Link, ...], sore: str | None, *, members: bool, few: bool) -> str:
    counts = {
        state: sum(link.state == state and not link.sore for link in links)
        for state in ("members", "contradicted", "document", "claimed")
    }
    if not members and not any(counts.values()):
        said = _("Which links they examine is not stated: ask.")
        return f"{said} {_few()}." if few else said
    told = _summary(counts, 5 if sore else 6, members=members)
    if sore:
        told = _("Besides %(place)s: %(told)s", place=str(SORE_WORDS[sore]), told=told)
    return f"{told}. {_few()}" if few else told


def _few() -> str:
    return _("Members’ answers show from three members on")


def _summary(counts: dict[str, int], of: int, *, members: bool) -> str:
    """The best evidence first, then the rest: "3 of 5 links confirmed by members, 2 claimed"."""
    confirmed, denied = counts["members"], counts["contradicted"]
    seen, claimed = counts["document"], counts["claimed"]
    rest = []
    if members:
        first = _("%(num)s of %(of)s links confirmed by members", num=confirmed, of=of)
        if denied:
            rest.append(
                ngettext(
                    "%(num)s claim most members deny", "%(num)s claims most members deny", denied
                )
            )
        if seen:
            rest.append(ngettext("%(num)s document seen", "%(num)s documents seen", seen))
    elif seen:
        first = _("a document seen for %(num)s of %(of)s links", num=seen, of=of)
    else:
        return _("%(num)s of %(of)s links claimed", num=claimed, of=of)
    if claimed:
        rest.append(_("%(num)s claimed", num=claimed))
    return ", ".join([first, *rest])


def _told(evidence: PractitionerEvidence | None, key: str) -> Told:
    """What the evidence says of a link."""
    if evidence is None:
        return Told()
    link = evidence.of_link(key)
    return Told(link.said_yes, link.answered, link.document.seen_on if link.document else None)
