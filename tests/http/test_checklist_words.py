from datetime import date

import pytest

from directory.http.checklist_words import ITEMS, TOGETHER, item_title, season_text
from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist
from directory.vetting.comments import season_of


def test_every_item_of_every_kind_has_words_and_no_other():
    codes = [code for kind in Kind for code in checklist(kind).codes]

    assert sorted(ITEMS) == sorted([*codes, TOGETHER])
    assert item_title("T1") == "Looks beyond the sore place"
    assert item_title("X9") == "X9"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 1, 1), "early 2026"),
        (date(2026, 4, 30), "early 2026"),
        (date(2026, 5, 1), "mid 2026"),
        (date(2026, 12, 31), "late 2026"),
    ],
)
def test_a_visit_is_told_to_a_third_of_a_year(day, told):
    assert season_text(season_of(day)) == told
