"""What a results page does with what it cannot take."""

import pytest

HOSTILE = [
    "(" * 5_000,
    "email:u5*",
    "[a TO z]",
    "x" * 20_000,
    "\x00",
    '"' * 300,
    "-" * 300,
    "a* OR b~2 AND NOT c",
    "\ufeff\u202eknee",
]


@pytest.mark.parametrize(
    "query",
    [
        "page=-1",
        "page=0",
        "page=101",
        "page=x",
        "radius_km=1e9",
        "radius_km=nan",
        "lat=999&lon=1",
        "lat=1",
        "max_price=inf",
        "sort=evil",
        "kind=wizard",
        "stated=everything",
        "near=Den%07ver",
        "near=Den%C2%85ver",
        "q=knee%EF%BF%BE",
        "q=" + "k" * 301,
        "near=" + "d" * 201,
    ],
)
def test_a_bad_parameter_is_a_clean_400_that_says_what_to_change(client, listed, query):
    listed()

    page = client.get(f"/search?{query}")

    assert page.status_code == 400
    assert "Please change this and search again" in page.text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["q", "near"])
def test_a_hostile_text_is_answered_or_refused_never_an_error(client, listed, field, text):
    listed()

    page = client.get("/search", query_string={field: text})

    assert page.status_code in {200, 400}


def test_a_bad_number_is_called_by_its_name(client):
    page = client.get("/search?lat=999&lon=0")

    assert "Latitude: It lies between -90 and 90." in page.text
