"""What members are asked: the heaviest first, nothing that can't apply, in words that suit them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.practitioners.vocabulary import LINKS, Kind
from directory.vetting.asking import (
    asked_flags,
    asked_items,
    before_visit,
    core_items,
    derive_whole_chain,
    rest_items,
    ticked_besides,
    to_be_asked,
    worded,
)
from directory.vetting.checklist import CORE_COUNT, SORE_PLACES, checklist
from directory.vetting.content import VISITS
from directory.vetting.models import Answer

KINDS = st.sampled_from(list(Kind))
PLACES = st.none() | st.sampled_from(list(SORE_PLACES))
MANY = st.sampled_from(VISITS)
TICKS = st.sets(st.sampled_from(LINKS))
ORDER = [Answer.NO, Answer.PARTLY, Answer.YES]


def _codes(items):
    return [item.code for item in items]


def _item(code):
    kinds = {"T": Kind.THERAPIST, "M": Kind.MOVEMENT_COACH, "N": Kind.RUNNING_COACH}
    return checklist(kinds[code[0]]).item(code)


@pytest.mark.parametrize(
    ("kind", "sore", "visits", "codes"),
    [
        (Kind.THERAPIST, "knee", "4+", ["T1", "T3", "T2", "T6", "T4"]),
        (Kind.MOVEMENT_COACH, "knee", "4+", ["M1", "M2", "M3", "M4", "M5"]),
        (Kind.RUNNING_COACH, "knee", "4+", ["N1", "N2", "N3", "N4", "N5"]),
        (Kind.RUNNING_COACH, None, "4+", ["N1", "N2", "N3", "N4", "N7"]),
    ],
)
def test_the_core_is_the_heaviest_that_apply(kind, sore, visits, codes):
    assert _codes(core_items(kind, sore=sore, visits=visits)) == codes


@given(kind=KINDS, sore=PLACES, visits=MANY)
def test_core_and_rest_are_all_that_applies_each_once(kind, sore, visits):
    said = {"sore": sore, "visits": visits}

    core, rest = _codes(core_items(kind, **said)), _codes(rest_items(kind, **said))

    assert len(core) == CORE_COUNT
    assert sorted(core + rest) == sorted(_codes(asked_items(kind, **said)))
    weights = {item.code: item.weight for item in checklist(kind).items}
    assert min(weights[code] for code in core) >= max(weights[code] for code in rest)


@given(kind=KINDS, sore=PLACES, visits=MANY)
def test_without_pain_no_question_names_a_sore_place(kind, sore, visits):
    said = {"sore": sore, "visits": visits}

    items = (*core_items(kind, **said), *rest_items(kind, **said))
    asked = [item.member for item in items] + [flag.question for flag in asked_flags(kind, **said)]

    assert all(asked)
    assert sore or not any("SORE" in question for question in asked)


@pytest.mark.parametrize(
    ("sore", "visits", "missing"),
    [
        (None, "4+", {"T9", "R1"}),
        ("knee", "1", {"T9", "R1", "R3"}),
        ("knee", "2-3", set()),
        ("knee", "4+", set()),
    ],
)
def test_what_can_not_apply_is_not_asked(sore, visits, missing):
    said = {"sore": sore, "visits": visits}

    asked = {*_codes(asked_items(Kind.THERAPIST, **said))}
    asked |= {*_codes(asked_flags(Kind.THERAPIST, **said))}

    known = checklist(Kind.THERAPIST)
    assert {*known.codes, *_codes(known.flags)} - asked == {"T13", "R4"} | missing


@pytest.mark.parametrize(
    ("code", "visits", "half"),
    [
        ("T6", "1", True),
        ("T6", "2-3", False),
        ("T8", "2-3", True),
        ("T8", "4+", False),
        ("T8", "", False),
        ("M7", "1", True),
    ],
)
def test_after_too_few_visits_only_the_first_half_is_asked(code, visits, half):
    item = _item(code)

    asked = to_be_asked(item, sore="knee", visits=visits)

    assert asked == item if not half else asked.member == item.early.member != item.member
    assert asked.partly


def test_a_question_names_the_place_that_hurt():
    item = to_be_asked(_item("T2"), sore="knee", visits="4+")

    assert worded(item.member, "your knee").endswith("on places away from your knee?")


def test_a_flag_about_an_unnamed_place_can_still_be_read():
    assert worded("Only SORE?", None) == "Only the sore place?"


def test_the_call_asks_about_the_pain_or_the_body():
    assert before_visit(_item("T1"), "low_back").startswith(
        "When someone comes with lower back pain, which other areas"
    )
    assert before_visit(_item("T1"), None).startswith("Which areas of the body")
    assert before_visit(_item("T4"), None) == _item("T4").call
    assert before_visit(_item("T9"), "knee") is None


@pytest.mark.parametrize("sore", [None, *SORE_PLACES])
def test_no_call_speaks_of_a_place_without_its_name(sore):
    asked = [before_visit(item, sore) for kind in Kind for item in checklist(kind).items]

    assert not any("SORE" in (question or "") for question in asked)


@pytest.mark.parametrize(
    ("kind", "links", "answer"),
    [
        (Kind.THERAPIST, {"knees", "feet", "hips", "core"}, Answer.YES),
        (Kind.THERAPIST, {"knees", "feet", "hips"}, Answer.PARTLY),
        (Kind.THERAPIST, {"feet"}, Answer.PARTLY),
        (Kind.THERAPIST, {"knees"}, Answer.NO),
        (Kind.MOVEMENT_COACH, {"feet", "hips", "core", "shoulders"}, Answer.YES),
        (Kind.MOVEMENT_COACH, {"feet", "hips", "core", "knees"}, Answer.PARTLY),
        (Kind.RUNNING_COACH, {"feet", "hips"}, Answer.PARTLY),
        (Kind.RUNNING_COACH, {"feet", "knees"}, Answer.NO),
    ],
)
def test_ticked_links_besides_the_sore_one_answer(kind, links, answer):
    assert derive_whole_chain(kind, links, "kneecap") == answer


@given(kind=KINDS, sore=PLACES)
def test_none_of_these_is_a_no_and_nothing_ticked_unknown(kind, sore):
    assert derive_whole_chain(kind, (), sore) == Answer.NO
    assert derive_whole_chain(kind, None, sore) == Answer.UNKNOWN


@given(kind=KINDS, sore=PLACES, ticks=TICKS, further=st.sampled_from(LINKS))
def test_one_more_tick_never_makes_the_answer_worse(kind, sore, ticks, further):
    before = derive_whole_chain(kind, ticks, sore)

    after = derive_whole_chain(kind, ticks | {further}, sore)

    assert ORDER.index(after) >= ORDER.index(before)


@given(sore=st.sampled_from(list(SORE_PLACES)), ticks=TICKS)
def test_the_sore_link_itself_never_counts(sore, ticks):
    own = SORE_PLACES[sore]

    assert ticked_besides(ticks | {own}, sore) == ticked_besides(ticks - {own}, sore) <= 5
