"""Documents are written so that what is read back is what was told."""

import json

from hypothesis import given
from hypothesis import strategies as st

from directory.search.query import TEXT_FIELDS
from directory.search.whoosh_schema import (
    ListingTokenizer,
    fields_of,
    positioned,
    schema,
    stem,
    term,
)
from directory.search.words import STOP_WORDS, words
from tests.search.worlds import document, documents

texts = st.text(max_size=60)


def tokens(field, text):
    return [(token.pos, token.text) for token in ListingTokenizer(field)(text, positions=True)]


def test_inflections_share_a_stem_but_people_keep_their_names():
    for inflections in ("run runs running", "plan planning", "therapy therapies", "knee knees"):
        assert len({stem(word) for word in inflections.split()}) == 1
    assert term("bio", "running") == "run"
    assert term("name", "running") == "running"


@given(st.text(max_size=40).flatmap(lambda text: st.sampled_from(words(text) or ["x"])))
def test_any_word_has_a_stem(word):
    assert stem(word)


def test_stop_words_leave_no_gap_and_lines_do():
    assert tokens("bio", "Pain in the knee\n\nof Runners") == [
        (0, "pain"),
        (1, "knee"),
        (4, "runner"),
    ]


def test_without_positions_only_words_are_told():
    assert [token.text for token in ListingTokenizer("name")("Zoë Running")] == ["zoe", "running"]


@given(texts)
def test_positions_only_grow_and_words_say_something(text):
    found = list(positioned(text))

    places = [place for place, _ in found]
    assert places == sorted(set(places))
    assert not {word for _, word in found} & STOP_WORDS


@given(documents)
def test_every_text_field_is_written_and_lengths_are_what_is_indexed(one):
    fields = fields_of(one)
    columns = json.loads(fields["columns"])

    assert set(fields) == set(schema().names())
    assert columns["version"] == one.version
    for name, length in zip(TEXT_FIELDS, columns["lengths"], strict=True):
        assert length == len(tokens(name, one.texts.get(name, "")))


def test_a_key_stated_twice_or_of_no_facet_is_not_counted():
    twice = document(keys={"language": ("en", "en"), "shoe_size": ("44",)})

    assert json.loads(fields_of(twice)["columns"])["keys"] == ["language:en"]


def test_regions_carry_their_country():
    places = json.loads(fields_of(document())["columns"])["places"]

    assert [place[2:4] for place in places] == [["US", "US-CO"]]
