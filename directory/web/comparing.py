"""A comparison as rows: what is known of each practitioner, beside what is known of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.http.checklist_words import item_title
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.journey.ideas import ideas_of
from directory.web.chain import chain_of
from directory.web.compared_facts import costs, reach, trust
from directory.web.item_evidence import shown_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from directory.geo.place import Place
    from directory.http.units import Units
    from directory.journey.ideas import Idea
    from directory.practitioners.models import Practitioner
    from directory.practitioners.vocabulary import Kind
    from directory.vetting.evidence import PractitionerEvidence
    from directory.web.compared_facts import Fact
    from directory.web.item_evidence import Shown

IDEAS = {
    "whole_chain": _later("Looks at the whole chain"),
    "beyond": _later("Works beyond the sore place"),
    "hands_on": _later("Hands-on work with exercise, or with somebody who does it"),
    "movement": _later("Watches squat, lunge and step"),
    "gait": _later("Sees you walk and run"),
    "cues": _later("One or two cues, checked again"),
    "own_programme": _later("Made for you, and changed"),
    "order": _later("Mobility, then control, then strength"),
    "control": _later("Trains control in new positions"),
    "more_than_running": _later("Trains more than running needs"),
    "pain_limit": _later("A rule for pain"),
    "measured": _later("Writes down how it goes"),
    "less_pain": _later("Clearly less pain after four visits"),
    "several_ways": _later("More than one way of helping"),
    "self_care": _later("Teaches care for home"),
    "explains": _later("Explains the cause and the running load"),
    "training": _later("Training and qualification"),
}
"""What people read for an idea where practitioners of several kinds are compared."""

_UNASKED = {
    "therapist": _later("not asked of therapists"),
    "movement_coach": _later("not asked of movement coaches"),
    "running_coach": _later("not asked of running coaches"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one practitioner in one row.

    Attributes:
        words: In a few words; empty where nothing is known.
        state: As a link of the chain has one, where it is drawn.
        sentence: The practitioner's own.
        unasked: Why there is nothing to know.
    """

    words: str = ""
    state: str | None = None
    sentence: str | None = None
    unasked: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to compare; `sore` where it is the visitor's sore link."""

    title: str
    cells: tuple[Cell, ...]
    sore: bool = False

    @property
    def is_same(self) -> bool:
        """Whether it tells nobody apart."""
        return len(set(self.cells)) <= 1


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; those that tell nobody apart may be left out, and are counted."""

    key: str
    title: str
    rows: tuple[Row, ...]
    folded: int = 0

    def differing(self) -> Group:
        """The same without rows that tell nobody apart."""
        rows = tuple(row for row in self.rows if not row.is_same)
        return Group(self.key, self.title, rows, len(self.rows) - len(rows))


@dataclass(frozen=True, slots=True)
class Compared:
    """Whom a comparison is about, and what it depends on.

    Attributes:
        people: Up to four, in order.
        evidence: What speaks for each, by id.
        sore: The link that the visitor named as sore, if any.
        near: Where the visitor is, if they said so.
        units: How distances are written.
        today: The day that ages are counted from.
    """

    people: Sequence[Practitioner]
    evidence: dict[int, PractitionerEvidence]
    sore: str | None
    near: Place | None
    units: Units
    today: date

    def groups(self) -> tuple[Group, ...]:
        """Everything that they are compared by, in order."""
        return (
            Group("links", _("Links they examine"), _links(self)),
            Group("cost", _("What it costs"), _facts(self, costs())),
            Group("reach", _("When and where"), _facts(self, reach(self.near, self.units))),
            Group("items", _("How they work"), _items(self)),
            Group("trust", _("How far it is known"), _facts(self, trust())),
        )


def _facts(compared: Compared, facts: Iterable[Fact]) -> tuple[Row, ...]:
    return tuple(
        Row(title, tuple(Cell(words(person) or "") for person in compared.people))
        for title, words in facts
    )


def _links(compared: Compared) -> tuple[Row, ...]:
    chains = [
        chain_of(person, compared.sore, compared.evidence.get(person.id)).links
        for person in compared.people
    ]
    return (
        tuple(
            Row(
                links[0].label,
                tuple(
                    Cell(link.words if link.state != "unknown" else "", link.state, link.sentence)
                    for link in links
                ),
                sore=links[0].sore,
            )
            for links in zip(*chains, strict=True)
        )
        if chains
        else ()
    )


def _items(compared: Compared) -> tuple[Row, ...]:
    shown = {
        person.id: shown_items(person, compared.evidence[person.id], compared.today)
        for person in compared.people
    }
    kinds = {person.kind for person in compared.people}
    return tuple(
        Row(
            _title(idea, kinds),
            tuple(_item(idea, person, shown[person.id]) for person in compared.people),
        )
        for idea in ideas_of(kinds)
    )


def _title(idea: Idea, kinds: set[Kind]) -> str:
    """An item's own title where all are asked the same, else that of the idea."""
    if len(kinds) == 1:
        return item_title(idea.codes[next(iter(kinds))])
    return str(IDEAS[idea.key])


def _item(idea: Idea, person: Practitioner, shown: dict[str, Shown]) -> Cell:
    code = idea.codes.get(person.kind)
    if code is None:
        return Cell(unasked=str(_UNASKED[person.kind]))
    item = shown.get(code)
    if item is None:
        return Cell(state="unknown")
    return Cell("; ".join(item.words), item.state, item.sentence)
