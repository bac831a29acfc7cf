"""What was asked is told kindly where it cannot be, and goes along to the next page."""

import re

import pytest

from tests.factories import make_practitioner


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("radius_km=abc", "Choose one of up to 2,000 km."),
        ("max_price=abc", "Give a price as a number."),
        ("min_score=abc", "Scores lie between 0 and 100."),
        ("lat=abc&lon=1", "It lies between -90 and 90."),
        ("page=abc", "There is no such page."),
        ("sort=zzz", "There is no such choice. Take one from the list."),
    ],
)
def test_what_is_no_number_or_choice_is_told_in_our_own_words(client, asked, told):
    page = client.get(f"/search?{asked}")

    assert page.status_code == 400
    assert told in page.text
    assert "Not a valid" not in page.text


def test_a_label_that_asks_is_followed_by_no_colon(client):
    page = client.get(f"/search?q={'a' * 301}")

    assert "What hurts, or whom?</a> Say it in fewer words" in page.text


def test_the_way_to_a_team_and_to_a_comparison_carries_what_was_asked(session, client, listed):
    make_practitioner(session, slug="ada-alder")
    listed()

    page = client.get("/search?q=knee&near=Denver&language=en&kind=therapist&sort=nearest")

    assert re.search(
        r'href="/team\?q=knee&amp;near=Denver&amp;language=en&amp;with=ada-alder"', page.text
    )
    assert 'data-comparing="/compare?near=Denver&amp;sore=knees"' in page.text
