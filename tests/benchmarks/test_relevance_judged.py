"""The judged sets are sound: ids, grades, halves, and people that nobody else makes up."""

import csv
import json
from collections import Counter

import pytest

from benchmarks.relevance.judged import (
    FOLDER,
    SETS,
    TABLE,
    read_listings,
    read_questions,
    read_rows,
)
from directory.config import ROOT
from directory.practitioners.vocabulary import Kind, vocabulary

COLUMNS = """
external_id name kind profession credentials bio modalities conditions regions methods languages
practice_name street city region_code postal_code country latitude longitude phone email website
price_first_visit price_next_visit currency insurers self_pay sliding_scale telehealth
accepting_new_clients
"""
LISTED = {
    "modalities": "modality",
    "conditions": "condition",
    "regions": "region",
    "methods": "method",
    "languages": "language",
    "insurers": "payer",
}
YES_OR_NO = ("self_pay", "sliding_scale", "telehealth", "accepting_new_clients")


@pytest.fixture(scope="module", params=list(SETS))
def folder(request):
    return SETS[request.param]


@pytest.fixture(scope="module")
def rows(folder):
    return read_rows(folder)


@pytest.fixture(scope="module")
def questions(folder):
    return read_questions(folder=folder)


@pytest.mark.parametrize(("name", "least"), [("first", 200), ("second", 140)])
def test_there_are_enough_listings(name, least):
    assert len(read_rows(SETS[name])) >= least


def test_listings_have_ids_and_names_of_their_own(rows):
    for column in ("external_id", "name"):
        assert len({row[column] for row in rows}) == len(rows)


def test_the_columns_are_those_of_the_import(folder):
    with (folder / TABLE).open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS.split()


def test_every_key_of_the_first_set_is_one_of_the_vocabularies():
    unknown = [
        (row["name"], key)
        for row in read_rows(FOLDER)
        for column, name in LISTED.items()
        for key in row[column].split(";")
        if key and key not in vocabulary(name)
    ]

    assert unknown == []


def test_the_second_set_has_plain_labels_and_tags_of_its_own_in_about_half_of_its_rows():
    rows = read_rows(SETS["second"])
    listed = [row for row in rows if any(row[column] for column in ("modalities", "conditions"))]
    words = {key for row in rows for key in row["modalities"].split(";") if key}

    assert 0.4 < len(listed) / len(rows) < 0.6
    assert words & {entry.label for entry in vocabulary("modality")}
    assert "Foot surgery" in words


def test_professions_kinds_and_answers_are_known_ones(rows):
    assert all(row["profession"] in vocabulary("profession") for row in rows)
    assert {row["kind"] for row in rows} == set(Kind)
    assert all(row[column] in {"", "yes", "no"} for row in rows for column in YES_OR_NO)


def test_every_listing_stands_somewhere_on_the_map(folder):
    assert all(-90 < listing.point.latitude < 90 for listing in read_listings(folder))


def test_the_demonstration_could_make_up_none_of_these_names(rows):
    heritages = json.loads((ROOT / "seed_data/demo/names.json").read_text())["heritages"]
    families = {family for names in heritages.values() for family in names["family"]}

    assert [row["name"] for row in rows if row["name"].split()[-1] in families] == []


def test_no_bio_is_written_twice_or_taken_from_the_demonstration(rows):
    bios = [row["bio"] for row in rows if row["bio"]]
    demo = "".join(path.read_text() for path in (ROOT / "seed_data/demo").glob("*.json"))

    assert len(set(bios)) == len(bios)
    assert [bio for bio in bios if bio in demo] == []


def test_the_sets_share_no_person_bio_or_question():
    first, second = (read_rows(folder) for folder in SETS.values())
    asked, others = (read_questions(folder=folder) for folder in SETS.values())

    for column in ("external_id", "name"):
        assert not {row[column] for row in first} & {row[column] for row in second}
    assert not {row["bio"] for row in first} & {row["bio"] for row in second} - {""}
    assert not {each.id for each in asked} & {each.id for each in others}


@pytest.mark.parametrize(("name", "least", "of_a_type"), [("first", 90, 8), ("second", 60, 5)])
def test_there_are_enough_questions_of_every_type(name, least, of_a_type):
    questions = read_questions(folder=SETS[name])

    assert len(questions) >= least
    assert min(Counter(question.type for question in questions).values()) >= of_a_type


def test_no_question_is_asked_twice(questions):
    assert len({question.id for question in questions}) == len(questions)
    assert len({(question.q, question.near) for question in questions}) == len(questions)


def test_all_of_the_second_set_is_for_the_report():
    assert read_questions("tune", SETS["second"]) == []


def test_the_halves_of_the_first_set_have_equally_many_questions_of_every_type():
    halves = {
        half: Counter(question.type for question in read_questions(half))
        for half in ("tune", "report")
    }

    assert halves["tune"] == halves["report"]
    assert halves["tune"].total() * 2 == len(read_questions())


def test_every_question_has_grades_from_one_to_three_of_known_listings(rows, questions):
    known = {row["external_id"] for row in rows}

    for question in questions:
        assert question.grades, question.id
        assert set(question.grades) <= known, question.id
        assert set(question.grades.values()) <= {1, 2, 3}, question.id


def test_no_grades_are_kept_for_questions_that_are_gone(folder, questions):
    judged = json.loads((folder / "judgments.json").read_text())

    assert set(judged) == {question.id for question in questions}
