"""What a draft of a listing may hold: its own fields, rows that can be, nothing a database refuses."""

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.listings.drafts import (
    LICENCES,
    LONG_BYTES,
    MANY,
    MAX_PLACES,
    PLACES,
    SHORT,
    STEPS,
    bounded,
    is_key,
    listing_of,
    next_key,
    row_keys,
)

NAMES = st.sampled_from(
    ["name", "bio", "kind", "languages", "place", "licence", "new-1-city", "17-mon", "1-title"]
) | st.text(max_size=12)
VALUES = st.lists(st.text(max_size=30) | st.sampled_from(["new-1", "17", "a\0b", "1"]), max_size=5)


@settings(max_examples=40)
@given(step=st.sampled_from(STEPS), fields=st.dictionaries(NAMES, VALUES, max_size=8))
def test_what_is_kept_was_sent_and_is_kept_the_same_again(step, fields):
    kept = bounded(step, fields)

    assert bounded(step, kept) == kept
    assert not any("\0" in text for values in kept.values() for text in values)
    assert kept.keys() <= fields.keys() | {PLACES, LICENCES}


def test_each_page_keeps_its_own_fields_alone():
    fields = {"name": ["Ada"], "npi": ["1"], "csrf": ["x"], "new-1-city": ["Denver"]}

    assert bounded("who", fields) == {"name": ["Ada"]}
    assert bounded("credentials", fields) == {"npi": ["1"], "licence": []}
    assert bounded("where", fields) == {"place": []}


def test_a_row_is_kept_where_the_page_names_it():
    fields = {
        "place": ["new-1", "17", "17", "evil", "../x"],
        "17-city": ["Denver"],
        "17-payers": ["x"],
        "99-city": ["Boulder"],
    }

    assert bounded("where", fields) == {"place": ["new-1", "17"], "17-city": ["Denver"]}
    assert bounded("fees", fields) == {"place": ["new-1", "17"], "17-payers": ["x"]}


def test_there_are_as_many_rows_as_a_listing_can_have():
    sent = {"place": [f"new-{number}" for number in range(50)]}

    assert len(bounded("where", sent)["place"]) == MAX_PLACES
    assert row_keys("who", sent) == []


def test_values_are_cut_to_what_fields_take():
    kept = bounded(
        "who", {"name": ["x" * 5_000, "second"], "bio": ["é" * 30_000], "languages": ["en"] * 999}
    )

    assert kept["name"] == ["x" * SHORT]
    assert len(kept["bio"][0].encode()) <= LONG_BYTES
    assert len(kept["languages"]) == MANY
    assert bounded("how", {"link-hips": ["x" * 5_000]})["link-hips"] == ["x" * 5_000]


def test_a_new_row_has_a_key_of_its_own():
    assert next_key([]) == "new-1"
    assert next_key(["17", "new-2", "new-1"]) == "new-3"
    assert all(is_key(key) for key in ("new-3", "17"))
    assert not any(is_key(key) for key in ("", "new-", "-1", "new-\u0661", "17 "))


def test_an_edit_and_a_new_listing_are_drafts_of_their_own():
    assert listing_of(None).key != listing_of(7).key
