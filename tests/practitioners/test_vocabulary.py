"""The vocabularies are there, whole, and say what an unknown key is."""

import pytest

from directory.practitioners.vocabulary import (
    LINKS,
    NAMES,
    STAGES,
    Kind,
    UnknownTerm,
    vocabulary,
)


@pytest.mark.parametrize("name", NAMES)
def test_every_vocabulary_has_entries_with_distinct_labels(name):
    entries = list(vocabulary(name))

    assert entries
    assert len({entry.label for entry in entries}) == len(entries)
    assert all(entry.key == entry.key.lower() and " " not in entry.key for entry in entries)


@pytest.mark.parametrize("name", NAMES)
def test_professions_named_by_an_entry_exist(name):
    known = vocabulary("profession")

    assert [
        key for entry in vocabulary(name) for key in entry.professions if key not in known
    ] == []


def test_links_and_stages_are_entries_in_their_order():
    assert tuple(entry.key for entry in vocabulary("region")) == LINKS
    assert tuple(entry.key for entry in vocabulary("stage")) == STAGES


def test_every_kind_has_professions():
    kinds = {kind for entry in vocabulary("profession") for kind in entry.kinds}

    assert kinds == set(Kind)


def test_an_entry_is_found_by_its_key():
    assert vocabulary("region")["knees"].key == "knees"
    assert vocabulary("region").label("upper_back") == vocabulary("region")["upper_back"].label


def test_an_unknown_key_is_named():
    with pytest.raises(UnknownTerm, match="'tail' is not in the region vocabulary"):
        vocabulary("region")["tail"]


def test_a_free_tag_reads_as_itself():
    assert vocabulary("region").label("left_big_toe") == "left big toe"
