"""The judged set is sound: ids, grades, halves, and people that nobody else makes up."""

import csv
import json
from collections import Counter

import pytest

from benchmarks.relevance.judged import FOLDER, LISTINGS, read_listings, read_questions, read_rows
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


@pytest.fixture(scope="module")
def rows():
    return read_rows()


@pytest.fixture(scope="module")
def questions():
    return read_questions()


def test_there_are_enough_listings_with_ids_and_names_of_their_own(rows):
    assert len(rows) >= 200
    for column in ("external_id", "name"):
        assert len({row[column] for row in rows}) == len(rows)


def test_the_columns_are_those_of_the_import():
    with LISTINGS.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS.split()


def test_every_key_is_one_of_the_vocabularies(rows):
    unknown = [
        (row["name"], key)
        for row in rows
        for column, name in LISTED.items()
        for key in row[column].split(";")
        if key and key not in vocabulary(name)
    ]

    assert unknown == []
    assert all(row["profession"] in vocabulary("profession") for row in rows)
    assert {row["kind"] for row in rows} == set(Kind)
    assert all(row[column] in {"", "yes", "no"} for row in rows for column in YES_OR_NO)


def test_every_listing_stands_somewhere_on_the_map():
    assert all(-90 < listing.point.latitude < 90 for listing in read_listings())


def test_the_demonstration_could_make_up_none_of_these_names(rows):
    heritages = json.loads((ROOT / "seed_data/demo/names.json").read_text())["heritages"]
    families = {family for names in heritages.values() for family in names["family"]}

    assert [row["name"] for row in rows if row["name"].split()[-1] in families] == []


def test_no_bio_is_written_twice_or_taken_from_the_demonstration(rows):
    bios = [row["bio"] for row in rows if row["bio"]]
    demo = "".join(path.read_text() for path in (ROOT / "seed_data/demo").glob("*.json"))

    assert len(set(bios)) == len(bios)
    assert [bio for bio in bios if bio in demo] == []


def test_there_are_enough_questions_of_every_type(questions):
    assert len({question.id for question in questions}) == len(questions) >= 90
    assert len({(question.q, question.near) for question in questions}) == len(questions)
    assert min(Counter(question.type for question in questions).values()) >= 8


def test_the_halves_have_equally_many_questions_of_every_type(questions):
    halves = {
        half: Counter(question.type for question in read_questions(half))
        for half in ("tune", "report")
    }

    assert halves["tune"] == halves["report"]
    assert halves["tune"].total() * 2 == len(questions)


def test_every_question_has_grades_from_one_to_three_of_known_listings(rows, questions):
    known = {row["external_id"] for row in rows}

    for question in questions:
        assert question.grades, question.id
        assert set(question.grades) <= known, question.id
        assert set(question.grades.values()) <= {1, 2, 3}, question.id


def test_no_grades_are_kept_for_questions_that_are_gone(questions):
    judged = json.loads((FOLDER / "judgments.json").read_text())

    assert set(judged) == {question.id for question in questions}
