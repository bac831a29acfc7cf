"""Made-up listings in every state that a card, a strip and a score can be in.

They live in memory only, for the style guide: what draws real listings draws these.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from directory.practitioners.models import Location, Practitioner, Status, Term
from directory.practitioners.vocabulary import LINKS, Kind
from directory.search.results import Card, Reason
from directory.search.snippets import Part, Snippet
from directory.vetting.evidence import (
    Counts,
    PractitionerEvidence,
    SeenDocument,
    StatedClaim,
)
from directory.vetting.models import Flag, FlagStatus
from directory.vetting.tallies import LINK
from directory.web.chain import Chain, chain_of
from directory.web.why import Why, why_of

if TYPE_CHECKING:
    from datetime import date

SORE = "knees"

STRIPS = (
    (("members",) * 6, 1, "Members confirm all six; the knee is sore."),
    (
        ("members", "members", "members", "claimed", "unknown", "claimed"),
        1,
        "Three confirmed, two claimed, one not known.",
    ),
    (("claimed",) * 6, None, "All claimed; no sore place named."),
    (
        ("document", "members", "document", "claimed", "claimed", "unknown"),
        2,
        "Documents for two; the hips are sore.",
    ),
    (
        ("contradicted", "members", "contradicted", "contradicted", "claimed", "claimed"),
        1,
        "Three claims that most members deny.",
    ),
    (("unknown",) * 6, 0, "Nothing known; the feet are sore."),
)
"""Small strips: six states from the feet up, the sore link from 0 or none, and their sentence."""


class Scored(NamedTuple):
    """A listing in one state of the score, and when it looks like that."""

    practitioner: Practitioner
    when: str


class Sample(NamedTuple):
    """A card with what speaks for its listing, and when a card looks like that."""

    card: Card
    evidence: PractitionerEvidence
    when: str


def scores() -> tuple[Scored, ...]:
    """A score in each of its states."""
    return (
        Scored(_person(score=(81, 68, 90), members=7), "From two members on."),
        Scored(_person(score=(58, 34, 79), members=2), "Few members: the bar is wide."),
        Scored(_person(score=(84, 81, 87), members=64), "Many: bar and point join into a cross."),
        Scored(_person(score=(66, 52, 81), members=1, few=True), "Too little for a number."),
        Scored(_person(score=(63, 48, 79), members=0, few=True), "Documents, no member."),
        Scored(_person(score=(40, 31, 40), members=9, cap=40), "The bar ends at a wall."),
        Scored(_person(score=(33, 24, 40), members=9, cap=40), "A cap in force, the score below."),
        Scored(_person(), "Nobody has assessed them."),
    )


def chain(today: date) -> Chain:
    """A labelled strip that has every state once."""
    person = _person(notes=("feet", "hips", "core"))
    return chain_of(person, SORE, _mixed(today))


def why(today: date) -> Why:
    """The points of somebody whom seven members assessed."""
    person = _person(score=(81, 68, 90), members=7)
    proved = Counts(said_yes=6, said_partly=1, yes_proved=13, asked_proved=14)
    evidence = PractitionerEvidence(
        counts={"T1": proved, "T2": Counts(said_yes=7, yes_proved=14, asked_proved=14)},
        claims={"T3": StatedClaim("hip and foot in every session", today)},
    )
    return why_of(person, evidence, today)


def cards(today: date) -> tuple[Sample, ...]:
    """A card in each of its states."""
    return (
        Sample(
            _card(1, _known(today), distance_km=1.9),
            PractitionerEvidence(counts=_counts(dict.fromkeys(LINKS[:4], (6, 7)))),
            "Assessed by members.",
        ),
        Sample(
            _card(0, _new(today), distance_km=6.6),
            PractitionerEvidence(),
            "New here: set apart, says why, has no number.",
        ),
        Sample(
            _card(2, _capped(today), distance_km=3.2),
            PractitionerEvidence(
                counts=_counts({"feet": (0, 9), "hips": (1, 9), "core": (2, 9), SORE: (8, 9)}),
                flags=(_flag(today),),
            ),
            "Capped: the reason stands on the card. What is old is ochre.",
        ),
        Sample(
            _card(3, _unclaimed(today), distance_km=4.2, unstated=frozenset({"text"})),
            PractitionerEvidence(),
            "Unclaimed: the same size, an honest word.",
        ),
    )


def _known(today: date) -> Practitioner:
    return _person(
        "Ines Okafor-Lund",
        notes=("upper_back", "shoulders"),
        score=(81, 68, 90),
        members=7,
        accepting=True,
        accepting_as_of=today - timedelta(days=9),
    )


def _new(today: date) -> Practitioner:
    return _person(
        "Tomasz Brightwater",
        notes=LINKS[:5],
        score=(66, 52, 81),
        members=1,
        few=True,
        is_demo=True,
        accepting=True,
        accepting_as_of=today,
    )


def _capped(today: date) -> Practitioner:
    return _person(
        "Ruben Castellanos",
        notes=("feet", "hips", "core", "upper_back", "shoulders"),
        score=(40, 31, 40),
        members=9,
        cap=40,
        accepting=True,
        accepting_as_of=today - timedelta(days=400),
    )


def _unclaimed(today: date) -> Practitioner:
    return _person(
        "Danielle Whitcombe",
        status=Status.UNCLAIMED,
        source="nppes",
        source_updated_on=today - timedelta(days=40),
    )


def _person(
    name: str = "Ines Okafor-Lund",
    *,
    notes: tuple[str, ...] = (),
    score: tuple[float, float, float] | None = None,
    members: int = 0,
    few: bool = False,
    cap: int | None = None,
    is_demo: bool = False,
    **stated: object,
) -> Practitioner:
    point, low, high = score or (None, None, None)
    return Practitioner(
        public_id=uuid.uuid5(uuid.NAMESPACE_URL, name),
        slug="-".join(name.lower().split()),
        name=name,
        kind=Kind.THERAPIST,
        profession="physical_therapist",
        credentials="PT, DPT",
        bio="",
        town_only=False,
        terms=[_term(key) for key in notes],
        score=point,
        score_low=low,
        score_high=high,
        score_members=members,
        score_is_new=few,
        score_cap=cap,
        **{
            "status": Status.PUBLISHED,
            "source": "demo" if is_demo else "owner",
            **stated,
        },
    )


def _term(key: str) -> Term:
    return Term(vocabulary="region", key=key, note="looked at and tested at the first visit")


def _card(
    number: int,
    person: Practitioner,
    *,
    distance_km: float,
    unstated: frozenset[str] = frozenset(),
) -> Card:
    place = Location(city="Alder Quay", country="US", phone="+1 303 555 0142")
    reasons: tuple[Reason, ...] = ()
    snippet = None
    if not unstated:
        place.fee_first, place.currency = 140, "USD"
        reasons = (Reason("accepting"), Reason("evening"))
        snippet = Snippet((Part("Most of the work for a sore ", False), Part("knee", True)))
    return Card(number, person, place, distance_km, 1.0, reasons, unstated, snippet)


def _counts(said: dict[str, tuple[int, int]]) -> dict[str, Counts]:
    """Members' answers about links: how many said yes, of how many."""
    return {
        LINK + key: Counts(said_yes=yes, said_no=answered - yes)
        for key, (yes, answered) in said.items()
    }


def _mixed(today: date) -> PractitionerEvidence:
    return PractitionerEvidence(
        counts=_counts({SORE: (8, 9), "hips": (1, 9), "upper_back": (7, 9)}),
        documents={"T1": SeenDocument("Course record", False, "feet", today)},
    )


def _flag(today: date) -> Flag:
    return Flag(
        code="R1",
        status=FlagStatus.CAPPED,
        reported=4,
        answered=9,
        attempts=[{"on": (today - timedelta(days=100)).isoformat(), "how": "Letter"}],
        reply="I have changed how I work since.",
        replied_on=today - timedelta(days=60),
    )
