"""The checklist: three kinds, weights that sum to a hundred, words for everyone who may speak."""

import re

import pytest

from directory.practitioners.vocabulary import LINKS, Kind
from directory.vetting.checklist import (
    CAPS,
    CORE_COUNT,
    SORE_PLACES,
    EvidenceKind,
    Needs,
    UnknownItem,
    checklist,
    sore_places,
    sources,
)

KINDS = list(Kind)
ITEMS = [item for kind in KINDS for item in checklist(kind).items]
FLAGS = [flag for kind in KINDS for flag in checklist(kind).flags]


def _spoken():
    """Every text that people read, with the code it belongs to."""
    for item in ITEMS:
        early = (item.early.member, item.early.partly) if item.early else ()
        texts = (
            item.member,
            item.member_painless,
            item.partly,
            item.call,
            item.call_painless,
            item.claim,
            item.document,
            item.unknown_if,
            *early,
        )
        yield from ((item.code, text) for text in texts if text)
    yield from ((flag.code, flag.question) for flag in FLAGS if flag.question)


@pytest.mark.parametrize("kind", KINDS)
def test_weights_sum_to_a_hundred(kind):
    items = checklist(kind).items

    assert sum(item.weight for item in items) == 100
    assert sum(checklist(kind).shares) == pytest.approx(1)


@pytest.mark.parametrize("kind", KINDS)
def test_codes_are_unique(kind):
    codes = checklist(kind).codes

    assert len(set(codes)) == len(codes) > CORE_COUNT


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_evidence_has_its_words(kind):
    for item in checklist(kind).items:
        assert (item.member is not None) == (EvidenceKind.MEMBER in item.evidence), item.code
        assert (item.document is None) or EvidenceKind.DOCUMENT in item.evidence, item.code


@pytest.mark.parametrize("kind", KINDS)
def test_one_item_a_kind_is_answered_by_ticking_links(kind):
    ticked = [item.code for item in checklist(kind).items if item.ticks_links]

    assert ticked == [checklist(kind).codes[0]]


def test_a_code_of_another_kind_is_unknown():
    with pytest.raises(UnknownItem, match="movement_coach"):
        checklist(Kind.MOVEMENT_COACH).item("T1")


def test_a_missing_licence_is_not_asked_of_members():
    flags = {flag.code: flag for flag in checklist(Kind.THERAPIST).flags}

    assert (flags["R4"].question, flags["R4"].cap) == (None, None)
    assert flags["R1"].cap == 40


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_every_voice_has_its_words_but_where_nobody_can_say(item):
    early_change = item.code == "T9"

    assert (item.call is None) == early_change
    assert (item.claim is None) == early_change


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_whoever_is_asked_learns_what_partly_means(item):
    asked_in_options = item.member is not None and not item.ticks_links

    assert bool(item.partly) == asked_in_options


def test_no_note_to_ourselves_stands_among_the_words_people_read():
    noted = [
        (code, text) for code, text in _spoken() for sign in (">=", "<", "=", "|") if sign in text
    ]

    assert noted == []


def test_every_sentence_about_the_sore_place_has_one_without_pain():
    speaking = [
        item.code
        for item in ITEMS
        if ("SORE" in (item.member or "") and not item.member_painless)
        or ("SORE" in (item.call or "") and not item.call_painless)
    ]
    painless = [text for item in ITEMS for text in (item.member_painless, item.call_painless)]

    assert speaking == []
    assert not any("SORE" in (text or "") for text in painless)


def test_a_flag_about_the_sore_place_is_not_raised_without_pain():
    assert all(flag.needs.pain for flag in FLAGS if "SORE" in (flag.question or ""))


def test_every_flag_has_its_cap():
    assert {flag.code: flag.cap for flag in FLAGS} == CAPS


def test_a_flag_of_two_things_asks_them_in_one_question():
    flag = next(flag for flag in FLAGS if flag.code == "R5")

    assert flag.question.count("?") == 2


@pytest.mark.parametrize(
    ("place", "link"),
    [
        ("shin", "feet"),
        ("calf", "feet"),
        ("achilles", "feet"),
        ("itb", "knees"),
        ("kneecap", "knees"),
        ("glute", "hips"),
        ("groin", "hips"),
        ("hamstring", "hips"),
        ("low_back", "core"),
        ("neck", "upper_back"),
        ("arm", "shoulders"),
    ],
)
def test_a_sore_place_belongs_to_its_link(place, link):
    assert SORE_PLACES[place] == link


def test_every_sore_place_has_its_forms_and_every_link_a_place():
    places = sore_places()

    assert all(place.your.startswith("your ") for place in places.values())
    assert all("pain" in place.pain for place in places.values())
    assert {place.link for place in places.values()} == set(LINKS)


@pytest.mark.parametrize(
    ("needs", "sore", "visits", "met"),
    [
        (Needs(), None, "1", True),
        (Needs(pain=True), None, "4+", False),
        (Needs(pain=True), "knee", "1", True),
        (Needs(visits=2), "knee", "1", False),
        (Needs(visits=2), "knee", "2-3", True),
        (Needs(visits=3), "knee", "2-3", True),
        (Needs(visits=3), "knee", "1", False),
        (Needs(visits=3), "knee", "", True),
    ],
)
def test_what_can_not_apply_is_known_by_pain_and_visits(needs, sore, visits, met):
    assert needs.are_met(sore=sore, visits=visits) is met


def test_every_source_that_is_named_can_be_looked_up_and_none_is_idle():
    named = {
        key for item in ITEMS for key in re.findall(r"[A-Z][A-Za-z]+(?:19|20)\d\d", item.support)
    }

    assert named == set(sources())
    assert all(text.strip() for text in sources().values())


def test_moderators_are_told_what_to_look_for_wherever_a_document_counts():
    wanted = [item.code for item in ITEMS if EvidenceKind.DOCUMENT in item.evidence]

    assert [item.code for item in ITEMS if item.document] == wanted
