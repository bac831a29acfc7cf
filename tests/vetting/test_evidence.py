"""Everything that speaks for practitioners is read at once, each kind apart."""

from datetime import date

import pytest
from sqlalchemy import event

from directory.practitioners.vocabulary import Kind
from directory.vetting import evidence
from directory.vetting.checklist import checklist
from directory.vetting.models import Claim, Document, Flag, FlagStatus, Tally
from tests.factories import make_practitioner
from tests.vetting.factories import plant_assessments

TODAY = date(2026, 5, 20)

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def practitioner(session):
    found = make_practitioner(session)
    plant_assessments(session, make_practitioner(session), 1)
    return found


def _document(practitioner, code, **what_matters):
    columns = {"title": "Course", "partly": False, "seen_on": TODAY} | what_matters
    return Document(practitioner_id=practitioner.id, code=code, **columns)


def _load(session, practitioner):
    session.flush()
    return evidence.load(session, [practitioner.id])[practitioner.id]


def test_nobody_has_said_anything(session, practitioner):
    found = _load(session, practitioner)

    assert found.of_item("T1") == evidence.ItemEvidence(evidence.Counts(), None, None)
    assert found.of_link("feet") == evidence.LinkEvidence(0, 0, None)
    assert (found.flags, found.cap, found.is_unlicensed) == ((), None, False)


def test_members_claims_and_documents_stand_apart(session, practitioner):
    plant_assessments(session, practitioner, 3)
    session.add(
        Claim(practitioner_id=practitioner.id, code="T3", sentence="Hands first.", stated_on=TODAY)
    )
    session.add(_document(practitioner, "T3", partly=True))

    item = _load(session, practitioner).of_item("T3")

    assert (item.counts.said_yes, item.counts.answered) == (3, 3)
    assert item.counts.yes_unproved == item.counts.asked_unproved > 0
    assert item.claim == evidence.StatedClaim("Hands first.", TODAY)
    assert item.document == evidence.SeenDocument("Course", True, None, TODAY)


def test_a_link_has_its_own_answers_and_document(session, practitioner):
    plant_assessments(session, practitioner, 2, links=["feet"])
    session.add(_document(practitioner, "T5", link="feet"))

    found = _load(session, practitioner)

    feet, hips, knees = (found.of_link(key) for key in ("feet", "hips", "knees"))
    assert (feet.said_yes, feet.answered, feet.document.title) == (2, 2, "Course")
    assert (hips.said_yes, hips.answered, hips.document) == (0, 2, None)
    assert knees.answered == 0


def test_the_lowest_cap_holds_and_only_decided_flags_cap(session, practitioner):
    decided = {"R1": FlagStatus.CAPPED, "R3": FlagStatus.CAPPED, "R2": FlagStatus.OPEN}
    for code, status in decided.items():
        session.add(Flag(practitioner_id=practitioner.id, code=code, status=status))

    found = _load(session, practitioner)

    assert [flag.code for flag in found.flags] == ["R1", "R3"]
    assert (found.cap, found.is_unlicensed) == (40, False)


def test_a_missing_licence_leaves_no_score(session, practitioner):
    session.add(Flag(practitioner_id=practitioner.id, code="R4", status=FlagStatus.CAPPED))

    found = _load(session, practitioner)

    assert (found.cap, found.is_unlicensed) == (None, True)


def test_the_score_is_given_columns_in_the_order_of_the_checklist(session, practitioner):
    plant_assessments(session, practitioner, 1)
    session.add(Tally(practitioner_id=practitioner.id, code="T9", yes_proved=5, asked_proved=6))
    session.add(_document(practitioner, "T13"))
    session.add(_document(practitioner, "T3", partly=True))
    known = checklist(Kind.THERAPIST)

    columns = _load(session, practitioner).columns(known)

    assert columns.yes_unproved.shape == (13, 1)
    assert columns.documents[:, 0].tolist() == [0, 0, 0.5, *[0] * 9, 1]
    assert (columns.yes_proved[8, 0], columns.asked_proved[8, 0]) == (5, 6)
    assert columns.claims.any() == False  # noqa: E712 - an array's own truth


@pytest.mark.databases("sqlite", "postgres")
def test_many_are_read_in_four_statements(session, engine):
    people = [make_practitioner(session) for _ in range(5)]
    for one in people:
        plant_assessments(session, one, 1)
    session.flush()
    seen = []
    event.listen(engine, "before_cursor_execute", lambda *told: seen.append(told[2]))

    found = evidence.load(session, [one.id for one in people])

    assert len(seen) == 4
    assert all(found[one.id].of_item("T1").counts.said_yes == 1 for one in people)
