"""Free tags of listings are found and shown as given, and never offered as a filter."""

import pytest

from tests.factories import make_noise, make_practitioner
from tests.web.test_search import names


@pytest.fixture
def tagged(session, listed):
    """Somebody whose table has words that no vocabulary knows."""
    make_noise(session)
    made = make_practitioner(
        session,
        name="Ada Elm",
        profession="Rolfing wizard",
        terms={"modality": ["Kinesio-taping & more", "cupping"], "language": ["Klingon"]},
        locations=[{"payers": ["Moonbeam Mutual"], "country": ""}],
    )
    listed()
    return made


@pytest.mark.parametrize("text", ["rolfing", "kinesio taping", "klingon", "moonbeam"])
def test_a_free_tag_is_found_as_text_before_others(client, tagged, text):
    assert names(client.get(f"/search?q={text}"))[0] == "Ada Elm"


def test_a_free_tag_is_no_filter(client, tagged):
    page = client.get("/search?q=ada")

    assert "modality=cupping" in page.text
    assert "modality=Kinesio" not in page.text
    assert "profession=Rolfing" not in page.text


def test_a_free_tag_is_shown_as_given(client, tagged):
    page = client.get(f"/practitioners/{tagged.slug}")

    assert page.status_code == 200
    assert "Kinesio-taping &amp; more" in page.text
    assert "Rolfing wizard" in page.text
