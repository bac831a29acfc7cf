"""What the words of a question were taken for stands on the page, with the way back."""

import re
from urllib.parse import parse_qs, urlsplit

from tests.factories import make_noise, make_practitioner


def link(page, text):
    """The parameters of the link with a text."""
    url = re.search(rf'<a href="([^"]*)"[^>]*>{re.escape(text)}</a>', page.text)[1]
    return {
        name: value
        for name, (value,) in parse_qs(urlsplit(url.replace("&amp;", "&")).query).items()
    }


def test_a_repaired_word_is_shown_and_can_be_taken_back(session, client, listed):
    make_practitioner(session, name="Ada Alder", terms={"modality": ["dry_needling"]})
    make_noise(session)
    listed()

    page = client.get("/search?q=dry+needeling&near=Denver")

    assert "Ada Alder" in page.text
    assert "We read “needeling” as “needling”." in page.text
    assert link(page, "Search for the words as typed") == {
        "q": "dry needeling",
        "near": "Denver",
        "exact": "1",
    }


def test_words_as_typed_are_searched_as_typed(session, client, listed):
    make_practitioner(session, name="Ada Alder", terms={"modality": ["dry_needling"]})
    listed()

    page = client.get("/search?q=needeling&exact=1&stated=text")

    assert "Ada Alder" not in page.text
    assert "We read" not in page.text


def test_half_a_name_finds_the_person(session, client, listed):
    make_practitioner(session, name="Ada Okafor")
    make_practitioner(session, name="Ben Alder")
    listed()

    page = client.get("/search?q=okaf")

    assert "Ada Okafor" in page.text
    assert "“okaf” may also be okafor." in page.text


def test_a_place_at_the_end_of_the_words_is_taken_and_can_be_given_back(session, client, listed):
    make_practitioner(session, name="Ada Alder", terms={"modality": ["dry_needling"]})
    listed()

    page = client.get("/search?q=dry+needling+in+Colorado")

    assert "We took Colorado for the place." in page.text
    assert link(page, "It belongs to the words") == {"q": "dry needling in Colorado", "exact": "1"}


def test_a_place_among_the_words_is_offered(session, client, listed):
    make_practitioner(session, name="Ada Alder")
    listed()

    page = client.get("/search?q=Colorado+physio")

    assert "Looking for somebody near Colorado?" in page.text
    assert link(page, "Search there") == {"q": "physio", "near": "Colorado (state)"}


def test_words_of_the_trade_that_nobody_says_bring_everybody_with_a_word_on_it(
    session, client, listed
):
    make_practitioner(session, name="Ada Alder", bio="", terms={})
    listed()

    page = client.get("/search?q=kinetic+chain&near=Denver")

    assert "Ada Alder" in page.text
    assert "Nobody here says this in these words" in page.text


def test_a_name_that_nobody_has_brings_nobody(session, client, listed):
    make_practitioner(session, name="Ada Alder")
    listed()

    page = client.get("/search?q=Qwertyuiop+Zxcv")

    assert "Ada Alder" not in page.text
    assert "Nobody fits all of this yet." in page.text


def test_what_is_not_wanted_stands_further_down_and_is_named(session, client, listed):
    make_practitioner(session, name="Ada Alder", terms={"condition": ["hip_pain"]})
    make_practitioner(
        session,
        name="Ben Birch",
        kind="therapist",
        profession="chiropractor",
        terms={"condition": ["hip_pain"], "modality": ["gait_analysis"]},
    )
    listed()

    page = client.get("/search?q=hip+pain+not+chiropractor&near=Denver")

    assert page.text.index("Ada Alder") < page.text.index("Ben Birch")
    assert "Put further down: chiropractor." in page.text
