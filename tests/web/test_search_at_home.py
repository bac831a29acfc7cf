"""Of places of one name, the one in the visitor's own country is searched, the other one a click away."""

import pytest


@pytest.mark.parametrize(
    ("language", "taken", "other"),
    [
        ("en-US", "Salem, Oregon", "Salem, Tamil Nādu, India"),
        ("en-GB, en;q=0.5", "Salem, Tamil Nādu, India", "Salem, Oregon"),
    ],
)
def test_the_browsers_country_decides_between_namesakes(client, listed, language, taken, other):
    listed()

    page = client.get("/search?near=Salem", headers={"Accept-Language": language})

    assert page.status_code == 200
    assert taken in page.text
    assert page.text.index(taken) < page.text.index(other)


def test_a_place_that_is_sure_is_the_same_from_everywhere(client, listed):
    listed()

    page = client.get("/search?near=Denver", headers={"Accept-Language": "de-DE"})

    assert "Denver, Colorado" in page.text
