"""Columns hold what the tables hold, of those asked for and nobody else."""

import numpy as np
import pytest

from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist
from directory.vetting.evidence import load
from directory.vetting.evidence_columns import NAMED_AT_MOST, gather
from directory.vetting.models import FlagStatus, Standing
from tests.factories import make_practitioner
from tests.vetting.planted import plant_assessment, plant_claim, plant_document, plant_flag

pytestmark = pytest.mark.databases("sqlite")  # unless a test says otherwise

SUMS = ("yes_proved", "asked_proved", "yes_unproved", "asked_unproved", "claims", "documents")


@pytest.fixture
def three(session):
    """Three therapists, each with evidence of its own, and a coach among their numbers."""
    one, two = make_practitioner(session), make_practitioner(session)
    make_practitioner(session, kind=Kind.RUNNING_COACH)
    three = make_practitioner(session)
    plant_assessment(session, one, "T1:yes T3:partly T9:unknown", links=["knees"])
    first = plant_assessment(session, one, "T1:no", proved=True)
    plant_assessment(session, one, "T1:no", vote_group=first.id)
    plant_assessment(session, one, "T1:yes", standing=Standing.HELD)
    plant_assessment(session, two, "T1:no T5:yes")
    plant_claim(session, two, "T1")
    plant_document(session, two, "T13", partly=True)
    plant_flag(session, two, "R1", FlagStatus.CAPPED)
    plant_flag(session, two, "R3", FlagStatus.CAPPED)
    plant_flag(session, three, "R4", FlagStatus.CAPPED)
    plant_flag(session, three, "R2", FlagStatus.OPEN)
    plant_document(session, three, "T3")
    return [one.id, two.id, three.id]


def _same(gathered, loaded, ids):
    known = checklist(Kind.THERAPIST)
    for column, one in enumerate(ids):
        alone = loaded[one].columns(known)
        for name in SUMS:
            got = getattr(gathered.evidence, name)[:, column]
            assert np.array_equal(got, getattr(alone, name)[:, 0]), (one, name)


@pytest.mark.databases("sqlite", "postgres")
def test_columns_say_what_the_pages_are_told(session, three):
    gathered = gather(session, Kind.THERAPIST, three)

    _same(gathered, load(session, three), three)
    assert list(gathered.caps) == [100, 40, 100]
    assert list(gathered.unlicensed) == [False, False, True]


def test_a_linked_group_is_one_independent_member(session, three):
    gathered = gather(session, Kind.THERAPIST, three)

    assert list(gathered.members) == [2, 1, 0]


@pytest.mark.databases("sqlite", "postgres")
def test_many_are_asked_for_as_a_range_and_others_within_it_left_out(session, three):
    ends = [three[0], three[2], *range(10_000, 10_000 + NAMED_AT_MOST)]

    gathered = gather(session, Kind.THERAPIST, ends)

    _same(gathered, load(session, ends), ends)
    assert set(gathered.caps) == {100}
    assert gathered.members[:2].tolist() == [2, 0]


def test_answers_to_another_kind_of_checklist_are_left_out(session, three):
    gathered = gather(session, Kind.RUNNING_COACH, three)

    assert not gathered.evidence.asked_unproved.any()
    assert not gathered.evidence.claims.any()


def test_nobody_is_gathered_without_asking(session):
    gathered = gather(session, Kind.THERAPIST, [])

    assert gathered.evidence.claims.shape == (13, 0)
