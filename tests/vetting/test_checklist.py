"""The checklist: three kinds, weights that sum to a hundred, words for everyone who may speak."""

import pytest

from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import CORE_COUNT, EvidenceKind, UnknownItem, checklist

KINDS = list(Kind)


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
