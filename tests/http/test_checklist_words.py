from datetime import date

import pytest

from directory.http.checklist_words import ITEMS, TOGETHER, item_title, season
from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist


def test_every_item_of_every_kind_has_words_and_no_other():
    codes = [code for kind in Kind for code in checklist(kind).codes]

    assert sorted(ITEMS) == sorted([*codes, TOGETHER])
    assert item_title("T1") == "Looks beyond the sore place"
    assert item_title("X9") == "X9"


@pytest.mark.parametrize(
    ("month", "named"),
    [
        (date(2026, 1, 1), "winter 2026"),
        (date(2026, 2, 1), "winter 2026"),
        (date(2026, 3, 1), "spring 2026"),
        (date(2026, 6, 1), "summer 2026"),
        (date(2026, 11, 1), "autumn 2026"),
        (date(2026, 12, 1), "winter 2027"),
    ],
)
def test_a_visit_is_told_by_its_season(month, named):
    assert season(month) == named
