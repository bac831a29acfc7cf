from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.practitioners.models import Practitioner, Term
from directory.practitioners.vocabulary import LINKS
from directory.vetting.evidence import Counts, PractitionerEvidence, SeenDocument
from directory.web.chain import Told, chain_of, state_of


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


def told(documents=(), **counts):
    """Evidence in which so many said yes, partly and no about a link."""
    return PractitionerEvidence(
        counts={f"link:{key}": Counts(*three) for key, three in counts.items()},
        documents={
            f"T{number}": SeenDocument("Course", partly=False, link=key, seen_on=date(2026, 1, 7))
            for number, key in enumerate(documents)
        },
    )


def words(practitioner, evidence, key, sore=None):
    link = chain_of(practitioner, sore, evidence).links[LINKS.index(key)]
    return link.state, link.words


@pytest.mark.parametrize(
    ("note", "counts", "document", "state", "said"),
    [
        ("Tests them.", (6, 0, 1), False, "members", "6 of 7 members"),
        (None, (6, 0, 1), False, "members", "6 of 7 members"),
        (None, (2, 0, 2), True, "members", "2 of 4 members"),
        ("Tests them.", (1, 0, 8), False, "contradicted", "claimed; 1 of 9 members"),
        ("Tests them.", (1, 0, 3), True, "contradicted", "claimed; 1 of 4 members"),
        ("Tests them.", (2, 0, 5), True, "document", "document seen, Jan 2026"),
        (None, (0, 0, 0), True, "document", "document seen, Jan 2026"),
        ("Tests them.", (2, 0, 5), False, "claimed", "claimed; 2 of 7 members"),
        ("Tests them.", (2, 0, 0), False, "claimed", "claimed: “Tests them.”"),
        (None, (2, 0, 7), False, "unknown", "not claimed; 2 of 9 members"),
        (None, (2, 0, 0), False, "unknown", "not known"),
    ],
)
def test_the_first_state_that_applies_has_its_words(note, counts, document, state, said):
    person = stating(hips=note) if note else stating()
    evidence = told(documents=["hips"] if document else [], hips=counts)

    assert words(person, evidence, "hips") == (state, said)


def test_the_practitioners_sentence_stands_beside_what_members_say():
    chain = chain_of(stating(hips="Tests them."), None, told(hips=(1, 0, 8)))

    assert chain.links[2].sentence == "Tests them."


@given(st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_nothing_fills_below_three_members(yes, no, claimed):
    state = state_of(Told(yes, yes + no), claimed=claimed)

    assert state != "members" or yes + no >= 3
    assert state != "contradicted" or (claimed and yes + no >= 3)


@given(st.integers(0, 40), st.integers(3, 40), st.booleans())
def test_a_further_yes_never_empties_a_link(yes, answered, claimed):
    rank = {"contradicted": 0, "unknown": 1, "claimed": 1, "members": 2}
    before = state_of(Told(min(yes, answered), answered), claimed=claimed)

    after = state_of(Told(min(yes, answered) + 1, answered + 1), claimed=claimed)

    assert rank[after] >= rank[before]


def test_the_sentence_counts_what_members_confirm_and_what_is_claimed():
    person = stating(upper_back="a", shoulders="b")
    yes = (5, 0, 1)

    chain = chain_of(
        person, "knees", told(feet=yes, knees=yes, hips=yes, core=yes, shoulders=(2, 0, 4))
    )

    assert chain.sentence == "Besides the knee: 3 of 5 links confirmed by members, 2 claimed"


def test_the_sentence_names_claims_that_members_deny():
    person = stating(feet="a", hips="b", core="c", upper_back="d", shoulders="e")
    no = (0, 0, 9)

    chain = chain_of(person, "knees", told(feet=no, hips=no, core=no))

    assert chain.sentence == (
        "Besides the knee: 0 of 5 links confirmed by members, 3 claims most members deny, 2 claimed"
    )


def test_the_sentence_names_documents():
    person = stating(core="a")

    assert chain_of(person, None, told(documents=["feet", "hips"])).sentence == (
        "a document seen for 2 of 6 links, 1 claimed"
    )
    assert chain_of(person, None, told(documents=["feet"], hips=(3, 0, 0))).sentence == (
        "1 of 6 links confirmed by members, 1 document seen, 1 claimed"
    )


@pytest.mark.parametrize(("members", "is_said"), [(0, False), (1, True), (2, True), (3, False)])
def test_one_or_two_members_are_told_to_be_too_few(members, is_said):
    person = stating(hips="a")
    person.score_members = members

    chain = chain_of(person, None, told(hips=(1, 0, 0)))

    assert ("Members’ answers show from three members on" in chain.sentence) is is_said
    assert "claimed" in chain.states


def test_too_few_members_are_named_where_nothing_is_claimed_too():
    person = stating()
    person.score_members = 1

    sentence = chain_of(person).sentence

    assert sentence.startswith("Which links they examine is not stated: ask. Members’ answers")


def test_the_share_of_links_stands_apart_in_the_sentence():
    stated = chain_of(stating(hips="a"), "knees")
    silent = chain_of(stating(), None)

    assert stated.parted == ("Besides the knee: ", "1 of 5", " links claimed")
    assert silent.parted == (silent.sentence, "", "")
