"""The table "why this score" sums to the score and keeps single members' answers to itself."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import EvidenceKind, checklist
from directory.vetting.published import published
from directory.vetting.why import MEMBERS, Answers, State, explain
from tests.vetting.voices import MONTH, Person, Voice, evidence_of, people, scores_of

NOBODY = Person(Kind.THERAPIST, (), (False,) * 13, (0.0,) * 13)
CLAIMS_FIRST = replace(NOBODY, claims=(True, *(False,) * 12))
MIXED = Voice("ypn----------")


def _explain(person, members=None, answers=None, cap=None):
    return explain(
        checklist(person.kind),
        evidence_of(person),
        month=MONTH,
        cap=cap,
        members=len(person.voices) if members is None else members,
        answers=answers or {},
    )


@given(people(), st.integers(0, 5))
def test_points_sum_to_the_uncapped_score_whatever_is_shown(person, members):
    explained = _explain(person, members)

    if explained.score is not None:
        total = sum(line.points for line in explained.lines)
        assert total == pytest.approx(explained.uncapped, abs=1e-9)
        assert explained.uncapped == published(scores_of(person).uncapped[0], members)
        for line in explained.lines:
            assert line.points * 10 == pytest.approx(round(line.points * 10))
            assert line.possible is None or 0 <= line.points <= line.possible
    else:
        assert explained.lines == ()


@given(people(most=2), st.integers(0, 2), st.sampled_from([None, 40, 60]))
def test_below_three_members_all_that_depends_on_them_is_whole(person, members, cap):
    explained = _explain(person, members, cap=cap)

    if explained.score is not None:
        low, high = explained.interval
        together = [line.points for line in explained.lines if line.code == MEMBERS]
        numbers = [explained.score, explained.uncapped, low, high, *together]
        assert all(number.is_integer() for number in numbers)
        assert 0 <= low <= explained.score <= high <= (cap or 100)
        assert explained.score == min(explained.uncapped, cap or 100)


@given(people(most=2), st.integers(0, 4))
def test_below_three_members_item_lines_say_nothing_of_answers(person, seed):
    turned = "".join(person.voices[0].answers[::-1]) if person.voices else ""
    voices = [replace(voice, answers=turned) for voice in person.voices]
    other = replace(person, voices=tuple(voices))
    answers = {code: Answers(seed, 1, 1) for code in checklist(person.kind).codes}

    said, said_otherwise = (_explain(one, 2, answers) for one in (person, other))

    if said.score is not None and said_otherwise.score is not None:
        items = [line for line in said.lines if line.code != MEMBERS]
        assert items == [line for line in said_otherwise.lines if line.code != MEMBERS]
        assert all(EvidenceKind.MEMBER not in line.evidence for line in items)
        assert all(line.answers is None for line in said.lines)


def test_two_members_stand_in_one_line_together():
    explained = _explain(replace(CLAIMS_FIRST, voices=(MIXED, MIXED)))

    last = explained.lines[-1]
    assert (last.code, last.weight, last.possible) == (MEMBERS, None, None)
    assert last.evidence == (EvidenceKind.MEMBER,)
    assert explained.lines[0].evidence == (EvidenceKind.CLAIM,)
    assert len(explained.lines) == 14


def test_three_members_are_told_item_by_item():
    answers = {"T1": Answers(yes=3), "T2": Answers(partly=3)}

    explained = _explain(replace(CLAIMS_FIRST, voices=(MIXED,) * 3), answers=answers)

    first, second, third, fourth = explained.lines[:4]
    assert first.evidence == (EvidenceKind.CLAIM, EvidenceKind.MEMBER)
    assert (first.answers, second.answers) == (Answers(3, 0, 0), Answers(0, 3, 0))
    assert third.evidence == (EvidenceKind.MEMBER,)
    assert (fourth.evidence, fourth.answers) == ((), None)
    assert [line.code for line in explained.lines] == list(checklist(Kind.THERAPIST).codes)
    assert (first.weight, first.possible) == (20, 20.0)


def test_an_item_that_fewer_than_three_answered_is_not_told():
    answers = {"T1": Answers(yes=2), "T2": Answers(yes=1, no=2)}

    explained = _explain(replace(CLAIMS_FIRST, voices=(MIXED,) * 5), answers=answers)

    first, second = explained.lines[:2]
    assert (first.answers, second.answers) == (None, Answers(1, 0, 2))
    assert EvidenceKind.MEMBER in first.evidence
    assert first.points > 0


def test_a_document_alone_needs_no_line_for_members():
    explained = _explain(replace(NOBODY, documents=(*(0.0,) * 12, 0.5)))

    assert [line.code for line in explained.lines] == list(checklist(Kind.THERAPIST).codes)
    assert explained.lines[-1].evidence == (EvidenceKind.DOCUMENT,)
    assert explained.state is State.NEW
    assert explained.is_new


def test_evidence_that_an_item_does_not_accept_is_not_named():
    person = replace(NOBODY, claims=(True,) * 13, documents=(1.0,) * 13)

    kinds = {line.code: line.evidence for line in _explain(person).lines}

    assert kinds["T1"] == (EvidenceKind.CLAIM,)
    assert kinds["T13"] == (EvidenceKind.DOCUMENT,)
    assert kinds["T9"] == ()


def test_who_is_not_assessed_has_no_score_and_no_lines():
    explained = _explain(CLAIMS_FIRST, cap=40)

    assert explained.state is State.NONE
    assert not explained.is_new
    assert (explained.score, explained.uncapped, explained.interval) == (None, None, None)
    assert (explained.lines, explained.cap) == ((), 40)


def test_a_cap_is_told_beside_what_the_points_sum_to():
    explained = _explain(replace(NOBODY, voices=(Voice("y" * 13, proved=True),) * 9), cap=40)

    assert explained.state is State.SCORED
    assert (explained.score, explained.cap) == (40, 40)
    assert explained.uncapped > 70
    assert explained.interval == (40, 40)
