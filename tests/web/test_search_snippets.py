import re

from tests.factories import make_practitioner

HOSTILE = '<script>alert(1)</script> knees & <img src=x onerror="a()"> </mark> are my trade'


def passages(page):
    return re.findall(r'<p class="snippet">(.*?)</p>', page.text, flags=re.DOTALL)


def test_the_words_that_match_are_marked_in_their_sentence(session, client, listed):
    make_practitioner(
        session, bio="I live uphill. Sore knees get a look at the hip above them. Come by."
    )
    listed()

    (passage,) = passages(client.get("/search?q=knee"))

    assert passage.endswith("“Sore <mark>knees</mark> get a look at the hip above them.”")


def test_what_the_passage_shows_is_not_told_again(session, client, listed):
    make_practitioner(session, bio="Sore knees get a look at the hip above.")
    listed()

    page = client.get("/search?q=knee")

    assert "matches “" not in page.text


def test_the_markup_of_a_listing_is_only_text(session, client, listed):
    make_practitioner(session, bio=HOSTILE)
    listed()

    (passage,) = passages(client.get("/search?q=knee"))

    assert "<mark>knees</mark>" in passage
    assert re.findall(r"<(?!/?mark>|/?span)", passage) == []
    assert passage.count("</mark>") == 1


def test_a_card_without_a_passage_has_no_place_for_one(session, client, listed):
    make_practitioner(session, bio="Feet first.", terms={"condition": ["knee_pain"]})
    listed()

    page = client.get("/search?q=knee+pain")

    assert "matches “Knee pain” in Conditions" in page.text
    assert passages(page) == []


def test_nobody_is_found_by_what_they_say_they_do_not_treat(session, client, listed):
    make_practitioner(session, name="Ada Alder", bio="I do not treat knees, only hips.")
    make_practitioner(session, name="Bram Birch", bio="I treat knees.")
    listed()

    page = client.get("/search?q=knees")

    assert re.findall(r'<h2 class="card__name".*?<a [^>]*>([^<]+)</a>', page.text) == ["Bram Birch"]
