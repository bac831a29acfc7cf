import pytest

from directory.practitioners.models import Practitioner, Term
from directory.practitioners.vocabulary import LINKS
from directory.web.chain import chain_of


def stating(**notes):
    terms = [Term(vocabulary="region", key=key, note=note) for key, note in notes.items()]
    return Practitioner(name="Ada", terms=terms)


@pytest.fixture(autouse=True)
def in_the_site(app):
    with app.test_request_context():
        yield


def test_a_link_is_claimed_only_with_a_sentence_how():
    chain = chain_of(stating(hips="Tests rotation.", feet=None))

    assert chain.states == ["unknown", "unknown", "claimed", "unknown", "unknown", "unknown"]
    assert chain.links[2].words == "claimed: “Tests rotation.”"
    assert chain.links[0].words == "named in the listing, not how"
    assert chain.links[5].words == "not known"


def test_without_a_sore_place_all_six_speak():
    assert chain_of(stating(hips="a", feet="b")).sentence == "2 of 6 links claimed"


def test_beside_a_sore_place_the_other_five_speak():
    chain = chain_of(stating(hips="a", knees="b"), "knees")

    assert chain.sentence == "Besides the knee: 1 of 5 links claimed"
    assert chain.sore_number == 1
    assert [link.sore for link in chain.links].index(True) == 1


def test_nothing_stated_is_said_to_be_unknown():
    assert "not stated" in chain_of(stating()).sentence


@pytest.mark.parametrize("key", LINKS)
def test_every_link_can_be_the_sore_one(key):
    assert "Besides" in chain_of(stating(**dict.fromkeys(LINKS, "so")), key).sentence


def test_a_sore_place_that_is_no_link_is_ignored():
    assert chain_of(stating(), "tail").sore is None
