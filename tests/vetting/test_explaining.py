from datetime import date

import pytest

from directory.practitioners.models import Practitioner
from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist
from directory.vetting.evidence import Counts, PractitionerEvidence, StatedClaim
from directory.vetting.explaining import explain_score
from directory.vetting.score import member_weight, month_number
from directory.vetting.why import Answers

TODAY = date(2026, 6, 15)
WEIGHT = member_weight(month_number(TODAY))


def told(yes, no=0):
    """What so many members without proof said this month."""
    sums = {"yes_unproved": 2 * yes * WEIGHT, "asked_unproved": 2 * (yes + no) * WEIGHT}
    return Counts(said_yes=yes, said_no=no, **sums)


@pytest.mark.parametrize("kind", Kind)
def test_the_lines_are_those_of_the_kinds_checklist(kind):
    codes = checklist(kind).codes
    evidence = PractitionerEvidence(counts={codes[0]: told(yes=3)})

    explained = explain_score(Practitioner(kind=kind, score_members=3), evidence, TODAY)

    assert tuple(line.code for line in explained.lines) == codes
    assert explained.lines[0].answers == Answers(3, 0, 0)
    assert all(line.answers is None for line in explained.lines[1:])


def test_somebody_nobody_assessed_has_no_score():
    claimed = {"T1": StatedClaim("All links.", TODAY)}
    person = Practitioner(kind=Kind.THERAPIST)

    explained = explain_score(person, PractitionerEvidence(claims=claimed), TODAY)

    assert (explained.score, explained.members, explained.lines) == (None, 0, ())


def test_answers_fade_with_the_months():
    person = Practitioner(kind=Kind.THERAPIST, score_members=4)
    evidence = PractitionerEvidence(counts={"T1": told(yes=4)})

    now = explain_score(person, evidence, TODAY)
    later = explain_score(person, evidence, TODAY.replace(year=2031))

    assert now.uncapped > later.uncapped
