"""Entries of the vocabularies under any of their names, and free tags as given."""

import pytest

from directory.interchange.sheet.terms import (
    LONGEST_ITEM,
    MOST_ITEMS,
    known_key,
    list_of,
    profession_of,
)
from directory.practitioners.vocabulary import NAMES, Kind, vocabulary


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_is_known_by_its_key(name):
    entries = vocabulary(name)

    assert [known_key(name, entry.key) for entry in entries] == [entry.key for entry in entries]


@pytest.mark.parametrize("name", NAMES)
def test_every_label_is_known(name):
    assert all(known_key(name, entry.label.upper()) for entry in vocabulary(name))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("es", "es"),
        ("ES", "es"),
        ("es-MX", "es"),
        ("pt_BR", "pt"),
        ("Spanish", "es"),
        ("ESPANOL", "es"),
        ("Spanisch", "es"),
        ("spa", "es"),
        ("English (US)", "en"),
        ("Klingon", None),
    ],
)
def test_languages_are_known_by_code_and_by_name(text, key):
    assert known_key("language", text) == key


def test_what_is_not_known_stays_as_it_is_written():
    found = list_of("modality", "Manual therapy; Kinesio  taping;manual_therapy;🏃")

    assert found.stated == ["manual_therapy", "Kinesio  taping", "🏃"]
    assert found.free == ["Kinesio  taping", "🏃"]


def test_signs_alone_are_no_tags():
    assert list_of("modality", "-; .;,") == ([], [], [], "")


def test_a_long_tag_is_cut_to_what_the_database_keeps():
    found = list_of("payer", "Mutual " * 20)

    assert [len(tag) <= 60 for tag in found.stated] == [True]
    assert found.cut == [("Mutual " * 20).strip()]


def test_a_list_has_only_so_many_entries():
    most = [f"tag {number}" for number in range(MOST_ITEMS)]

    found = list_of("modality", ";".join([*most, "tag 1", "one more", "and more"]))

    assert (found.stated, found.surplus) == (most, "one more")


def test_a_list_that_is_just_full_lacks_nothing():
    most = [f"tag {number}" for number in range(MOST_ITEMS)]

    assert list_of("modality", ";".join([*most, "tag 1"])).surplus == ""


def test_what_is_longer_than_any_word_is_not_looked_up():
    assert known_key("language", "English" + " " * LONGEST_ITEM) is None


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_the_vocabulary_is_too_long_to_be_looked_up(name):
    words = [word for entry in vocabulary(name) for word in (entry.key, entry.label, *entry.also)]

    assert all(len(word) <= LONGEST_ITEM for word in words)


def test_what_is_left_of_a_long_text_is_read_as_it_will_be_read_again():
    found = list_of("language", "Spanish" + " " * 100 + "and more")

    assert (found.stated, found.free) == (["es"], [])


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("physio", Kind.THERAPIST, ("physical_therapist", False)),
        ("Rolfing wizard", Kind.THERAPIST, ("Rolfing wizard", True)),
        ("", Kind.RUNNING_COACH, ("running_coach", False)),
        ("", Kind.THERAPIST, ("Therapist", False)),
        ("Therapist", Kind.THERAPIST, ("Therapist", False)),
    ],
)
def test_a_profession_is_an_entry_or_free_or_what_the_kind_says(text, kind, expected):
    assert profession_of(text, kind) == expected
