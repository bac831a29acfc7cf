"""Made-up evidence about one practitioner, as strategies and as columns."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist
from directory.vetting.score import Evidence, Weights, group_shares, member_weight, rate

MONTH = 82
"""The present, in months after the epoch."""

HALF_POINTS = {"y": 2, "p": 1, "n": 0}
"""What an answer adds per weight; "-" is "don't know"."""

WEIGHTS = {kind: Weights.of(checklist(kind)) for kind in Kind}


@dataclass(frozen=True)
class Voice:
    """One member's assessment: a letter for each item, and what decides on its weight."""

    answers: str
    proved: bool = False
    visit_month: int = MONTH
    linked: int = 1
    rank: int = 0

    @property
    def weight(self):
        return group_shares(member_weight(self.visit_month), self.linked)[self.rank]


@dataclass(frozen=True)
class Person:
    """All that speaks for one practitioner; claims and documents have a place for each item."""

    kind: Kind
    voices: tuple[Voice, ...]
    claims: tuple[bool, ...]
    documents: tuple[float, ...]
    cap: float = 100.0

    @property
    def weights(self):
        return WEIGHTS[self.kind]


def evidence_of(person):
    """The columns of one practitioner."""
    evidence = Evidence.none(len(person.weights.shares), 1)
    for voice in person.voices:
        count(evidence, voice)
    evidence.claims[:, 0] = person.claims
    evidence.documents[:, 0] = person.documents
    return evidence


def count(evidence, voice, times=1):
    """Add an assessment to the sums, or with -1 take it away."""
    pair = (evidence.yes_unproved, evidence.asked_unproved)
    if voice.proved:
        pair = (evidence.yes_proved, evidence.asked_proved)
    weight = times * voice.weight
    pair[0][:, 0] += [weight * HALF_POINTS.get(answer, 0) for answer in voice.answers]
    pair[1][:, 0] += [weight * 2 * (answer in HALF_POINTS) for answer in voice.answers]


def scores_of(*people):
    """Scores of practitioners of one kind, rated together."""
    columns = [evidence_of(person) for person in people]
    names = Evidence.__dataclass_fields__
    together = {name: np.hstack([getattr(one, name) for one in columns]) for name in names}
    caps = np.array([person.cap for person in people])
    return rate(people[0].weights, Evidence(**together), month=MONTH, caps=caps)


@st.composite
def voices(draw, items, letters="ypn-"):
    """A member's assessment, some of them old, proved or linked to others."""
    linked = draw(st.sampled_from([1, 1, 1, 2, 3, 10, 50]))
    return Voice(
        answers=draw(st.text(letters, min_size=items, max_size=items)),
        proved=draw(st.booleans()),
        visit_month=draw(st.integers(-24, MONTH)),
        linked=linked,
        rank=draw(st.integers(0, linked - 1)),
    )


@st.composite
def people(draw, most=8):
    """Somebody with up to so many members, claims and documents, with a cap or none."""
    kind = draw(st.sampled_from(list(Kind)))
    items = len(WEIGHTS[kind].shares)
    claims = draw(st.integers(0, 2**items - 1))
    documents = draw(st.text("012", min_size=items, max_size=items))
    return Person(
        kind=kind,
        voices=tuple(draw(st.lists(voices(items), max_size=most))),
        claims=tuple(bool(claims >> item & 1) for item in range(items)),
        documents=tuple(int(digit) / 2 for digit in documents),
        cap=draw(st.sampled_from([100.0, 100.0, 60.0, 50.0, 40.0])),
    )
